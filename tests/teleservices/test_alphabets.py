"""Which signs each field takes: nothing outside its alphabet can stand in it, however it was brought in."""

from __future__ import annotations

import unicodedata
from string import ascii_letters, ascii_lowercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.alphabets import ALPHABETS, SPECIALS, Alphabet, FieldKind

EVERY = pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=lambda alphabet: alphabet.kind.value)
PASSWORD, NAME = ALPHABETS[FieldKind.PASSWORD], ALPHABETS[FieldKind.NAME]
FRENCH = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ"


def test_there_is_one_alphabet_for_each_kind_of_field() -> None:
    assert list(ALPHABETS) == list(FieldKind)
    assert all(alphabet.kind is kind for kind, alphabet in ALPHABETS.items())


def test_the_special_signs_of_a_password_are_those_of_the_specification() -> None:
    assert "? ! $ € £ @ & ( - + _ ) = * % / < > , . ;".replace(" ", "") == SPECIALS
    assert len(set(SPECIALS)) == 21


def test_a_password_has_83_signs() -> None:
    assert set(PASSWORD.signs) == set(ascii_letters + digits + SPECIALS)
    assert len(PASSWORD.signs) == 83


@EVERY
def test_each_sign_is_there_once_composed_and_takes_one_place(alphabet: Alphabet) -> None:
    assert len(set(alphabet.signs)) == len(alphabet.signs)
    assert unicodedata.normalize("NFC", alphabet.signs) == alphabet.signs
    assert all(unicodedata.category(sign)[0] in "LNPSZ" for sign in alphabet.signs)


@EVERY
def test_each_sign_can_be_typed(alphabet: Alphabet) -> None:
    assert "".join(alphabet.sign(sign) or "∅" for sign in alphabet.signs) == alphabet.signs


@EVERY
def test_a_sign_is_taken_for_one_that_may_stand_there_and_never_for_another_that_may(alphabet: Alphabet) -> None:
    for typed, stands in alphabet.folds:
        assert typed not in alphabet.signs
        assert stands in alphabet.signs
        assert alphabet.sign(typed) == stands


WHAT_STANDS = [
    (FieldKind.NIR, "2a04 b", "2A04B"),
    (FieldKind.NIR, "2 84 05 88 321 025 | 32", "284058832102532"),
    (FieldKind.NAME, "D'Artagnan", "D’Artagnan"),
    (FieldKind.NAME, "D‘Artagnanʼs", "D’Artagnan’s"),
    (FieldKind.NAME, "Zoe\u0308 I\u0302le", "Zoë Île"),
    (FieldKind.NAME, "Ma\u00f1ana", "Maana"),
    (FieldKind.STREET, "12, av. de l'Île", "12, av. de l’Île"),
    (FieldKind.EMAIL, "Marie.DUPONT+a@Exemple.FR", "marie.dupont+a@exemple.fr"),
    (FieldKind.EMAIL, "marie @exemple.fr\n", "marie@exemple.fr"),
    (FieldKind.AMOUNT, "1.50 €", "1,50"),
    (FieldKind.DATE, "12/05/1984", "12051984"),
    (FieldKind.CODE, "4 8 2 1 9", "4821"),
    (FieldKind.CODE, "٤٨٢١ ４８２１", ""),
    (FieldKind.PASSWORD, "Tilleul 84é\u20ac", "Tilleul84€"),
    (FieldKind.PASSWORD, "a'b’c\"d", "abcd"),
]


@pytest.mark.parametrize(("kind", "pasted", "stands"), WHAT_STANDS)
def test_what_remains_of_a_pasted_text(kind: FieldKind, pasted: str, stands: str) -> None:
    assert ALPHABETS[kind].clean(pasted) == stands


NASTY = "\0\t\n\r\u00ad\u200b\u200d\u202e\u2066\ufeff\u0301\u0489👩‍⚕️🇫🇷ﷺ<\\`|{}[]^~#'\"§°"


@EVERY
def test_nothing_nasty_stands_in_a_field(alphabet: Alphabet) -> None:
    """ESC-10: emoji, direction marks, NUL, line ends, lone combining marks."""
    kept = alphabet.clean(NASTY)

    assert alphabet.admits(kept)
    assert set(kept) <= {"<", "’"}


@EVERY
def test_ten_thousand_signs_are_cut(alphabet: Alphabet) -> None:
    """ESC-10."""
    assert len(alphabet.clean(alphabet.signs[0] * 10_000)) == alphabet.longest
    assert not alphabet.admits(alphabet.signs[0] * (alphabet.longest + 1))


@EVERY
@given(text=st.text())
def test_nothing_outside_the_alphabet_can_be_pasted(alphabet: Alphabet, text: str) -> None:
    kept = alphabet.clean(text)

    assert alphabet.admits(kept)
    assert alphabet.clean(kept) == kept


@EVERY
@given(typed=st.characters() | st.text(max_size=3))
def test_nothing_outside_the_alphabet_can_be_typed(alphabet: Alphabet, typed: str) -> None:
    sign = alphabet.sign(typed)

    assert sign is None or (len(sign) == 1 and sign in alphabet.signs)
    if len(typed) == 1 and unicodedata.normalize("NFC", typed) == typed:
        assert alphabet.clean(typed) == (sign or "")


@EVERY
@given(data=st.data())
def test_what_was_typed_stands_as_it_was_typed(alphabet: Alphabet, data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from(alphabet.signs), max_size=alphabet.longest))

    assert alphabet.clean(text) == text
    assert alphabet.admits(text)


@given(st.text(st.sampled_from(FRENCH + ascii_lowercase), max_size=80))
def test_a_name_is_the_same_composed_or_not(name: str) -> None:
    assert NAME.clean(unicodedata.normalize("NFD", name)) == NAME.clean(unicodedata.normalize("NFC", name)) == name


def test_every_accent_of_french_can_be_written() -> None:
    assert NAME.admits(FRENCH)
    assert ALPHABETS[FieldKind.STREET].admits(FRENCH)
    assert ALPHABETS[FieldKind.MESSAGE].admits(FRENCH)
