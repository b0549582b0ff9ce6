"""Passwords: the rules that are ticked, what is guessed, and what a typed secret can be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.alphabets import ALPHABETS, SPECIALS, FieldKind
from teleservices.password import About, Guessable, PasswordRule, SecretKind, faults, met, secret_kind

NOBODY = About()
MARIE = About("2840588321025", "19840512", ("DUPONT-LEFÈVRE", "MARIE ANNE", "ZOÉ"))
CORSICAN = About("293072B033118", "19930719", ("SANTUCCI", "LÆTITIA"))
CAST = tomllib.loads((Path(__file__).parents[2] / "config/demo/cast.toml").read_text("utf-8"))["person"]
SIGNS = ALPHABETS[FieldKind.PASSWORD].signs

BROKEN = [
    ("Tilleu1", PasswordRule.LENGTH),
    ("Tilleul8" * 3 + "-x", PasswordRule.LENGTH),
    ("TILLEUL-84", PasswordRule.LOWER),
    ("tilleul-84", PasswordRule.UPPER),
    ("TilleulChene", PasswordRule.DIGIT_OR_SPECIAL),
    ("Tilleul 84", PasswordRule.SIGNS),
    ("Tilleul#84", PasswordRule.SIGNS),
    ("Tillèul-84", PasswordRule.SIGNS),
    ("Tilleul’84", PasswordRule.SIGNS),
    ("Tilleul-84\n", PasswordRule.SIGNS),
]


@pytest.mark.parametrize(("password", "rule"), BROKEN)
def test_one_broken_rule_is_the_only_fault(password: str, rule: PasswordRule) -> None:
    assert faults(password, NOBODY) == (rule,)
    assert [one for one in PasswordRule if not met(one, password)] == [rule]


@pytest.mark.parametrize("password", ["Tilleul8", "Tilleul-", "8tilleuL", "Tilleul8" * 3 + "x", "(-+_)=*Aa"])
def test_a_password_that_keeps_every_rule(password: str) -> None:
    assert faults(password, NOBODY) == ()


def test_letters_with_accents_are_no_letters_of_a_password() -> None:
    assert not met(PasswordRule.LOWER, "ÉTÉ-éàù-84")
    assert not met(PasswordRule.UPPER, "été-ÉÀÙ-84")
    assert not met(PasswordRule.DIGIT_OR_SPECIAL, "Tilleul٤")


def test_the_empty_field_breaks_what_is_to_be_ticked_but_has_no_wrong_sign() -> None:
    assert faults("", MARIE) == (
        PasswordRule.LENGTH,
        PasswordRule.LOWER,
        PasswordRule.UPPER,
        PasswordRule.DIGIT_OR_SPECIAL,
    )


@pytest.mark.parametrize("special", SPECIALS)
@pytest.mark.parametrize("form", ["{}Tilleul", "Till{}eul", "Tilleul{}"])
def test_each_special_sign_first_in_the_middle_and_last(special: str, form: str) -> None:
    """PWD-04."""
    assert faults(form.format(special), MARIE) == ()


GUESSED = [
    (Guessable.NIR, MARIE, ["Aa2840588321025", "Aa2-84-05-88-321-025", "2840588x-Abc", "Xx28a40b58c8"]),
    (Guessable.NIR, CORSICAN, ["293072B033118a", "x2.93.07.2b.K", "Ab293072b-", "AB293072B033118c"]),
    (
        Guessable.BIRTH_DATE,
        MARIE,
        ["Chene19840512", "Chene12051984", "12/05/1984Aa", "Chene120584", "840512Chene", "a12b05c84D"],
    ),
    (Guessable.NAME, MARIE, ["dupont-Aa81", "xLEFEVRE81", "Le-Fe-Vre81", "81mArIe+z", "Ann3anne-Z"]),
    (Guessable.NAME, CORSICAN, ["Laetitia-81", "Santucci81", "1santUCCI!"]),
    (Guessable.SEQUENCE, NOBODY, ["Chene1234", "Chene9876", "Chene7890", "ChenABCD1", "dcbaChene1", "CheneREZA1"]),
    (
        Guessable.SEQUENCE,
        NOBODY,
        ["azerChene1", "Qsdf-chene1", "Wxcv-chene1", "1qwerChene", "1asdfChene", "zxcvChe1"],
    ),
    (Guessable.SEQUENCE, NOBODY, ["Chene1111", "aaaaChene1", "Chene----", "aAaAchene1"]),
    (
        Guessable.WORD,
        NOBODY,
        ["ameli-Xy81", "Ame1li-a-me-li", "VITALE81x", "Motdepasse8", "mot.de.Passe", "Password8"],
    ),
]


@pytest.mark.parametrize(
    ("guess", "about", "password"),
    [(guess, about, password) for guess, about, passwords in GUESSED for password in passwords],
)
def test_what_a_stranger_would_try_is_refused(guess: Guessable, about: About, password: str) -> None:
    assert guess in faults(password, about)
    assert not set(faults(password, about)) & set(PasswordRule)


NEAR_MISSES = [
    (MARIE, "Chene284058"),
    (MARIE, "Chene-2840587"),
    (CORSICAN, "Chene293072A"),
    (CORSICAN, "Ab293072-033118"),
    (MARIE, "Chene12051"),
    (MARIE, "Chene19840513"),
    (MARIE, "Chene051284"),
    (MARIE, "Chene-84"),
    (MARIE, "Dupon-81x"),
    (MARIE, "Zoe-Zoe-81"),
    (MARIE, "Marguerite81"),
    (About(names=("LE", "ANN", "D’AB", "")), "Leann-dab81"),
    (NOBODY, "Chene123-4"),
    (NOBODY, "Chene1245"),
    (NOBODY, "Chene111"),
    (NOBODY, "abcChene8"),
    (NOBODY, "azeChene8"),
    (NOBODY, "acegChene8"),
    (NOBODY, "azrtChene8"),
    (NOBODY, "123Chene"),
    (NOBODY, "Amel-81-Xy"),
    (NOBODY, "Vital-81x"),
    (NOBODY, "Mot-passe8"),
]


@pytest.mark.parametrize(("about", "password"), NEAR_MISSES)
def test_what_only_looks_like_it_is_not_refused(about: About, password: str) -> None:
    assert faults(password, about) == ()


def test_a_person_of_whom_nothing_is_known_is_not_guessed() -> None:
    about = About("", "", ("",))
    assert faults("Tilleul-84", about) == faults("19840512Aa", about) == faults("Dupont-81", about) == ()


def test_a_birth_date_of_unknown_parts_is_searched_as_registered() -> None:
    rene = About("1442099350123", "19440000", ("BENAÏSSA", "RENÉ"))
    assert faults("Citron+1944", rene) == ()
    assert faults("Benaissa+44", rene) == (Guessable.NAME,)
    assert faults("Citron19440000", rene) == (Guessable.BIRTH_DATE, Guessable.SEQUENCE)


def test_rules_come_first() -> None:
    assert faults("ameli", NOBODY) == (
        PasswordRule.LENGTH,
        PasswordRule.UPPER,
        PasswordRule.DIGIT_OR_SPECIAL,
        Guessable.WORD,
    )


@pytest.mark.parametrize("person", [one for one in CAST if "password" in one], ids=lambda person: person["key"])
def test_the_casts_passwords_could_be_chosen(person: dict[str, str]) -> None:
    about = About(person["nir"], person["birth_date"], (person["family_name"], person["first_name"]))
    assert faults(person["password"], about) == ()


@given(st.text(max_size=40), st.sampled_from([NOBODY, MARIE, CORSICAN]))
def test_whatever_is_typed_has_an_answer_without_repeats(password: str, about: About) -> None:
    found = faults(password, about)

    assert len(set(found)) == len(found)
    if PasswordRule.SIGNS not in found:
        assert ALPHABETS[FieldKind.PASSWORD].admits(password[:25])


@given(st.text(st.sampled_from(SIGNS), min_size=8, max_size=25), st.integers(0, 25))
def test_adding_a_name_makes_any_password_guessable(password: str, at: int) -> None:
    assert Guessable.NAME in faults(password[:at] + "Dupont" + password[at:], MARIE)


SECRETS = [
    ("1234", SecretKind.PROVISIONAL),
    ("0000", SecretKind.PROVISIONAL),
    ("123", SecretKind.PASSWORD),
    ("12345", SecretKind.PASSWORD),
    ("1234567", SecretKind.PASSWORD),
    ("12345678", SecretKind.LEGACY),
    ("123456789", SecretKind.LEGACY),
    ("1234567890123", SecretKind.LEGACY),
    ("12345678901234", SecretKind.PASSWORD),
    ("1234567a", SecretKind.PASSWORD),
    ("1234\n", SecretKind.PASSWORD),
    ("١٢٣٤", SecretKind.PASSWORD),
    ("", SecretKind.PASSWORD),
    ("Tilleul-84", SecretKind.PASSWORD),
]


@pytest.mark.parametrize(("secret", "kind"), SECRETS)
def test_what_was_typed_to_sign_in(secret: str, kind: SecretKind) -> None:
    assert secret_kind(secret) is kind


def test_no_code_could_be_chosen_as_a_password() -> None:
    """A code provisoire and a legacy code break a rule: what is typed can be told apart by its form."""
    assert faults("1907", NOBODY)
    assert faults("4917083625", NOBODY)


def test_what_is_known_of_a_person_is_not_shown() -> None:
    assert "284" not in repr(MARIE)
    assert "DUPONT" not in repr(MARIE)
