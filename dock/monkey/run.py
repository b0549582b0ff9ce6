"""One run: so many events on the packaged application on real parts, while everything that must hold is watched."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dock.cast import load
from dock.client import DockError
from dock.commands import (
    CardRemove,
    Command,
    NetworkRestore,
    PcscdStart,
    PrinterCover,
    PrinterGone,
    PrinterSilent,
    PrinterTake,
)
from dock.display.picture import photograph
from dock.display.plugged import Keyboard, Mouse
from dock.monkey.deeds import Errand, Want
from dock.monkey.errands import Runner
from dock.monkey.eyes import Eyes, View
from dock.monkey.hands import Hands
from dock.monkey.plan import NEW_ROLL, SPARED, Plan
from dock.monkey.submissions import Tally, tally
from dock.monkey.watch import BrokenError, Watch
from dock.monkey.weight import allowed_growth_kb, growth_kb
from dock.player.stage import Stage
from dock.processes import Child

_ANSWERS_S = 20.0
"""Within so long a screen answers, on a machine whose two cores nine others use."""
_WELCOME_S = 90.0
_DELIVERED_S = 90.0
_DEEDS_A_LOOK = 4
_LOOKS_A_CHECK = 8
_POLL_S = 0.05
_MENDING: tuple[Command, ...] = (
    PcscdStart(),
    NetworkRestore(),
    PrinterGone(on=False),
    PrinterSilent(on=False),
    PrinterCover(open=False),
    NEW_ROLL,
    CardRemove(),
    PrinterTake(),
)


@dataclass
class Told:
    """What a run came to.

    Attributes:
        broken: why it failed; empty when everything held.
        done: events, by the kind of deed.
        screens: kind and id of each screen seen, with how many looks found it.
        growth_kb: kilobytes per 1,000 events.
    """

    seed: int
    broken: str = ""
    done: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    last: tuple[str, ...] = ()
    growth_kb: float | None = None
    rss_mb: float = 0.0
    tally: Tally | None = None
    seconds: float = 0.0

    @property
    def events(self) -> int:
        """How many in all."""
        return self.done.total()

    @property
    def kinds(self) -> Counter[str]:
        """Looks by kind of screen."""
        counted: Counter[str] = Counter()
        for screen, looks in self.screens.items():
            counted[screen.partition("/")[0]] += looks
        return counted


@dataclass(frozen=True)
class Reach:
    """What a monkey plugs in and sees with; each device serves one client for the life of a stage."""

    keyboard: Keyboard
    mouse: Mouse
    eyes: Eyes


@contextmanager
def reach(stage: Stage) -> Iterator[Reach]:
    """Plug everything into a headless stage."""
    screen = stage.screen
    reached = Reach(Keyboard(screen.keyboard_socket), Mouse(screen.mouse_socket), Eyes(stage.bus))
    try:
        yield reached
    finally:
        for part in (reached.keyboard, reached.mouse, reached.eyes):
            part.close()


class Monkey:
    """Runs on a stage whose terminal does not run yet.

    Args:
        stage: headless.
        directory: the stage's own.
        reach: of that stage.
        seed: of the plan.
        command: what starts the terminal, without ``run --config …``.
        picture: where the screen is kept when something does not hold.
    """

    def __init__(
        self, stage: Stage, directory: Path, reach: Reach, seed: int, *, command: Sequence[str], picture: Path
    ) -> None:
        self._stage = stage
        self._eyes = reach.eyes
        self._hands = Hands(stage.panel, reach.keyboard, reach.mouse, stage.dock)
        self._directory = directory
        self._command = command
        self._picture = picture
        self._cast = load()
        self._deeds = Plan(seed, self._cast).deeds()
        self.told = Told(seed)

    def run(self, events: int) -> Told:
        """Do at least so many events, and see everything come back to rest."""
        start = time.monotonic()
        with ExitStack() as running:
            self._set_up(running)
            try:
                self._await_welcome()
                self._play(events)
                self._come_to_rest()
            except (BrokenError, OSError, TimeoutError) as broken:
                self.told.broken = f"{type(broken).__name__}: {broken}"
                with suppress(Exception):
                    photograph(self._stage.screen.name, self._picture)
        self.told.done, self.told.last = self._hands.done, tuple(self._hands.last)
        self.told.seconds = round(time.monotonic() - start, 1)
        return self.told

    def _set_up(self, running: ExitStack) -> None:
        stage = self._stage
        line = [*self._command, "run", "--config", str(stage.settings)]
        child = Child(line, self._directory / "kiosk.log", stage.environment)
        running.callback(child.stop)
        self._watch = Watch(child, stage.screen.name, stage.panel.cabinet, self._cast)
        self._runner = Runner(self._eyes, self._hands, self._look)

    def _play(self, events: int) -> None:
        view, looks = self._look(), 0
        while self._hands.done.total() < events:
            for _ in range(_DEEDS_A_LOOK):
                deed = next(self._deeds)
                self._hands.do(deed, view)
                if isinstance(deed, Errand):
                    self._runner.run(deed)
                    view = self._look()
            view, looks = self._look(), looks + 1
            if looks % _LOOKS_A_CHECK == 0:
                self._check()
        self._check()

    def _look(self) -> View:
        """One look. Whatever is in the way of it, the terminal answers in time.

        Raises:
            BrokenError: it does not, or not one window is ours.
        """
        try:
            view = self._eyes.look()
        except TimeoutError:
            raise BrokenError(f"no answer within {_ANSWERS_S} s") from None
        if len(view.frames) == 1:
            self.told.screens[view.screen] += 1
        elif view.frames:
            raise BrokenError(f"top-level windows: {view.frames}")
        return view

    def _check(self) -> None:
        self._watch.process(self._hands.done.total())
        self._watch.journal()
        self._watch.windows()

    def _await_welcome(self) -> View:
        deadline = time.monotonic() + _WELCOME_S
        while not (view := self._look()).screen.startswith("welcome/"):
            if self._watch.child.exit_status is not None or time.monotonic() > deadline:
                raise BrokenError(f"no welcome screen, but « {view.screen} »")
            time.sleep(_POLL_S)
        return view

    def _come_to_rest(self) -> None:
        """Everything mended and the card out: the welcome screen, a visit like any other, every declaration once."""
        for command in _MENDING:
            with suppress(DockError):
                self._stage.dock.do(command)
        self._await_welcome()
        self._visit()
        self._check()
        logs = [self._directory / name for name in ("dock.log",)]
        self._watch.names_in_logs(*logs)
        self.told.tally = tally(self._watch.seen, self._directory / "dock" / "caisse" / "caisse.sqlite3", _DELIVERED_S)
        self.told.rss_mb = round(self._watch.rss_kb[-1][1] / 1024, 1)
        done = self._hands.done.total()
        self.told.growth_kb = growth_kb(self._watch.rss_kb, done)
        if self.told.growth_kb is not None and self.told.growth_kb > allowed_growth_kb(done):
            raise BrokenError(f"the process grows by {self.told.growth_kb:.0f} KB per 1,000 events")

    def _visit(self) -> None:
        """Somebody the monkey never was comes for their attestation, and has it on paper."""
        person = self._cast.people[SPARED]
        printed = len(self._stage.dock.papers())
        self._runner.run(Errand(SPARED, person.password, Want.ATTESTATION, ""))
        deadline = time.monotonic() + _WELCOME_S
        while len(self._stage.dock.papers()) == printed:
            # A fault of ours is said as such, not as what it leads to.
            self._watch.journal()
            if time.monotonic() > deadline:
                raise BrokenError(f"no paper for the visit after it all, but « {self._look().screen} »")
            # A roll that was to end after so many bytes may end only now.
            self._stage.dock.do(NEW_ROLL)
            time.sleep(_POLL_S)
        self._await_welcome()
