"""A terminal's window on a test stand: shows screens, looks at what is drawn, touches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from declaration_samples import PLACES
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPointingDevice, QTouchEvent
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from typing_extensions import override

from kiosk.session.intents import Intent
from kiosk.ui.form import Form
from kiosk.ui.keyboard.reading import read_layouts
from kiosk.ui.later import CallOff
from kiosk.ui.runtime import build_window
from kiosk.ui.screen import Screen
from kiosk.ui.sizes import Cabinet, Slot
from kiosk.ui.suggestions import PAUSE_S

CABINETS = (
    Cabinet("borne-21p", 1080, 1920, 268.0, 476.0),
    Cabinet("borne-21l", 1920, 1080, 476.0, 268.0),
    Cabinet("borne-15p", 1080, 1920, 194.0, 345.0),
    Cabinet("borne-21p-left", 1080, 1920, 268.0, 476.0, Slot.LEFT),
    Cabinet("borne-21l-below", 1920, 1080, 476.0, 268.0, Slot.BELOW),
)
LAYOUTS = read_layouts(Path(__file__).resolve().parents[2] / "config/keyboards")
_FRAMES = 12


@dataclass(frozen=True)
class Seen:
    """An item as it shows: its rectangle in the window, cut by what clips it."""

    item: QQuickItem
    whole: QRectF
    shown: QRectF


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText")


def is_button(item: QQuickItem) -> bool:
    return item.inherits("QQuickAbstractButton")


def _children(item: QQuickItem) -> list[QQuickItem]:
    return [child for child in item.childItems() if child.isVisible() and child.opacity() > 0]


class Watch(QObject):
    """Stamps what the finger does before the window looks, as a display server does."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._seconds = seconds

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            event.setTimestamp(round(self._seconds() * 1000))
        return False


class Stand:
    """Wraps the one window; ``intents`` and ``messages`` collect what it says, ``now`` is its clock, ``stamp`` when the
    screen saw the finger if not ``now``, ``waiting`` what is to be done later, with the seconds asked for, ``typing``
    how often it said that somebody types.
    """

    def __init__(self, cabinet: Cabinet, touchscreen: QPointingDevice) -> None:
        self.cabinet = cabinet
        self.intents: list[Intent] = []
        self.messages: list[tuple[str, str]] = []
        self.now = 0.0
        self.stamp: float | None = None
        self.typing = 0
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.window = build_window(
            cabinet,
            LAYOUTS,
            self.intents.append,
            self._hear,
            on_typing=self._type,
            clock=lambda: self.now,
            wait=self._wait,
            suggest=PLACES.suggest,
        )
        self._watch = Watch(lambda: self.now if self.stamp is None else self.stamp)
        self.window.window.installEventFilter(self._watch)
        self._touchscreen = touchscreen

    def _type(self) -> None:
        self.typing += 1

    def _wait(self, seconds: float, deed: Callable[[], None]) -> CallOff:
        waits = (seconds, deed)
        self.waiting.append(waits)
        return lambda: self.waiting.remove(waits) if waits in self.waiting else None

    def _hear(self, severity: str, text: str) -> None:
        self.messages.append((severity, text))

    def show(self, screen: Screen, scale: float = 1.0, *, contrasted: bool = False) -> None:
        """Show ``screen`` a second after whatever came before."""
        self.now += 1
        self.window.set_appearance(scale, contrasted=contrasted)
        self.window.show_screen(screen)
        self.search()
        self.settle()

    def search(self) -> None:
        """Let the pause pass after which what is typed is looked for."""
        for seconds, deed in [waits for waits in self.waiting if waits[0] == PAUSE_S]:
            self.waiting.remove((seconds, deed))
            deed()

    def settle(self) -> None:
        """Draw until no text and no button moves: a place may depend on a size that the frame before has found.

        Drawings may go on moving: they move nothing else.
        """
        before: list[QRectF] = []
        for _ in range(_FRAMES):
            self.picture()
            QCoreApplication.processEvents()
            now = [seen.whole for seen in (*self.texts(), *self.buttons())]
            if now == before:
                return
            before = now
        raise AssertionError("the screen never comes to rest")

    def rest(self) -> None:
        """Wait until the page has faded in."""
        for _ in range(200):
            if all(seen.item.objectName() != "veil" for seen in self.seen()):
                return
            QTest.qWait(20)
        raise AssertionError("the page never fades in")

    def colour(self, name: str) -> QColor:
        """A colour of the palette, as QML computes it."""
        engine = QQmlEngine.contextForObject(self.window.window).engine()
        palette = engine.singletonInstance("Borne.Theme", "Colours")
        assert isinstance(palette, QObject)
        colour = palette.property(name)
        assert isinstance(colour, QColor), name
        return colour

    @property
    def form(self) -> Form:
        """The view model of the fields."""
        form = QQmlEngine.contextForObject(self.window.window).engine().singletonInstance("Borne.Bridge", "Form")
        assert isinstance(form, Form)
        return form

    def field(self, key: str) -> QQuickItem:
        """The box of a field."""
        return next(seen.item for seen in self.seen() if seen.item.objectName() == key)

    def shown_in(self, key: str) -> str:
        """What is drawn in a field."""
        return str(self.field(key).property("shown"))

    def touch_field(self, key: str) -> None:
        box = self.field(key)
        point = box.mapToScene(QPointF(box.width() / 2, box.height() / 2))
        self.press(point)
        self.release(point)

    def picture(self) -> QImage:
        return self.window.window.grabWindow()

    def pixels(self) -> NDArray[np.uint8]:
        """Height × width × (red, green, blue)."""
        image = self.picture().convertToFormat(QImage.Format.Format_RGB888)
        flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def seen(self) -> Iterator[Seen]:
        """Every item that shows, over the idle warning's scrim when there is one."""
        root = self.window.window.contentItem()
        warned = any(child.objectName() == "behind-warning" and not child.isEnabled() for child in root.childItems())
        yield from self._within(root, QRectF(0, 0, root.width(), root.height()), warned=warned)

    def _within(self, parent: QQuickItem, clip: QRectF, *, warned: bool) -> Iterator[Seen]:
        for item in _children(parent):
            if warned and item.objectName() == "behind-warning":
                continue
            whole = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            yield Seen(item, whole, whole.intersected(clip))
            inner = clip.intersected(whole) if item.clip() else clip
            yield from self._within(item, inner, warned=False)

    def buttons(self) -> list[Seen]:
        return [seen for seen in self.seen() if is_button(seen.item) and not seen.shown.isEmpty()]

    def texts(self) -> list[Seen]:
        return [seen for seen in self.seen() if is_text(seen.item) and not seen.shown.isEmpty()]

    def button(self, key: str) -> Seen:
        found = [seen for seen in self.buttons() if seen.item.objectName() == key]
        assert len(found) == 1, f"{key}: {len(found)} buttons"
        return found[0]

    def has(self, key: str) -> bool:
        return any(seen.item.objectName() == key for seen in self.buttons())

    def press(self, point: QPointF | QPoint) -> None:
        self._finger().press(0, _whole(point), self.window.window).commit()

    def move(self, point: QPointF | QPoint) -> None:
        self._finger().move(0, _whole(point), self.window.window).commit()

    def release(self, point: QPointF | QPoint) -> None:
        self._finger().release(0, _whole(point), self.window.window).commit()

    def tap(self, key: str) -> None:
        point = self.button(key).shown.center()
        self.press(point)
        self.release(point)

    def _finger(self) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self.window.window, self._touchscreen)


def _whole(point: QPointF | QPoint) -> QPoint:
    return point.toPoint() if isinstance(point, QPointF) else point
