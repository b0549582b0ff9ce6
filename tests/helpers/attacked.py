"""The packaged application on a real X server, with a keyboard, a mouse and a touchpad that somebody plugged in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scene import Scene, scene

from dock import cast
from dock import commands as do
from dock.cabinet import cabinet
from dock.display.plugged import Keyboard, Mouse
from dock.monkey.eyes import Eyes, View
from dock.monkey.watch import Watch
from dock.player.kiosk import Pace
from dock.player.visitor import Panel
from dock.processes import Child

PACE = Pace(probe_s=1.0, visit={"goodbye": 1.0, "take_document": 1.0})
_PATIENCE_S = 30.0
_POLL_S = 0.05


@dataclass
class Attacked:
    """A terminal, what it runs in, and every way to reach it.

    Attributes:
        watch: what must hold (``dock.monkey.watch``).
    """

    place: Scene
    running: Child
    watch: Watch
    eyes: Eyes
    keyboard: Keyboard
    mouse: Mouse

    @property
    def panel(self) -> Panel:
        return self.place.stage.panel

    def look(self, holds: Callable[[View], bool]) -> View:
        """The screen, once it is as it should be; two looks are alike."""
        deadline = time.monotonic() + _PATIENCE_S
        last = self.eyes.look()
        while True:
            time.sleep(_POLL_S)
            view = self.eyes.look()
            if view == last and holds(view):
                return view
            assert time.monotonic() < deadline, f"the screen is {view}"
            last = view

    def shows(self, screen: str) -> View:
        """Wait for a screen, by its kind and id."""
        return self.look(lambda view: view.screen == screen)

    def tap(self, view: View, key: str) -> None:
        """Tap a control of a view."""
        control = view.control(key)
        assert control is not None, key
        self.panel.touch.tap(*self.panel.cabinet.to_mm(control.x, control.y))

    def at_welcome(self) -> View:
        """Nobody there: no card, nobody's page."""
        self.place.dock.do(do.CardRemove())
        view = self.eyes.look()
        if view.control("leave") is not None:
            self.tap(view, "leave")
        return self.shows("welcome/welcome")

    def at_home(self, card: str = "marie") -> View:
        """Somebody's first page, with everything offered."""
        self.place.dock.do(do.CardInsert(card))
        return self.look(lambda view: view.screen == "menu/home" and view.control("sign-in") is not None)

    def at_password(self) -> View:
        """A masked field, empty."""
        self.tap(self.at_home(), "sign-in")
        return self.shows("form/form.secret")

    def holds(self) -> None:
        """The same process, one window over the whole screen, and no line that is not a declared event."""
        self.watch.process(0)
        self.watch.windows()
        self.watch.journal()

    def still_serves(self) -> None:
        """It holds, and the next person is welcomed."""
        self.at_welcome()
        self.holds()


@contextmanager
def attacked(*command: str) -> Iterator[Attacked]:
    """A running terminal at its welcome screen; ``command`` starts it if not the packaged one does."""
    with scene(PACE) as place:
        running = place.start(command=command) if command else place.start()
        screen = place.stage.screen
        eyes = Eyes(place.stage.bus)
        keyboard, mouse = Keyboard(screen.keyboard_socket), Mouse(screen.mouse_socket)
        watch = Watch(running, screen.name, cabinet("borne-21p"), cast.load())
        made = Attacked(place, running, watch, eyes, keyboard, mouse)
        try:
            made.shows("welcome/welcome")
            yield made
        finally:
            for part in (keyboard, mouse, eyes):
                part.close()
