"""What a touch does, without a window: capitals, trembling fingers, and what stands in a field."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from form_samples import CODE, EMAIL, MESSAGE, NAME, NEW_PASSWORD, NIR, NIR_AND_DATE, PASSWORD, wrong
from hypothesis import given
from hypothesis import strategies as st
from screen_samples import HOME, WELCOME

from kiosk.ui.keyboard.entries import Entries
from kiosk.ui.keyboard.shift import Shift
from kiosk.ui.keyboard.strikes import Strikes
from kiosk.ui.screen import Field, Notice, Screen, Tone
from teleservices.alphabets import ALPHABETS, FieldKind

SHIFT = {
    (Shift.OFF, "touch"): (Shift.ONCE, ""),
    (Shift.ONCE, "touch"): (Shift.LOCKED, ""),
    (Shift.LOCKED, "touch"): (Shift.OFF, ""),
    (Shift.OFF, "é"): (Shift.OFF, "é"),
    (Shift.ONCE, "é"): (Shift.OFF, "É"),
    (Shift.LOCKED, "é"): (Shift.LOCKED, "É"),
    (Shift.OFF, "4"): (Shift.OFF, "4"),
    (Shift.ONCE, "4"): (Shift.ONCE, "4"),
    (Shift.LOCKED, "4"): (Shift.LOCKED, "4"),
}


@pytest.mark.parametrize(("before", "deed"), SHIFT)
def test_capitals(before: Shift, deed: str) -> None:
    after, given_sign = SHIFT[before, deed]
    assert (before.touched() if deed == "touch" else before.typed(deed)) is after
    if given_sign:
        assert before.applied(deed) == given_sign


@pytest.mark.parametrize(
    ("strikes", "accessible", "counted"),
    [
        ([("a", 0.0), ("a", 0.079)], False, "a"),
        ([("a", 0.0), ("a", 0.08)], False, "aa"),
        ([("a", 0.0), ("a", 0.299)], True, "a"),
        ([("a", 0.0), ("a", 0.3)], True, "aa"),
        ([("a", 0.0), ("b", 0.001), ("a", 0.002)], False, "aba"),
        ([("a", 0.0), ("a", 0.05), ("a", 0.1), ("a", 0.15)], False, "a"),
    ],
)
def test_a_trembling_finger_types_once(strikes: list[tuple[str, float]], accessible: bool, counted: str) -> None:
    judge = Strikes()
    assert "".join(key for key, now in strikes if judge.counts(key, now, accessible=accessible)) == counted


def test_the_first_strike_after_a_change_of_keyboard_counts() -> None:
    judge = Strikes()
    judge.counts("a", 0.0, accessible=True)
    judge.forget()
    assert judge.counts("a", 0.01, accessible=True)


def typed(screen: Screen, **texts: str) -> Entries:
    entries = Entries()
    entries.show(screen)
    for field, text in texts.items():
        entries.go_to(field)
        entries.insert(text)
    return entries


WARNED = Notice("Ce mot de passe ne convient pas.", Tone.ERROR)
KEPT = {
    "the same screen": (NEW_PASSWORD, "Ab1"),
    "the idle warning": (replace(NEW_PASSWORD, warning=None), "Ab1"),
    "another language": (replace(NEW_PASSWORD, title="Choose a password"), "Ab1"),
    "something said that is not a mistake": (replace(NEW_PASSWORD, notices=(Notice("Pas de papier"),)), "Ab1"),
    "a mistake": (replace(NEW_PASSWORD, notices=(WARNED,)), ""),
    "a mistake beside a field": (replace(NEW_PASSWORD, fields=wrong(NEW_PASSWORD, "Non").fields), ""),
    "another screen with the same fields": (replace(NEW_PASSWORD, id="form.other"), ""),
    "other fields": (replace(NEW_PASSWORD, fields=NEW_PASSWORD.fields[:1]), ""),
}


@pytest.mark.parametrize("change", KEPT)
def test_what_becomes_of_a_masked_field(change: str) -> None:
    after, expected = KEPT[change]
    entries = typed(NEW_PASSWORD, first="Ab1")
    entries.show(after)
    assert entries.text("first") == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(EMAIL, fields=wrong(EMAIL, "Il manque @").fields, notices=(WARNED,)), "marie@exemple.frx"),
        (replace(EMAIL, id="form.other"), "marie@exemple.fr"),
        (HOME, ""),
        (WELCOME, ""),
        (PASSWORD, ""),
    ],
)
def test_what_becomes_of_a_field_in_clear(after: Screen, expected: str) -> None:
    entries = typed(EMAIL, email="x")
    entries.show(after)
    assert entries.text("email") == expected


def test_coming_back_finds_nothing() -> None:
    entries = typed(EMAIL, email="x")
    entries.show(HOME)
    entries.show(EMAIL)
    assert entries.text("email") == "marie@exemple.fr"


def test_a_second_refusal_clears_again_and_showing_the_first_again_does_not() -> None:
    faulty = replace(PASSWORD, notices=(WARNED,))
    entries = typed(PASSWORD, secret="un")
    assert entries.send() == (("secret", "un"),)
    assert entries.show(faulty)
    entries.insert("deux")
    assert not entries.show(faulty)
    assert entries.text("secret") == "deux"
    entries.send()
    assert entries.show(faulty)
    assert entries.text("secret") == ""


def test_the_first_field_at_fault_is_typed_into() -> None:
    first, second = NIR_AND_DATE.fields
    entries = typed(NIR_AND_DATE)
    assert entries.current == "nir"
    entries.show(replace(NIR_AND_DATE, fields=(first, replace(second, error="Non"))))
    assert entries.current == "birth"


def test_a_masked_field_is_never_filled_in_beforehand() -> None:
    entries = typed(replace(CODE, fields=(replace(CODE.fields[0], value="1234"),)))
    assert entries.text("code") == ""


def test_what_comes_beforehand_is_held_against_the_alphabet() -> None:
    entries = typed(replace(NIR, fields=(replace(NIR.fields[0], value="2 84 05 2b x" + "9" * 30),)))
    assert entries.text("nir") == "284052B99999999"


def test_erasing_takes_one_sign_and_an_empty_field_stays_empty() -> None:
    entries = typed(CODE, code="12")
    assert [entries.erase(), entries.erase(), entries.erase()] == [True, True, False]


def test_typing_without_a_form_does_nothing() -> None:
    entries = Entries()
    entries.show(HOME)
    assert (entries.insert("abc"), entries.erase(), entries.send()) == (0, False, ())


HOSTILE = st.text() | st.sampled_from(["x" * 10_000, "😀", "\u202e", "\0", "a\nb", "e\u0301", "\ud7ff", "<b>", "ﬁ"])


@given(kind=st.sampled_from(FieldKind), texts=st.lists(HOSTILE, max_size=8))
def test_nothing_but_the_alphabet_ever_stands_in_a_field(kind: FieldKind, texts: list[str]) -> None:
    entries = typed(replace(NAME, fields=(Field("f", "", kind),)))
    before = ""
    for text in texts:
        entries.insert(text)
        after = entries.text("f")
        assert after.startswith(before)
        before = after
    assert ALPHABETS[kind].admits(before)
    assert unicodedata.is_normalized("NFC", before)


@given(text=st.text(alphabet=ALPHABETS[FieldKind.PASSWORD].signs, max_size=25))
def test_whatever_the_alphabet_has_stands_as_it_was_typed(text: str) -> None:
    assert typed(PASSWORD, secret=text).text("secret") == text


def test_a_full_field_takes_no_more() -> None:
    entries = typed(MESSAGE, message="a" * 2000)
    assert len(entries.text("message")) == ALPHABETS[FieldKind.MESSAGE].longest
    assert entries.insert("b") == 0
