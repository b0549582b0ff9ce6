"""A person at the terminal: looks, touches, puts a card in, takes a paper; waits for what they expect, for a time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from dock.cabinet import Cabinet
from dock.client import DockClient
from dock.display.picture import photograph
from dock.display.touch import Touch
from dock.player import words
from dock.player.atspi import ScreenReader, Seen
from dock.player.gallery import Gallery
from dock.player.keys import key_name, shift_name, told
from dock.player.qr import read_codes
from teleservices.phone import Mobile, from_text

PATIENCE_S = 20.0
_POLL_S = 0.05
_SAME_KEY_AGAIN_S = 0.3
# A second touch sooner than this is a double touch, which the terminal takes for an accident.
_BETWEEN_TOUCHES_S = 0.5
# On a key, which takes it for the trembling of a finger.
_BETWEEN_STRIKES_S = 0.1

T = TypeVar("T")


class VisitError(Exception):
    """What was expected did not come; the message says what, and what was there instead."""


@dataclass(frozen=True)
class Panel:
    """A screen: its cabinet, its X display, a finger on it."""

    cabinet: Cabinet
    display: str
    touch: Touch


def plain(text: str) -> str:
    """The text with ordinary spaces: what a person reads, whatever the typography."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Visitor:
    """One person, for a whole run.

    Args:
        panel: the terminal's screen and what touches it.
        reader: their eyes.
        dock: the slot, the printer's mouth, the cables.
        gallery: keeps what they photograph and print.
        patience_s: how long they wait for anything.
    """

    def __init__(
        self,
        panel: Panel,
        reader: ScreenReader,
        dock: DockClient,
        gallery: Gallery,
        *,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.dock = dock
        self._panel = panel
        self._reader = reader
        self._gallery = gallery
        self._patience_s = patience_s
        self._touched_at = 0.0

    def with_patience(self, patience_s: float) -> Visitor:
        """The same person, with another patience."""
        return Visitor(self._panel, self._reader, self.dock, self._gallery, patience_s=patience_s)

    @property
    def panel(self) -> Panel:
        """The glass, for whoever does more to it than touch what has a name."""
        return self._panel

    def read(self) -> list[str]:
        """All that is written on the screen now, in reading order."""
        return [plain(text) for text in self._reader.texts()]

    def expect_title(self, wanted: str) -> None:
        """Wait until the screen's heading contains this.

        Raises:
            VisitError: the patience is over.
        """

        def there() -> bool | None:
            headings = (plain(seen.name) for seen in self._reader.look(_HEADING))
            return True if any(wanted in heading for heading in headings) else None

        self._await(there, f"no screen « {wanted} »")

    def expect_change_from(self, title: str) -> None:
        """Wait until the screen's heading is another one.

        Raises:
            VisitError: the patience is over.
        """

        def changed() -> bool | None:
            headings = [plain(seen.name) for seen in self._reader.look(_HEADING)]
            return True if headings and title not in headings else None

        self._await(changed, f"the screen « {title} » stays")

    def expect_text(self, *wanted: str) -> None:
        """Wait until every one of these is somewhere in the screen's texts.

        Raises:
            VisitError: the patience is over.
        """

        def there() -> bool | None:
            texts = self.read()
            return True if all(any(part in text for text in texts) for part in wanted) else None

        self._await(there, f"no {' / '.join(f'« {text} »' for text in wanted)} on the screen")

    def expect_no_text(self, text: str) -> None:
        """Wait until this is nowhere in the screen's texts, and there are some.

        Raises:
            VisitError: the patience is over.
        """

        def gone() -> bool | None:
            texts = self.read()
            return True if texts and not any(text in one for one in texts) else None

        self._await(gone, f"« {text} » stays on the screen")

    def touch(self, name: str) -> None:
        """Tap the middle of the control that bears this name (or begins with it), once it is there and enabled.

        Raises:
            VisitError: it does not come.
        """
        self._tap(lambda: self._at_rest(lambda: self._control(name)), f"nothing to touch called « {name} »")

    def type(self, text: str, into: str) -> None:
        """Turn to an empty field, touch it, then the key of each sign, with capitals as the keyboard gives them.

        Args:
            text: in signs that the field's keyboard has.
            into: what the field is called.

        Raises:
            VisitError: the field or a key does not come, or the field does not take all of it.
        """
        self._turn_to(into)
        self._tap(lambda: self._at_rest(lambda: self._field(into)), f"no field « {into} »")
        keys: dict[str, Seen] = {}
        for before, sign in pairwise(f" {text}"):
            if sign == before:
                # A finger needs this long to come back to the same key; sooner, the terminal takes it for a tremble.
                time.sleep(_SAME_KEY_AGAIN_S)
            self._strike(sign, keys)

        def taken() -> bool | None:
            field = self._field(into)
            said = "" if field is None else plain(field.description)
            return True if said.startswith((told(text), plain(text))) else None

        self._await(taken, f"the field « {into} » does not take {len(text)} signs")

    def code_by_sms(self, mobile: str) -> str:
        """The 4 digits in the last SMS on a telephone, once there is one.

        Args:
            mobile: ten digits, of the cast.

        Raises:
            VisitError: none comes.
        """
        number = from_text(mobile, fiction=True)

        def received() -> str | None:
            texts = [sms.text for sms in self.dock.messages() if number == Mobile(sms.number)]
            found = re.search(r"\b[0-9]{4}\b", texts[-1]) if texts else None
            return found[0] if found else None

        return self._await(received, "no SMS with a code")

    def take_paper(self, name: str, says: Sequence[str], code: str) -> None:
        """Take the paper out of the printer's mouth once it is there, keep it, and read it.

        Args:
            name: under which it is kept.
            says: what must stand in its text.
            code: what one of its QR codes must contain; empty where it need not have one.

        Raises:
            VisitError: none comes, or it says something else.
        """
        paper = self._await(self.dock.take_paper, "no paper")
        codes = read_codes(self._gallery.keep_ticket(name, paper))
        # A sentence may go over several lines of paper.
        text = " ".join(plain(" ".join(paper.lines)).split())
        missing = [words for words in says if words not in text]
        if missing:
            raise VisitError(f"the paper does not say {missing}")
        if code and not any(code in found for found in codes):
            raise VisitError(f"the paper's QR codes are {codes}")

    def hold_still(self) -> None:
        """Wait until the screen has stopped changing: two looks alike."""
        last: list[Seen] = []

        def same() -> bool | None:
            nonlocal last
            now = list(self._reader.look())
            still, last = bool(now) and now == last, now
            return True if still else None

        self._await(same, "the screen does not come to rest")

    def place_of(self, text: str) -> tuple[int, int, int, int]:
        """Where a text stands on the screen now: left, top, width, height, in pixels.

        Raises:
            VisitError: nowhere.
        """
        there = next((seen for seen in self._reader.look() if plain(seen.name) == text), None)
        if there is None:
            raise VisitError(f"no « {text} » on the screen")
        return there.x, there.y, there.width, there.height

    def photograph(self, name: str) -> None:
        """Keep a picture of the screen."""
        photograph(self._panel.display, self._gallery.next_screen(name))

    def _turn_to(self, label: str) -> None:
        """Turn the form's pages until the field stands above the buttons that turn them."""
        while True:
            field = self._await(lambda: self._at_rest(lambda: self._field(label)), f"no field « {label} »")
            turner = self._control(words.NEXT_PAGE)
            if turner is None or field.y + field.height <= turner.y:
                return
            self.touch(words.NEXT_PAGE)

    def _strike(self, sign: str, keys: dict[str, Seen]) -> None:
        """Touch the key of a sign; ``keys`` is what is known of the keyboard, by name, as long as it stays the same."""
        name, shift = plain(key_name(sign)), plain(shift_name())
        shifts = sign != sign.lower() and self._key(name, keys) is None
        if shifts:
            self._tap(lambda: self._key(shift, keys), "no key for capitals", between_s=_BETWEEN_STRIKES_S)
            keys.clear()
        self._tap(lambda: self._key(name, keys), f"no key « {name} »", between_s=_BETWEEN_STRIKES_S)
        if shifts:
            keys.clear()
            self._await(lambda: self._key(shift, keys), "capitals for more than one letter")

    def _key(self, name: str, keys: dict[str, Seen]) -> Seen | None:
        if name not in keys:
            keys |= {plain(seen.name): seen for seen in self._reader.look(_TOUCHABLE)}
        return keys.get(name)

    def _tap(self, look: Callable[[], Seen | None], complaint: str, *, between_s: float = _BETWEEN_TOUCHES_S) -> None:
        """Touch the middle of what is looked for, once it is there, not too soon after the last touch."""
        time.sleep(max(0.0, self._touched_at + between_s - time.monotonic()))
        x_px, y_px = self._await(look, complaint).centre
        self._touched_at = time.monotonic()
        self._panel.touch.tap(*self._panel.cabinet.to_mm(x_px, y_px))

    def _at_rest(self, look: Callable[[], Seen | None]) -> Seen | None:
        """What is looked for, unless it is still on the move: two looks, a moment apart, find it in the same place."""
        found = look()
        if found is None:
            return None
        time.sleep(_POLL_S)
        return found if look() == found else None

    def _field(self, label: str) -> Seen | None:
        return next((seen for seen in self._reader.look(_TYPED_INTO) if plain(seen.name) == label), None)

    def _control(self, name: str) -> Seen | None:
        controls = [seen for seen in self._reader.look(_TOUCHABLE) if seen.enabled]
        exact = [seen for seen in controls if plain(seen.name) == name]
        return next(iter(exact or [seen for seen in controls if plain(seen.name).startswith(name)]), None)

    def _await(self, look: Callable[[], T | None], complaint: str) -> T:
        deadline = time.monotonic() + self._patience_s
        while True:
            found = look()
            if found is not None:
                return found
            if time.monotonic() > deadline:
                raise VisitError(f"{complaint}; there is: {' | '.join(self.read())}")
            time.sleep(_POLL_S)


_HEADING = frozenset({"heading"})
_TOUCHABLE = frozenset({"push button", "button", "radio button", "check box", "toggle button", "link", "list item"})
_TYPED_INTO = frozenset({"text", "entry", "password text", "editable text"})
