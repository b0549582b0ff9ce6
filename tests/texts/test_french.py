"""What a French proof-reader would mark in red. The rules are those of facts/standards.md UX-05 and TXT."""

from __future__ import annotations

import re

import pytest

from teleservices.texts.catalogue import files, read
from teleservices.texts.po import entries

_FRENCH = read("fr")
_SENTENCES = {key: _FRENCH._sentences[key] for key in sorted(_FRENCH.keys())}
(_SMS,) = (file for file in files("fr") if file.name == "sms.po")
_SENT = {key for key, _ in entries(_SMS.read_text("utf-8"), _SMS.name)}
_TYPESET = {key: text for key, text in _SENTENCES.items() if key not in _SENT}
"""GSM 7 bit has neither ’ nor no-break spaces: one of them would halve an SMS (facts/standards.md SMS-01)."""
_BANNED = ("invalide", "interdit", "oups", "erreur 500", "champ obligatoire", "veuillez", "désolé", "malheureusement")
_NB = "[\u00a0\u202f]"
_MAX_WORDS = 15

_RULES = {
    "a no-break space stands before : ; ? ! and »": re.compile(rf"(?<!{_NB})[;?!»](?!\w)|(?<!{_NB}):(?=\s|$)"),
    "a no-break space stands after «": re.compile(rf"«(?!{_NB})"),
    "the apostrophe is ’": re.compile(r"'"),
    "three dots are one sign …": re.compile(r"\.\.\."),
    "quotes are « »": re.compile(r'["“”]'),
    "no two spaces in a row, none at the ends": re.compile(r"^\s|\s$|[ \u00a0\u202f]{2}"),
    "a number and what it counts stay together": re.compile(r"\d (?:h|min|s|mm|€|ans|jours)\b|36 46"),
    "it says « vous »": re.compile(r"\b(?:tu|ton|ta|tes|toi)\b", re.IGNORECASE),
    "Vitale has its capital": re.compile(r"carte vitale"),
    "the Assurance Maladie has both capitals as a name": re.compile(r"l’Assurance maladie"),
}


@pytest.mark.parametrize("rule", _RULES)
def test_typography(rule: str) -> None:
    assert {key: text for key, text in _TYPESET.items() if _RULES[rule].search(text)} == {}


@pytest.mark.parametrize("word", _BANNED)
def test_no_banned_word(word: str) -> None:
    assert {key: text for key, text in _SENTENCES.items() if word in text.lower()} == {}


def test_sentences_are_short() -> None:
    long = {
        key: part
        for key, text in _SENTENCES.items()
        for part in re.split(r"(?<=[.?!…])\s", text)
        if len(re.findall(r"\w[\w’-]*", part)) > _MAX_WORDS and key not in _LONG_ON_PURPOSE
    }
    assert long == {}


# A legal sentence keeps the wording of its kind.
_LONG_ON_PURPOSE = {"ticket.rights.legal"}


@pytest.mark.parametrize(
    ("rule", "faulty"),
    [
        ("a no-break space stands before : ; ? ! and »", "Besoin d’aide ?"),
        ("a no-break space stands before : ; ? ! and »", "Nom: Marie"),
        ("a no-break space stands after «", "« Oui\u00a0»"),
        ("the apostrophe is ’", "l'accueil"),
        ("three dots are one sign …", "Lecture..."),
        ("quotes are « »", "“Oui”"),
        ("a number and what it counts stay together", "le 36 46"),
    ],
)
def test_the_rules_see_what_they_are_for(rule: str, faulty: str) -> None:
    assert _RULES[rule].search(faulty)


def test_addresses_and_times_are_left_alone() -> None:
    rule = _RULES["a no-break space stands before : ; ? ! and »"]
    assert not rule.search("https://caisse.example/v/A1?b=2 à 14\u00a0h\u00a032, 14:32")
