"""What stands in the fields of a form: the only place where anything typed is kept, and the one way in."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.screen import Field, Screen, Tone
from teleservices.alphabets import ALPHABETS, Alphabet


class Entries:
    """The texts of the form being shown; nothing outside a field's alphabet or beyond its length ever gets in."""

    def __init__(self) -> None:
        self._screen = ""
        self._fields: tuple[Field, ...] = ()
        self._texts: dict[str, str] = {}
        self._current = ""
        self._faulty = False
        self._sent = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """As the screen declares them."""
        return self._fields

    @property
    def current(self) -> str:
        """The id of the field that the keyboard types into; empty when there is no form."""
        return self._current

    @property
    def faulty(self) -> bool:
        """Whether the screen says what is wrong."""
        return self._faulty

    @property
    def field(self) -> Field | None:
        """The field that the keyboard types into."""
        return next((field for field in self._fields if field.id == self._current), None)

    def show(self, screen: Screen) -> bool:
        """Take the fields of ``screen``. The same form keeps what was typed, but for masked fields when an error comes;
        anything else drops it all (SEC-22).

        Returns:
            Whether the screen says something new is wrong.
        """
        same = screen.id == self._screen and _ids(screen.fields) == _ids(self._fields)
        faulty = any(field.error for field in screen.fields) or (
            bool(screen.fields) and any(notice.tone is Tone.ERROR for notice in screen.notices)
        )
        refused = faulty and (self._sent or not same or not self._faulty)
        if not same:
            self.drop()
            self._texts = {field.id: _given(field) for field in screen.fields}
        elif refused:
            self._texts |= {field.id: "" for field in screen.fields if field.masked}
        self._screen, self._fields, self._faulty = screen.id, screen.fields, faulty
        if refused or not same:
            self._sent = False
            self._current = _first(screen.fields)
        return refused

    def drop(self) -> None:
        """Forget everything."""
        self._screen, self._fields, self._texts, self._current = "", (), {}, ""
        self._faulty = self._sent = False

    def go_to(self, field: str) -> None:
        """Type into another field from now on; an unknown one changes nothing."""
        if field in self._texts:
            self._current = field

    def text(self, field: str) -> str:
        """What stands in a field; empty for an unknown one."""
        return self._texts.get(field, "")

    def full(self, field: Field) -> bool:
        """Whether nothing more can be typed there."""
        return len(self.text(field.id)) >= longest(field)

    def insert(self, text: str) -> int:
        """Type ``text``, whatever it comes from, at the end of the current field.

        Returns:
            How many signs of it now stand there: those of the field's alphabet, as many as there is room for.
        """
        field = self.field
        if field is None:
            return 0
        room = longest(field) - len(self._texts[field.id])
        taken = _alphabet(field).clean(text)[:room]
        self._texts[field.id] += taken
        return len(taken)

    def erase(self) -> bool:
        """Take the last sign of the current field away; False when there is none."""
        text = self.text(self._current)
        if not text:
            return False
        self._texts[self._current] = text[:-1]
        return True

    def send(self) -> tuple[tuple[str, str], ...]:
        """What stands in each field, by its id, in the screen's order."""
        self._sent = True
        return self._values()

    def put_aside(self) -> tuple[tuple[str, str], ...]:
        """The same for whoever goes back: nothing where a field is masked, for a secret is sent or forgotten."""
        return () if any(field.masked for field in self._fields) else self._values()

    def _values(self) -> tuple[tuple[str, str], ...]:
        return tuple((field.id, self._texts[field.id]) for field in self._fields)


def _ids(fields: Sequence[Field]) -> list[tuple[str, object, bool]]:
    return [(field.id, field.kind, field.masked) for field in fields]


def _given(field: Field) -> str:
    return "" if field.masked else _alphabet(field).clean(field.value)[: longest(field)]


def longest(field: Field) -> int:
    """How many signs the field takes at most."""
    most = _alphabet(field).longest
    return most if field.longest is None else min(most, field.longest)


def _alphabet(field: Field) -> Alphabet:
    return ALPHABETS[field.kind]


def _first(fields: Sequence[Field]) -> str:
    """The first field at fault, or the first of all."""
    return next((field.id for field in fields if field.error), fields[0].id if fields else "")
