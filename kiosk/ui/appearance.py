"""How the person reads: the cabinet's size, and the text scale and theme they chose."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.ui.sizes import Cabinet

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Appearance(QObject):
    """What Theme computes every size and colour from. One per window, made by the QML engine."""

    cabinet_changed = Signal()
    scale_changed = Signal()
    contrasted_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cabinet = Cabinet("borne-21p", 1080, 1920, 268.0, 476.0)
        self._scale = 1.0
        self._contrasted = False

    def fit(self, cabinet: Cabinet) -> None:
        """Size everything for ``cabinet``."""
        self._cabinet = cabinet
        self.cabinet_changed.emit()

    def choose(self, scale: float, *, contrasted: bool) -> None:
        """Read with texts ``scale`` times as large (1 to 2), and with the high-contrast theme or not."""
        if scale != self._scale:
            self._scale = scale
            self.scale_changed.emit()
        if contrasted != self._contrasted:
            self._contrasted = contrasted
            self.contrasted_changed.emit()

    def is_accessible(self) -> bool:
        """Whether the person reads with larger texts or more contrast."""
        return self._scale > 1.0 or self._contrasted

    @Property(float, notify=cabinet_changed)
    def density(self) -> float:
        """Pixels in one millimetre."""
        return self._cabinet.px_per_mm

    @Property(int, notify=cabinet_changed)
    def across(self) -> int:
        """The window's width in pixels."""
        return self._cabinet.width_px

    @Property(int, notify=cabinet_changed)
    def down(self) -> int:
        """The window's height in pixels."""
        return self._cabinet.height_px

    @Property(str, notify=cabinet_changed)
    def slot(self) -> str:
        """Where the card slot is: ``right``, ``left``, ``below``."""
        return self._cabinet.slot.value

    @Property(float, notify=scale_changed)
    def scale(self) -> float:
        """The text scale, 1 to 2."""
        return self._scale

    @Property(bool, notify=contrasted_changed)
    def contrasted(self) -> bool:
        """Whether the high-contrast theme is chosen."""
        return self._contrasted
