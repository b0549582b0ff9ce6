from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.texts.typography import typography


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("É È À Ç œ Œ Ÿ « » € ’ – …", "É È À Ç œ Œ Ÿ « » € ’ – …"),
        ("36\u202f46", "36\u00a046"),
        ("e\u0301", "é"),
        ("KOWALCZYK Łukasz", "KOWALCZYK Lukasz"),
        ("Đặng Nguyễn", "Dang Nguyên"),
        ("ﬁn", "fin"),
        ("non\u2011fumeur", "non-fumeur"),
        ("a\u200bb\x1b@c\u202e", "ab@c"),
        ("ligne\nsuivante", "ligne suivante"),
        ("日", "?"),
    ],
)
def test_what_cp1252_lacks(text: str, expected: str) -> None:
    assert typography(text, "cp1252") == expected


def test_what_ascii_lacks() -> None:
    assert typography("« L’œuvre… » – 3\u202f€", "ascii") == '" L\'oeuvre... " - 3 EUR'


@given(st.text(), st.sampled_from(["cp1252", "latin-1", "cp858", "ascii"]))
def test_the_charset_accepts_every_result_and_nothing_is_a_command(text: str, charset: str) -> None:
    shown = typography(text, charset)
    assert all(byte >= 0x20 and byte != 0x7F for byte in shown.encode(charset))


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"])))
def test_what_the_charset_has_is_kept(text: str) -> None:
    assert typography(text, "cp1252") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_sentences_lose_nothing_on_paper(language: str) -> None:
    texts = read(language)
    sentences = [texts._sentences[key] for key in sorted(texts.keys()) if key.startswith("ticket.")]
    assert sentences
    assert [typography(sentence, "cp1252") for sentence in sentences] == sentences
