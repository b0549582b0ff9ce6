"""Carries deeds out on the real devices, and counts what it does."""

from __future__ import annotations

from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import assert_never

from dock.client import DockClient, DockError
from dock.commands import Command
from dock.display.plugged import Keyboard, Mouse
from dock.monkey import keys
from dock.monkey.deeds import (
    Click,
    Deed,
    Drag,
    Errand,
    Fingers,
    Outside,
    Pinch,
    Spot,
    Strike,
    Swipe,
    TapAt,
    TapControl,
    Write,
    events,
)
from dock.monkey.eyes import Control, View
from dock.player.visitor import Panel

_REMEMBERED = 40


@dataclass
class Hands:
    """Fingers, a plugged-in keyboard and mouse, and whoever stands beside the terminal.

    Attributes:
        done: events so far, by the name of their deed.
        last: the last deeds, the newest at the end; no password is in them.
    """

    panel: Panel
    keyboard: Keyboard
    mouse: Mouse
    dock: DockClient
    done: Counter[str] = field(default_factory=Counter)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def do(self, deed: Deed, view: View) -> None:
        """Carry a deed out; ``view`` is the last look, which tells where controls are. An errand is not for hands.

        Raises:
            OSError: a device or the dock is gone.
        """
        self._note(deed)
        match deed:
            case TapControl(pick, with_keys, times):
                chosen = [one for one in view.controls if with_keys or not one.is_key]
                if chosen:
                    self._tap_px(chosen[int(pick * len(chosen))], times)
            case TapAt(spot, times):
                for _ in range(times):
                    self.panel.touch.tap(*self._mm(spot))
            case Drag(path):
                self._drag(path)
            case Fingers(slides):
                self._slide(slides)
            case Strike(codes):
                self.keyboard.strike(*codes)
            case Write(text):
                self._write(text)
            case Click(button):
                self.mouse.click(button)
            case Swipe(fingers, across, down):
                self.mouse.swipe(fingers, across, down)
            case Pinch(fingers, scale):
                self.mouse.pinch(fingers, scale)
            case Outside(command):
                self._outside(command)
            case Errand():
                pass
            case _:
                assert_never(deed)

    def tap(self, control: Control, times: int = 1) -> None:
        """Tap a control, for an errand."""
        self.done["Errand"] += 2 * times
        self.last.append(f"taps {control.id} × {times}")
        self._tap_px(control, times)

    def write(self, text: str, *, enter: bool) -> None:
        """Type a text, for an errand; what it is, is not remembered."""
        self.done["Errand"] += 2 * len(text) + 2 * enter
        self.last.append(f"types {len(text)} signs")
        self._write(text)
        if enter:
            self.keyboard.strike(keys.ENTER)

    def outside(self, command: Command) -> None:
        """Have something happen outside, for an errand."""
        self.done["Errand"] += 1
        self.last.append(command.do)
        self._outside(command)

    def _note(self, deed: Deed) -> None:
        self.done[type(deed).__name__] += events(deed)
        said = f"Errand({deed.person}, {deed.want})" if isinstance(deed, Errand) else repr(deed)
        self.last.append(said)

    def _mm(self, spot: Spot) -> tuple[float, float]:
        cabinet = self.panel.cabinet
        return spot.across * cabinet.width_mm, spot.down * cabinet.height_mm

    def _tap_px(self, control: Control, times: int) -> None:
        for _ in range(times):
            self.panel.touch.tap(*self.panel.cabinet.to_mm(control.x, control.y))

    def _drag(self, path: tuple[Spot, ...]) -> None:
        self.panel.touch.press(*self._mm(path[0]))
        for spot in path[1:]:
            self.panel.touch.move(*self._mm(spot))
        self.panel.touch.release(*self._mm(path[-1]))

    def _slide(self, slides: tuple[tuple[Spot, Spot], ...]) -> None:
        for finger, (start, _) in enumerate(slides):
            self.panel.touch.press(*self._mm(start), finger)
        for finger, (_, end) in enumerate(slides):
            self.panel.touch.move(*self._mm(end), finger)
        for finger, (_, end) in enumerate(slides):
            self.panel.touch.release(*self._mm(end), finger)

    def _write(self, text: str) -> None:
        for sign in text:
            self.keyboard.strike(*keys.chord(sign))

    def _outside(self, command: Command) -> None:
        # The slot is full, or pcscd runs already: as with a card that does not go in.
        with suppress(DockError):
            self.dock.do(command)
