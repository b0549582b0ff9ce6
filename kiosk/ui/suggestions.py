"""What is offered under the field while a place is typed: looked for once the sign is drawn, dropped with the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.session.intents import PickPlace
from kiosk.ui.form import Form
from kiosk.ui.later import CallOff, Later, later
from kiosk.ui.rows import Row
from kiosk.ui.rows_model import RowsModel
from kiosk.ui.screen import Field, Screen
from teleservices.flow.model import Place
from teleservices.places.suggestion import Suggestion

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

Suggest = Callable[[Place, str, int, str], Sequence[Suggestion]]
"""``suggest(place, typed, limit, language)``: ``Places.suggest``. Called on the Qt thread: within a frame."""
MOST = 6
"""More is not read: one sign more is quicker."""
PAUSE_S = 0.04
"""Long enough for the sign to be drawn first, and for two thumbs to be one search; too short to be seen."""


def suggest_nothing(_place: Place, _typed: str, _limit: int, _language: str) -> tuple[Suggestion, ...]:
    """Of a window that was given no places."""
    return ()


@dataclass(frozen=True, repr=False)
class SuggestionRow(Row):
    """A suggestion; ``key`` is its place in the list, so that buttons stay as one types."""

    label: str
    detail: str


def _nothing() -> None:
    return


@QmlElement
@QmlSingleton
class Suggestions(QObject):
    """One per window, made by the QML engine. Python calls ``attach`` and ``show``, QML ``pick`` and ``tell``."""

    awaited_changed = Signal()
    searching_changed = Signal()
    # The list is as what is typed wants it.
    looked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = Form()
        self._suggest: Suggest = suggest_nothing
        self._later: Later = later
        self._on_pick: Callable[[PickPlace], None] = lambda _: None
        self._call_off: CallOff = _nothing
        self._language = ""
        self._found: tuple[Suggestion, ...] = ()
        self._searching, self._none, self._taken = False, "", False
        self._rows = RowsModel(SuggestionRow, self)

    def attach(self, form: Form, suggest: Suggest, wait: Later, on_pick: Callable[[PickPlace], None]) -> None:
        """Say what is typed into, where places are looked for, what puts the search off, who takes the choice."""
        self._form, self._suggest, self._later, self._on_pick = form, suggest, wait, on_pick
        form.current_changed.connect(self.awaited_changed.emit)
        form.current_changed.connect(self._follow)
        form.edited.connect(self._follow)
        form.refused.connect(self._free)

    def show(self, screen: Screen) -> None:
        """Suggest in the language of ``screen``."""
        if screen.chrome.language != self._language:
            self._language = screen.chrome.language
            self._follow()

    def _free(self) -> None:
        self._taken = False

    def _follow(self) -> None:
        """What stands in the field has changed, or the field has: search soon, or clear at once."""
        self._call_off()
        self._call_off = _nothing
        self._free()
        if self._wanted() is None:
            self._draw((), "", searching=False)
        else:
            self._call_off = self._later(PAUSE_S, self._look)

    def _wanted(self) -> Field | None:
        field = self._form.field
        return None if field is None or field.suggesting is None or not self._form.text else field

    def _look(self) -> None:
        field = self._wanted()
        if field is None or field.suggesting is None:
            return
        found = tuple(self._suggest(field.suggesting, self._form.text, MOST, self._language))
        self._draw(found, "" if found else field.nothing, searching=True)
        self.looked.emit()

    def _draw(self, found: tuple[Suggestion, ...], none: str, *, searching: bool) -> None:
        self._found = found
        self._rows.assign(
            [SuggestionRow(f"suggestion-{place}", one.label, one.detail) for place, one in enumerate(found)]
        )
        if (self._searching, self._none) != (searching, none):
            self._searching, self._none = searching, none
            self.searching_changed.emit()

    @Slot(int)
    def pick(self, place: int) -> None:
        """The suggestion at ``place`` was touched; once, until something else is typed."""
        field = self._form.field
        if self._taken or field is None or not self._form.takes or not 0 <= place < len(self._found):
            return
        self._taken = True
        self._on_pick(PickPlace(field.id, self._found[place].key))

    @Slot(int)
    def tell(self, shown: int) -> None:
        """Say to screen readers how many suggestions there was room for, or that there are none."""
        words = self._form.words
        if words is None or not self._searching:
            return
        counted = words.suggested_one if shown == 1 else words.suggested.format(count=shown)
        self._form.announced.emit(counted if self._found else self._none)

    @Property(bool, notify=awaited_changed)
    def awaited(self) -> bool:
        """Whether the field that is typed into suggests."""
        field = self._form.field
        return field is not None and field.suggesting is not None

    @Property(bool, notify=searching_changed)
    def searching(self) -> bool:
        """Whether something is typed in a field that suggests."""
        return self._searching

    @Property(str, notify=searching_changed)
    def none(self) -> str:
        """What is said where nothing is found, or empty."""
        return self._none

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Rows of ``SuggestionRow``."""
        return self._rows
