"""The on-screen keyboard as QML sees it: the keys of the field being typed into, and what touching one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.ui.form import Form
from kiosk.ui.keyboard.caps import KeyRow, Mode, key_row
from kiosk.ui.keyboard.layout import Deed, Key, Layout, LetterOrder
from kiosk.ui.keyboard.reading import Layouts
from kiosk.ui.keyboard.shift import Shift
from kiosk.ui.keyboard.strikes import Strikes
from kiosk.ui.rows_model import RowsModel
from kiosk.ui.screen import Screen, ScreenKind

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class KeyPanel(QObject):
    """One per window, made by the QML engine. Shows only what the field's kind takes; remembers nothing typed."""

    shape_changed = Signal()
    # Somebody touches the keys.
    struck = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = Form()
        self._layouts: Layouts = {}
        self._pressed_at: Callable[[], float] = float
        self._accessible: Callable[[], bool] = bool
        self._layout: Layout | None = None
        self._page: dict[str, Key] = {}
        self._mode = Mode()
        self._strikes = Strikes()
        self._keys = RowsModel(KeyRow, self)

    def attach(
        self, form: Form, layouts: Layouts, pressed_at: Callable[[], float], accessible: Callable[[], bool]
    ) -> None:
        """Say what is typed into, with which keyboards, when the finger being handled came down (seconds), and whether
        the person reads with larger texts or more contrast now.
        """
        self._form, self._layouts, self._pressed_at, self._accessible = form, layouts, pressed_at, accessible
        form.current_changed.connect(self._follow)

    def show(self, screen: Screen) -> None:
        """Put the words of ``screen`` on the keys; the order of the letters lasts as long as the visit."""
        if screen.kind is ScreenKind.WELCOME:
            self._mode = Mode()
        self._draw()

    @Slot(str)
    def strike(self, name: str) -> None:
        """A finger came down on a key: it may tremble."""
        if self._strikes.counts(name, self._pressed_at(), accessible=self._accessible()):
            self.press(name)

    @Slot(str)
    def press(self, name: str) -> None:
        """A key was pressed, by a finger that does not tremble or by a screen reader."""
        key = self._page.get(name)
        if key is None:
            return
        self.struck.emit()
        match key.deed:
            case None | Deed.SPACE:
                self._type(key)
            case Deed.BACKSPACE:
                self._form.erase()
            case Deed.SHIFT:
                self._stand(replace(self._mode, shift=self._mode.shift.touched()))
                self._say(f"shift.{self._mode.shift.value}")
            case Deed.ORDER:
                other = LetterOrder.ABC if self._mode.order is LetterOrder.AZERTY else LetterOrder.AZERTY
                self._stand(replace(self._mode, order=other))
                self._say(f"order.{other.value}")
            case Deed.ACCENTS:
                self._say("accents.off" if self._mode.accents else "accents.on")
                self._stand(replace(self._mode, accents=not self._mode.accents))
            case Deed.GAP:
                return
            case _:
                assert_never(key.deed)

    def _type(self, key: Key) -> None:
        shift = self._mode.shift
        self._form.insert(shift.applied(key.sign))
        self._stand(replace(self._mode, shift=shift.typed(key.sign)))

    def _say(self, name: str) -> None:
        if self._form.words is not None:
            self._form.announced.emit(self._form.words.spoken[name])

    def _stand(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self._draw()

    def _follow(self) -> None:
        field = self._form.field
        self._layout = None if field is None else self._layouts[field.kind]
        self._mode = replace(self._mode, shift=Shift.OFF, accents=False)
        self._strikes.forget()
        self._draw()

    def _draw(self) -> None:
        words = self._form.words
        keys = () if self._layout is None else self._layout.page(self._mode.order, accents=self._mode.accents)
        self._page = {key.name: key for key in keys}
        self.shape_changed.emit()
        self._keys.assign([] if words is None else [key_row(key, self._mode, words) for key in keys])

    @Property(int, notify=shape_changed)
    def columns(self) -> int:
        """How many keys of width 1 stand in a row; 0 without a keyboard."""
        return 0 if self._layout is None else self._layout.columns

    @Property(int, notify=shape_changed)
    def lines(self) -> int:
        """How many rows there are."""
        return 0 if self._layout is None else self._layout.lines

    @Property(int, notify=shape_changed)
    def most_lines(self) -> int:
        """How many rows the tallest keyboard of the form has: the panel keeps that height."""
        return max((self._layouts[field.kind].lines for field in self._form.fields_declared), default=0)

    @Property(bool, notify=shape_changed)
    def discreet(self) -> bool:
        """Whether a pressed key must not show: what is typed is hidden (ESC-17)."""
        field = self._form.field
        return field is not None and field.masked

    @Property(str, notify=shape_changed)
    def label(self) -> str:
        """What a screen reader calls the whole."""
        return "" if self._form.words is None else self._form.words.name

    @Property(QObject, constant=True)
    def keys(self) -> QObject:
        """Rows of ``KeyRow``."""
        return self._keys
