"""What an SMS may say (facts/standards.md SMS-01 to SMS-03), for every key of ``sms.po`` in both languages."""

from __future__ import annotations

import re

import pytest

from caisse.sms.text import code_text
from teleservices import sms
from teleservices.texts import catalogue
from teleservices.texts.catalogue import LANGUAGES, placeholders, read
from teleservices.texts.po import entries

_LONGEST = {"code": "8888", "reference": "W" * 10}
"""What a placeholder can become at most, in septets: every digit and every capital counts one."""
_LINK = re.compile(r"(?:https?:|www\.|\.fr\b|\.[a-z]{2,}/)", re.IGNORECASE)


def sentences(language: str) -> dict[str, str]:
    (file,) = (path for path in catalogue.files(language) if path.name == "sms.po")
    return dict(entries(file.read_text("utf-8"), "sms.po"))


def filled(sentence: str) -> str:
    return sentence.format_map({name: _LONGEST[name] for name in placeholders(sentence)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_basic_signs_in_one_part(language: str) -> None:
    texts = {key: filled(sentence) for key, sentence in sentences(language).items()}
    assert texts
    assert {key: sms.foreign(text) for key, text in texts.items() if sms.foreign(text)} == {}
    assert {key: len(text) for key, text in texts.items() if not sms.fits(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_and_the_sender_first(language: str) -> None:
    for sentence in sentences(language).values():
        assert not _LINK.search(sentence)
        assert sentence.startswith("Assurance Maladie")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_is_early_whole_and_the_only_figure_of_four(language: str) -> None:
    text = code_text(read(language), "4071")
    assert re.findall(r"\d{3,}", text) == ["4071"]
    assert text.index("4071") < 30
    assert "48 h" in text


def test_the_french_sentence_is_the_one_of_the_requirement() -> None:
    assert code_text(read("fr"), "1234") == (
        "Assurance Maladie : 1234 est votre code provisoire. Valable 48 h, avec votre carte Vitale, sur la borne de "
        "votre CPAM. Ne le donnez à personne."
    )
    assert len(sms.septets(code_text(read("fr"), "1234")) or b"") == 143


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("l’été", "’"),
        ("reçu", "ç"),
        ("12 €", "€"),
        ("36\u00a046", "\u00a0"),
        ("a\x1bb", "\x1b"),
        ("où à é è ù ì ò Ç É @", ""),
    ],
)
def test_the_lint_sees_what_it_is_for(text: str, foreign: str) -> None:
    assert sms.foreign(text) == foreign
    assert sms.fits(text) == (not foreign)


@pytest.mark.parametrize(
    ("text", "septets"), [("", 0), ("a" * 160, 160), ("€", 2), ("[é]", 5), ("ç", None), ("\x1b", None), ("😀", None)]
)
def test_septets_are_counted(text: str, septets: int | None) -> None:
    written = sms.septets(text)
    assert (None if written is None else len(written)) == septets


def test_one_sign_too_many_is_another_part() -> None:
    assert sms.fits("a" * 160)
    assert not sms.fits("a" * 161)
