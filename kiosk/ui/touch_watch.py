"""Looks at the fingers on the glass for the hidden gesture; what they touch gets every event all the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QEventPoint, QTouchEvent

from kiosk.ui.gesture import Gesture, Phase, Touch
from kiosk.ui.sizes import Cabinet

_PHASES = {
    QEventPoint.State.Pressed: Phase.DOWN,
    QEventPoint.State.Updated: Phase.MOVE,
    QEventPoint.State.Stationary: Phase.MOVE,
    QEventPoint.State.Released: Phase.UP,
}


class TouchWatch:
    """Tells of the gesture once it is complete, and of nothing before.

    Args:
        cabinet: millimetres are its own.
        complete: called at the end of the gesture, on the Qt thread.
        clock: seconds that only ever grow; times what comes without a stamp of its own.
    """

    def __init__(self, cabinet: Cabinet, complete: Callable[[], None], clock: Callable[[], float]) -> None:
        self._density = cabinet.px_per_mm
        self._complete = complete
        self._clock = clock
        self._allowed = False
        self._gesture = Gesture(cabinet.width_mm)

    def allow(self, *, allowed: bool) -> None:
        """Whether the gesture counts on the screen that is shown; one that began elsewhere does not."""
        if allowed != self._allowed:
            self._allowed = allowed
            self._gesture = self._gesture.spoilt()

    def look(self, event: QTouchEvent) -> None:
        """Take an event of the fingers into account."""
        if not self._allowed:
            return
        points = event.points()
        if event.type() is QEvent.Type.TouchCancel or len(points) != 1:
            self._gesture = self._gesture.spoilt()
            return
        phase = _PHASES.get(points[0].state())
        if phase is None:
            return
        place = points[0].scenePosition()
        at = event.timestamp() / 1000 or self._clock()
        self._gesture = self._gesture.after(Touch(phase, place.x() / self._density, place.y() / self._density, at))
        if self._gesture.complete:
            self._complete()
