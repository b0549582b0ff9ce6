"""What the terminal says of a form without asking anybody; and that no secret outlives its touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import texts_in
from session_cast import CANARY, NIR_TYPED, SECRET, filled
from session_walk import Walk

from kiosk.session.effects import AskAccount
from kiosk.session.forms.faults import Reason
from kiosk.session.forms.reset import birth_date
from kiosk.session.intents import Submit
from kiosk.session.states import Asking, Filling
from teleservices.password import Guessable, PasswordRule
from teleservices.wire.sign_in import SignInByNir

FORCED, WISHED = Walk.forced_password, Walk.wished_password
CASES: list[tuple[Callable[[Walk], Walk], Submit, list[tuple[Reason, str]]]] = [
    (Walk.nir_form, filled(), [(Reason.NIR_LENGTH, "nir")]),
    (Walk.nir_form, filled(nir="28405883210"), [(Reason.NIR_LENGTH, "nir")]),
    (Walk.nir_form, filled(nir="9840588321025"), [(Reason.NIR_SIGNS, "nir")]),
    (Walk.nir_form, filled(nir="284058832102533"), [(Reason.NIR_KEY, "nir")]),
    (Walk.secret_form, filled(), [(Reason.EMPTY, "secret")]),
    (Walk.alone_secret, filled(secret="0427"), [(Reason.CODE_NEEDS_CARD, "secret")]),
    (Walk.code_form, filled(), [(Reason.CODE_FORM, "code")]),
    (Walk.code_form, filled(code="042"), [(Reason.CODE_FORM, "code")]),
    (FORCED, filled(password="Ab1", again="Ab1"), [(Reason.PASSWORD_LENGTH, "password")]),
    (FORCED, filled(password="TILLEUL-84", again="TILLEUL-84"), [(Reason.PASSWORD_LOWER, "password")]),
    (FORCED, filled(password="tilleul-84", again="tilleul-84"), [(Reason.PASSWORD_UPPER, "password")]),
    (FORCED, filled(password="TilleulVert"), [(Reason.PASSWORD_DIGIT_OR_SPECIAL, "password")]),
    (FORCED, filled(password="Tilleul é84"), [(Reason.PASSWORD_SIGNS, "password")]),
    (FORCED, filled(password="Nir2840588x"), [(Reason.PASSWORD_NIR, "password")]),
    (FORCED, filled(password="Naissance12051984"), [(Reason.PASSWORD_BIRTH_DATE, "password")]),
    (FORCED, filled(password="CanariDupont-84"), [(Reason.PASSWORD_NAME, "password")]),
    (FORCED, filled(password="Tilleul-1234"), [(Reason.PASSWORD_SEQUENCE, "password")]),
    (FORCED, filled(password="Ameli-2026"), [(Reason.PASSWORD_WORD, "password")]),
    (FORCED, filled(password=SECRET, again=f"{SECRET}x"), [(Reason.PASSWORD_TWICE, "again")]),
    (WISHED, filled(password=SECRET, again=SECRET), [(Reason.EMPTY, "current")]),
    (Walk.own_reset, filled(birth_date="1205198"), [(Reason.BIRTH_DATE, "birth-date")]),
    (Walk.own_reset, filled(birth_date="19840512"), [(Reason.BIRTH_DATE, "birth-date")]),
    (
        Walk.robot_form,
        filled(nir="1", birth_date="", check="1"),
        [(Reason.NIR_LENGTH, "nir"), (Reason.BIRTH_DATE, "birth-date"), (Reason.CHECK_FORM, "check")],
    ),
    (Walk.email_form, filled(), [(Reason.EMAIL_FORM, "address"), (Reason.EMPTY, "password")]),
    (Walk.email_form, filled(address="marie@", password="x"), [(Reason.EMAIL_FORM, "address")]),
]


@pytest.mark.parametrize(("arrive", "given", "expected"), CASES)
def test_what_is_wrong_is_said_at_once(
    walk: Walk, arrive: Callable[[Walk], Walk], given: Submit, expected: list[tuple[Reason, str]]
) -> None:
    arrive(walk)
    asked = len([effect for effect in walk.effects if isinstance(effect, AskAccount)])
    walk.do(given)
    assert isinstance(walk.state, Filling)
    assert [(fault.reason, fault.field) for fault in walk.state.faults] == expected
    assert len([effect for effect in walk.effects if isinstance(effect, AskAccount)]) == asked, "nobody was asked"


def test_every_rule_of_a_password_is_among_them() -> None:
    said = {reason.value.removeprefix("password.") for _, _, found in CASES for reason, _ in found}
    assert said >= {rule.value for rule in (*PasswordRule, *Guessable)}


@pytest.mark.parametrize("typed", ["2840588321025", "284058832102532"])
def test_a_nir_is_asked_with_its_key(walk: Walk, typed: str) -> None:
    walk.nir_form().do(filled(nir=typed), filled(secret=SECRET))
    questions = [effect.question for effect in walk.effects if isinstance(effect, AskAccount)]
    assert questions == [SignInByNir("284058832102532", SECRET)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12051984", "19840512"),
        ("29022012", "20120229"),
        ("00001944", "19440000"),
        ("31421944", "19444231"),
        ("12052027", None),
        ("12051889", None),
        ("", None),
        ("1205198x", None),
    ],
)
def test_a_birth_date_is_typed_as_it_is_said(typed: str, read: str | None) -> None:
    found = birth_date(typed, 2026)
    assert (found and found.text) == read


SENDS: list[tuple[Callable[[Walk], Walk], Submit]] = [
    (Walk.secret_form, filled(secret=f"{SECRET}-secret")),
    (Walk.alone_secret, filled(secret=f"{SECRET}-secret")),
    (FORCED, filled(password=f"{SECRET}-secret", again=f"{SECRET}-secret")),
    (WISHED, filled(current=f"{SECRET}-secret", password=f"{SECRET}-secret", again=f"{SECRET}-secret")),
    (Walk.email_form, filled(address="a@exemple.fr", password=f"{SECRET}-secret")),
    (Walk.alone_secret, filled(secret="0427")),
    (Walk.email_form, filled(address="canari@", password=f"{SECRET}-secret")),
    (FORCED, filled(password=f"{SECRET}-secret", again="x")),
]


@pytest.mark.parametrize(("arrive", "given"), SENDS)
def test_no_state_holds_a_secret(walk: Walk, arrive: Callable[[Walk], Walk], given: Submit) -> None:
    secrets = {value for name, value in given.values if name != "address" and len(value) > 1}
    assert [text for text in texts_in(given) if text in secrets], "the canaries were planted"
    arrive(walk).do(given)
    held = list(texts_in(walk.situation))
    assert [text for text in held if CANARY in text or NIR_TYPED in text], (
        "the person's data is there: the search finds what is held"
    )
    assert [text for text in held if any(secret in text for secret in secrets)] == []
    for value in (given, walk.state, *walk.effects):
        assert not [secret for secret in secrets if secret in repr(value)]


def test_the_question_carries_the_secret_and_nothing_else_does(walk: Walk) -> None:
    walk.signing_in()
    assert isinstance(walk.state, Asking)
    assert SECRET in set(texts_in(walk.effects[-1]))
    assert SECRET not in {text for effect in walk.effects[:-1] for text in texts_in(effect)}


@pytest.mark.parametrize(
    ("arrive", "given", "kept"),
    [
        (Walk.nir_form, filled(nir="284"), "284"),
        (Walk.email_form, filled(address="marie@", password="x"), "marie@"),
        (Walk.own_reset, filled(birth_date="12"), "12"),
    ],
)
def test_what_is_no_secret_is_kept_to_be_put_right(
    walk: Walk, arrive: Callable[[Walk], Walk], given: Submit, kept: str
) -> None:
    arrive(walk).do(given)
    assert isinstance(walk.state, Filling)
    assert kept in set(texts_in(walk.state.form))
