"""Somebody who fills in a form on the test stand, finger by finger."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from window_stand import Stand

from kiosk.session.intents import Submit
from kiosk.ui.screen import Screen


class Typist:
    """Types into the form that ``stand`` shows; a second passes between two touches."""

    def __init__(self, stand: Stand, screen: Screen, scale: float = 1.0) -> None:
        self._stand = stand
        stand.show(screen, scale)

    def places(self) -> dict[str, QPointF]:
        """Where each key of the page is, by its name in the layouts."""
        return {
            seen.item.objectName().removeprefix("key-"): seen.shown.center()
            for seen in self._stand.buttons()
            if seen.item.objectName().startswith("key-")
        }

    def strike(self, *names: str) -> None:
        """Touch keys, one after the other."""
        places = self.places()
        for name in names:
            self.touch(places[name])

    def touch(self, place: QPointF) -> None:
        self._stand.now += 1
        self._stand.press(place)
        self._stand.release(place)

    def write(self, text: str) -> None:
        """Touch what gives ``text``, capitals included."""
        for sign in text:
            if sign.lower() != sign:
                self.strike("shift")
            self.strike(sign.lower())

    def values(self) -> dict[str, str]:
        """What the form sends."""
        self._stand.now += 1
        self._stand.tap("submit")
        sent = self._stand.intents[-1]
        assert isinstance(sent, Submit)
        return dict(sent.values)
