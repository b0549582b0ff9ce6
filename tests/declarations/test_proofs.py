"""That it is them: a grant of the visit, or the password, counted and waited for as at a sign-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from declaring import BY_PASSWORD, declare, granted, marie, opened, settle
from identifying import (
    LAETITIA,
    NADIA,
    ODILE,
    PASSWORDS,
    PAUL,
    ask_code,
    choose,
    code_in,
    identified,
    rows,
    sign_in,
    sign_in_by_nir,
)
from running_caisse import AGNES, MARIE, NOON, RENE, SOPHIE, Caisse, Terminal, problem

from caisse.declarations.judging import judge
from caisse.declarations.opened import LaterError, Outcome
from caisse.store.account_schema import SIGN_IN_FAILURE
from teleservices.wire.declarations import ByGrant, ByPassword

WRONG = ByPassword("Tilleul-85")


def outcome(caisse: Caisse, grant: str, filed_at: datetime = NOON, **changes: object) -> Outcome:
    return settle(caisse, opened(replace(BY_PASSWORD, proof=ByGrant(grant)), filed_at, **changes))


def grant_of(visit: dict[str, object]) -> str:
    account = visit["account"]
    assert isinstance(account, dict)
    return str(account["grant"])


def test_a_grant_holds_long_after_its_visit(caisse: Caisse, terminal: Terminal) -> None:
    visit = marie(terminal)
    terminal.close(visit)
    arrival = NOON + timedelta(days=100)
    caisse.clock.at = arrival
    assert outcome(caisse, grant_of(visit), received_at=arrival) is Outcome.REGISTERED


@pytest.mark.parametrize(
    ("minutes", "unsure", "good"),
    [
        (-3, False, False),
        (-2, False, True),
        (0, False, True),
        (62, False, True),
        (63, False, False),
        (-600, True, True),
        (600, True, True),
    ],
)
def test_a_grant_holds_for_what_was_filed_during_its_hour(
    caisse: Caisse, terminal: Terminal, minutes: int, unsure: bool, good: bool
) -> None:
    """A clock that is known to have been wrong refuses nobody."""
    grant = grant_of(marie(terminal))
    filed_at = NOON + timedelta(minutes=minutes)
    arrival = NOON + timedelta(days=1)
    expected = Outcome.REGISTERED if good else Outcome.REFUSED
    assert outcome(caisse, grant, filed_at, received_at=arrival, unsure=unsure) is expected


def test_a_grant_is_for_one_person_at_one_terminal(caisse: Caisse, terminal: Terminal) -> None:
    grant = grant_of(marie(terminal))
    caisse.terminal("borne-2")
    assert outcome(caisse, grant, terminal="borne-2") is Outcome.REFUSED
    assert declare(caisse, nir=RENE, proof=ByGrant(grant)) is Outcome.REFUSED
    assert outcome(caisse, grant) is Outcome.REGISTERED


@pytest.mark.parametrize("at", [0, 20, 40, -1])
def test_a_changed_grant_is_none(caisse: Caisse, terminal: Terminal, at: int) -> None:
    grant = list(grant_of(marie(terminal)).rstrip("="))
    grant[at - 3] = "A" if grant[at - 3] != "A" else "B"
    text = "".join(grant)
    assert outcome(caisse, text + "=" * (-len(text) % 4)) is Outcome.REFUSED


def test_a_grant_tells_its_terminal_nothing_and_is_never_the_same(caisse: Caisse, terminal: Terminal) -> None:
    first, second = grant_of(marie(terminal)), grant_of(marie(terminal))
    assert first != second
    assert len(first) < 300
    assert first.isascii()


def test_no_grant_before_the_account_is_in_order(caisse: Caisse, terminal: Terminal) -> None:
    with_code = terminal.visit()
    by_code = identified(sign_in(terminal, with_code, code_in(ask_code(terminal, with_code))))
    legacy = identified(sign_in(terminal, terminal.visit(NADIA), "47190583"))
    shared = identified(sign_in(terminal, terminal.visit(ODILE), PASSWORDS["odile"]))
    assert [grant_of(visit) for visit in (by_code, legacy, shared)] == ["", "", ""]
    chosen = identified(choose(terminal, by_code, "Sureau=84x"))
    assert outcome(caisse, grant_of(chosen)) is Outcome.REGISTERED


def test_who_came_without_a_card_declares_by_grant(caisse: Caisse, terminal: Terminal) -> None:
    visit = identified(sign_in_by_nir(terminal, MARIE, PASSWORDS["marie"]))
    assert settle(caisse, opened(granted(visit, card=None))) is Outcome.REGISTERED


def test_the_password_of_the_day_of_arrival_counts(caisse: Caisse, terminal: Terminal) -> None:
    identified(choose(terminal, marie(terminal), "Sureau=84x", PASSWORDS["marie"]))
    assert declare(caisse) is Outcome.REFUSED
    assert declare(caisse, proof=ByPassword("Sureau=84x"), reference="BBBBBBBBBB") is Outcome.REGISTERED


def test_wrong_ones_are_counted_like_those_of_a_sign_in(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(5):
        assert declare(caisse, proof=WRONG) is Outcome.REFUSED
    assert rows(caisse, SIGN_IN_FAILURE) == 5
    assert problem(sign_in(terminal, terminal.visit(), PASSWORDS["marie"])) == "/problems/locked"


def test_a_code_provisoire_is_not_even_tried(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse, proof=ByPassword("4071"))
    assert rows(caisse, SIGN_IN_FAILURE) == 0


def test_a_declaration_waits_while_its_password_may_not_be_tried(caisse: Caisse, terminal: Terminal) -> None:
    """Somebody else's guesses must not cost it: it is done when the wait is over."""
    for _ in range(5):
        sign_in_by_nir(terminal, MARIE, "Tilleul-85")
    one = opened()
    with pytest.raises(LaterError):
        judge(caisse.parts, one)
    assert rows(caisse, SIGN_IN_FAILURE) == 5
    caisse.clock.advance(minutes=1)
    assert settle(caisse, one) is Outcome.REGISTERED


def test_it_does_not_wait_for_ever(caisse: Caisse, terminal: Terminal) -> None:
    caisse.clock.advance(days=7)
    for _ in range(5):
        sign_in_by_nir(terminal, MARIE, "Tilleul-85")
    just_now = opened(received_at=caisse.clock() - timedelta(days=6, hours=23))
    with pytest.raises(LaterError):
        judge(caisse.parts, just_now)
    assert settle(caisse, opened(received_at=NOON)) is Outcome.REFUSED


def test_many_people_s_wrong_passwords_from_one_terminal_raise_the_alarm(caisse: Caisse, terminal: Terminal) -> None:
    figures = caisse.settings.identification.spraying
    people = (MARIE, RENE, NADIA, ODILE, PAUL, LAETITIA, SOPHIE, AGNES)
    assert len(people) == figures.people
    for nir in people:
        declare(caisse, nir=nir, proof=WRONG)
    assert [line for line in caisse.log if '"alarm.raised"' in line and '"place": "borne-1"' in line]
