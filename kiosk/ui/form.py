"""The form as QML sees it: its fields, its rules, its picture. What is typed goes through ``Entries`` alone."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.ui.form_rows import FieldRow, RuleRow, summary
from kiosk.ui.keyboard.entries import Entries, longest
from kiosk.ui.later import CallOff, Later, later
from kiosk.ui.rows_model import RowsModel
from kiosk.ui.screen import Field, KeyboardWords, Screen
from teleservices.password import met

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

REVEALED_S = 5.0
"""« Afficher » hides itself after so long (UX-15)."""


def _nothing() -> None:
    return


@QmlElement
@QmlSingleton
class Form(QObject):
    """One per window, made by the QML engine. Empty, and keeping nothing, on a screen without fields."""

    summary_changed = Signal()
    picture_changed = Signal()
    current_changed = Signal()
    # A text for screen readers.
    announced = Signal(str)
    # The screen says something new is wrong.
    refused = Signal()
    # Something was typed or erased.
    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = Entries()
        self._screen: Screen | None = None
        self._words: KeyboardWords | None = None
        self._later: Later = later
        self._call_off: CallOff = _nothing
        self._revealed = ""
        self._fields = RowsModel(FieldRow, self)
        self._rules = RowsModel(RuleRow, self)

    def attach(self, wait: Later) -> None:
        """Say what hides a revealed field in time."""
        self._later = wait

    def show(self, screen: Screen) -> None:
        """Take the fields of ``screen``, none included: what is not on it any more is forgotten at once.

        Raises:
            ValueError: it has fields, and no words for their keyboard. A bug.
        """
        if screen.fields and screen.keyboard is None:
            raise ValueError(f"{screen.id}: a form needs the words of its keyboard")
        before = self._subject()
        self._screen, self._words = (screen, screen.keyboard) if screen.fields else (None, None)
        refused = self._entries.show(screen)
        moved = self._subject() != before
        if refused or moved or screen.warning is not None:
            self._hide()
        self._draw()
        self.summary_changed.emit()
        self.picture_changed.emit()
        if moved:
            self.current_changed.emit()
        if refused:
            self.refused.emit()

    def _subject(self) -> tuple[str, Field | None]:
        """What is typed into, whatever its language and mistakes."""
        field = self._entries.field
        bare = None if field is None else Field(field.id, "", field.kind, masked=field.masked)
        return ("" if self._screen is None else self._screen.id), bare

    @property
    def words(self) -> KeyboardWords | None:
        """In the person's language; None without a form."""
        return self._words

    @property
    def field(self) -> Field | None:
        """The field that is typed into; None without a form."""
        return self._entries.field

    @property
    def text(self) -> str:
        """What stands in the field that is typed into."""
        return self._entries.text(self._entries.current)

    @property
    def takes(self) -> bool:
        """Whether anything can be typed now: there is a form, and no idle warning over it."""
        return self._screen is not None and self._screen.warning is None

    @property
    def fields_declared(self) -> tuple[Field, ...]:
        """As the screen declares them."""
        return self._entries.fields

    def insert(self, text: str) -> None:
        """Type ``text`` into the current field; what does not belong there is left out."""
        field = self.field
        if field is None or self._words is None or not self.takes:
            return
        taken = self._entries.insert(text)
        if taken:
            self._say_typed(field, self._words)
        elif self._entries.full(field):
            self.announced.emit(self._words.full.format(count=longest(field)))
        self._draw_edited()

    def erase(self) -> None:
        """Take back the last sign of the current field."""
        field = self.field
        if field is None or self._words is None or not self.takes or not self._entries.erase():
            return
        left = len(self._entries.text(field.id))
        said = self._words.erased_one if left == 1 else self._words.erased.format(count=left)
        self.announced.emit(said if left else self._words.empty)
        self._draw_edited()

    def send(self) -> tuple[tuple[str, str], ...]:
        """What stands in each field, by its id."""
        self._hide()
        self._draw()
        return self._entries.send()

    def put_aside(self) -> tuple[tuple[str, str], ...]:
        """What stands in each field, by its id, for whoever goes back; nothing where a field is masked."""
        return self._entries.put_aside()

    @Slot(str)
    def go_to(self, field: str) -> None:
        """Type into another field from now on."""
        if field == self._entries.current:
            return
        self._entries.go_to(field)
        self._hide()
        self._draw()
        self.current_changed.emit()

    @Slot(str)
    def reveal(self, field: str) -> None:
        """Show what a masked field holds, for ``REVEALED_S``; hide it when it is shown."""
        if self._revealed == field:
            self._hide()
        else:
            self._hide()
            self._revealed = field
            self._call_off = self._later(REVEALED_S, self._time_is_up)
        self._draw()

    def _time_is_up(self) -> None:
        self._hide()
        self._draw()

    def _hide(self) -> None:
        self._call_off()
        self._call_off = _nothing
        self._revealed = ""

    def _say_typed(self, field: Field, words: KeyboardWords) -> None:
        text = self._entries.text(field.id)
        self.announced.emit(words.taken.format(count=len(text)) if field.masked else words.signs[text[-1]])

    def _draw_edited(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        screen, words = self._screen, self._words
        if screen is None or words is None:
            self._fields.assign([])
            self._rules.assign([])
            return
        self._fields.assign([self._row(field, words) for field in screen.fields])
        self._rules.assign(
            [RuleRow.of(line, words, met=met(line.rule, self._entries.text(line.field))) for line in screen.rules]
        )

    def _row(self, field: Field, words: KeyboardWords) -> FieldRow:
        return FieldRow.of(
            field,
            self._entries.text(field.id),
            words,
            current=field.id == self._entries.current,
            revealed=field.id == self._revealed,
            full=self._entries.full(field),
        )

    @Property(str, notify=current_changed)
    def current(self) -> str:
        """The id of the field that is typed into, or empty."""
        return self._entries.current

    @Property(str, notify=summary_changed)
    def summary(self) -> str:
        """What is wrong, aloud; empty when nothing is."""
        return "" if self._screen is None or self._words is None else summary(self._screen, self._words)

    @Property(str, notify=picture_changed)
    def picture(self) -> str:
        """Where an Image finds the picture of the screen; empty when it has none."""
        shown = None if self._screen is None else self._screen.picture
        return "" if shown is None else f"data:image/png;base64,{shown.png}"

    @Property(str, notify=picture_changed)
    def described(self) -> str:
        """What the picture is said to be."""
        shown = None if self._screen is None else self._screen.picture
        return "" if shown is None else shown.description

    @Property(QObject, constant=True)
    def fields(self) -> QObject:
        """Rows of ``FieldRow``."""
        return self._fields

    @Property(QObject, constant=True)
    def rules(self) -> QObject:
        """Rows of ``RuleRow``."""
        return self._rules
