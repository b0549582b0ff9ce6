"""Codes provisoires: who gets one, how long it lives, how often it may be tried, and that it stands nowhere."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from identifying import (
    LAETITIA,
    THEO,
    another,
    ask_code,
    choose,
    code_in,
    identified,
    offer,
    report,
    rows,
    sign_in,
    sign_in_by_nir,
)
from running_caisse import MARIE, RENE, Caisse, Terminal, demo_settings, problem, product_settings
from sqlalchemy import Connection, select, update

from caisse.handlers.alarms import AlarmKind
from caisse.handlers.codes import NewCode, Way, issue_code
from caisse.handlers.people import Insured, insured_by_nir
from caisse.handlers.refusal import Refusal
from caisse.handlers.sweeping import sweep
from caisse.settings import Settings
from caisse.store.account_schema import ACCOUNT, ALARM, CODE_ISSUE, CODE_PROVISOIRE, SMS
from teleservices.nir import Nir
from teleservices.wire.problems import Problem

Serve = Callable[[Settings], Caisse]


def sealed(caisse: Caisse) -> list[bytes | None]:
    return caisse.store.read(lambda connection: list(connection.execute(select(SMS.c.sealed)).scalars()))


def found(connection: Connection, nir: str = MARIE) -> Insured:
    insured = insured_by_nir(connection, Nir(nir[:13]))
    assert insured is not None
    return insured


def issue(caisse: Caisse, way: Way, nir: str = MARIE) -> NewCode | Refusal:
    at = caisse.parts.circumstances()
    return caisse.store.write(lambda connection: issue_code(connection, found(connection, nir), way, "agent", at))


def by_hand(caisse: Caisse, nir: str = MARIE) -> str:
    new = issue(caisse, Way.BY_HAND, nir)
    assert isinstance(new, NewCode)
    return new.code


def waits(answer: requests.Response) -> int:
    assert problem(answer) == "/problems/too-many-codes"
    return int(answer.headers["Retry-After"])


def test_a_code_goes_to_the_terminal_that_asked_and_to_it_alone(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    sent = ask_code(terminal, visit).json()
    assert sent["number"] == visit["code_by_sms"]["number"]
    assert sent["again_in_s"] == 60
    assert sent["sms"]["number"] == "+33639980001"
    assert "valable 48" in sent["sms"]["text"].lower()


def test_a_code_opens_and_a_password_must_be_chosen(serve: Serve) -> None:
    caisse = serve(replace(product_settings(), production=False))
    terminal = caisse.terminal()
    visit = terminal.visit()
    raised = identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    assert raised["account"]["must_choose"] == "provisional"
    assert raised["account"]["by_code"] is True
    assert [one["first_name"] for one in raised["beneficiaries"]] == ["MARIE"]
    assert offer(raised, "rights_attestation") == "password"
    assert offer(raised, "email_validation") == "password"
    assert offer(raised, "password_change") is None
    assert problem(terminal.attest(raised)) == "/problems/password-first"
    chosen = identified(choose(terminal, raised, "Coquelicot?7"))
    assert chosen["account"]["must_choose"] is None
    assert chosen["account"]["by_code"] is True
    assert len(chosen["beneficiaries"]) == 3
    assert terminal.attest(chosen, 1).status_code == 201
    again = identified(sign_in(terminal, chosen, "Coquelicot?7"))
    assert again["account"]["by_code"] is False, "the password chosen opens what a code does not"


def test_somebody_without_an_account_opens_one_by_a_code(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit(THEO)
    raised = identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    assert raised["account"]["email"] == "missing"
    identified(choose(terminal, raised, "Coquelicot?7"))
    assert identified(sign_in(terminal, terminal.visit(THEO), "Coquelicot?7"))["account"]["by_code"] is False


def test_no_mobile_no_code(terminal: Terminal) -> None:
    assert problem(ask_code(terminal, terminal.visit(RENE))) == "/problems/no-mobile"


def test_an_overseas_number_kept_wrongly_is_called_rightly(caisse: Caisse, terminal: Terminal) -> None:
    """SMS-04: 0692 is La Réunion's, and +33692… nobody's."""
    caisse.store.write(lambda connection: connection.execute(update(ACCOUNT).values(mobile="+33692123456")))
    assert ask_code(terminal, terminal.visit()).json()["sms"]["number"] == "+262692123456"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(hours=47, minutes=59, seconds=59), None),
        (timedelta(hours=48), "/problems/code-spent"),
        (timedelta(hours=48, seconds=1), "/problems/code-spent"),
    ],
)
def test_a_code_lives_for_48_hours_by_the_caisse_s_clock(
    caisse: Caisse, terminal: Terminal, after: timedelta, expected: str | None
) -> None:
    """ESC-24: whatever the terminal's own clock says."""
    code = code_in(ask_code(terminal, terminal.visit()))
    caisse.clock.at += after
    terminal.skew = -timedelta(minutes=9)
    answer = sign_in(terminal, terminal.visit(), code)
    if expected is None:
        identified(answer)
    else:
        assert problem(answer) == expected


def test_a_code_is_good_once(terminal: Terminal) -> None:
    visit = terminal.visit()
    code = code_in(ask_code(terminal, visit))
    identified(sign_in(terminal, visit, code))
    assert problem(sign_in(terminal, visit, code)) == "/problems/code-spent"
    assert problem(sign_in(terminal, terminal.visit(), code)) == "/problems/code-spent"


def test_three_wrong_ones_kill_the_code_and_not_the_account(caisse: Caisse, terminal: Terminal) -> None:
    """Whatever the terminal, and though the card goes in again (SEC-02)."""
    code = code_in(ask_code(terminal, terminal.visit()))
    other = caisse.terminal("borne-2")
    for place, left in ((terminal, 2), (other, 1), (terminal, 0)):
        answer = sign_in(place, place.visit(), another(code))
        assert problem(answer) == "/problems/credentials"
        assert answer.json()["tries_left"] == left
    assert problem(sign_in(terminal, terminal.visit(), code)) == "/problems/code-spent"
    identified(sign_in(terminal, terminal.visit(), "Tilleul-84"))


def test_the_tries_outlive_the_caisse(serve: Serve) -> None:
    first = serve(demo_settings())
    terminal = first.terminal()
    code = code_in(ask_code(terminal, terminal.visit()))
    sign_in(terminal, terminal.visit(), another(code))
    first.stop()
    terminal = serve(demo_settings()).terminal()
    assert sign_in(terminal, terminal.visit(), another(code)).json()["tries_left"] == 1
    identified(sign_in(terminal, terminal.visit(), code))


def test_wrong_passwords_leave_the_code_its_tries_and_the_other_way_round(caisse: Caisse, terminal: Terminal) -> None:
    """CAPEC-2: who locks somebody's password by the NIR does not lock out the card and its code."""
    for _ in range(5):
        sign_in_by_nir(terminal, MARIE, "Wrong+77")
    visit = terminal.visit()
    assert problem(sign_in(terminal, visit, "Tilleul-84")) == "/problems/locked"
    code = code_in(ask_code(terminal, visit))
    assert sign_in(terminal, visit, another(code)).json()["tries_left"] == 2
    identified(sign_in(terminal, visit, code))


def test_a_code_is_its_holder_s_only(terminal: Terminal) -> None:
    code = code_in(ask_code(terminal, terminal.visit()))
    assert problem(sign_in(terminal, terminal.visit(LAETITIA), code)) == "/problems/code-spent"


def test_a_code_opens_nothing_without_the_card(caisse: Caisse, terminal: Terminal) -> None:
    """SEC-01: by the NIR it is a wrong password like any other, and the code keeps its tries."""
    visit = terminal.visit()
    code = code_in(ask_code(terminal, visit))
    assert problem(sign_in_by_nir(terminal, MARIE, code)) == "/problems/credentials"
    assert sign_in(terminal, visit, another(code)).json()["tries_left"] == 2


def test_a_visit_without_a_card_gets_no_code(terminal: Terminal) -> None:
    opened = identified(sign_in_by_nir(terminal, MARIE, "Tilleul-84"))
    assert problem(ask_code(terminal, opened)) == "/problems/level"


def test_a_new_code_cancels_the_old_whatever_the_way(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    old = code_in(ask_code(terminal, visit))
    new = by_hand(caisse)
    if old != new:
        assert problem(sign_in(terminal, visit, old)) == "/problems/credentials"
    assert rows(caisse, CODE_PROVISOIRE) == 1
    assert rows(caisse, SMS) == 0
    identified(sign_in(terminal, visit, new))


def test_while_its_sms_may_be_under_way_the_same_code_is_sent_again(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    first = ask_code(terminal, visit)
    caisse.clock.advance(seconds=59)
    again = ask_code(terminal, visit)
    assert waits(again) == 1
    caisse.clock.advance(seconds=1)
    report(terminal, first.json()["sms"]["id"], "sent")
    second = ask_code(terminal, visit)
    assert code_in(second) == code_in(first)
    assert second.json()["sms"]["id"] != first.json()["sms"]["id"]
    assert rows(caisse, CODE_ISSUE) == 1
    caisse.clock.advance(seconds=59)
    assert waits(ask_code(terminal, visit)) == 1
    identified(sign_in(terminal, visit, code_in(first)))


@pytest.mark.parametrize("outcome", ["delivered", "failed"])
def test_a_verdict_erases_the_text_and_the_next_code_is_new(caisse: Caisse, terminal: Terminal, outcome: str) -> None:
    visit = terminal.visit()
    first = ask_code(terminal, visit).json()["sms"]["id"]
    assert None not in sealed(caisse)
    assert report(terminal, first, outcome).status_code == 204
    assert sealed(caisse) == [None]
    report(terminal, first, "sent")
    assert caisse.store.read(lambda connection: connection.execute(select(SMS.c.outcome)).scalar()) == outcome
    caisse.clock.advance(seconds=60)
    ask_code(terminal, visit)
    assert rows(caisse, CODE_ISSUE) == 2


def test_after_ten_minutes_the_text_is_erased_and_the_next_code_is_new(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    ask_code(terminal, visit)
    caisse.clock.advance(minutes=10)
    caisse.store.write(lambda connection: sweep(connection, caisse.clock()))
    assert sealed(caisse) == [None]
    ask_code(terminal, visit)
    assert rows(caisse, CODE_ISSUE) == 2
    caisse.clock.advance(hours=25)
    caisse.store.write(lambda connection: sweep(connection, caisse.clock()))
    assert (rows(caisse, SMS), rows(caisse, CODE_ISSUE), rows(caisse, CODE_PROVISOIRE)) == (0, 0, 1)
    caisse.clock.advance(hours=23)
    caisse.store.write(lambda connection: sweep(connection, caisse.clock()))
    assert rows(caisse, CODE_PROVISOIRE) == 0


def test_another_terminal_s_report_changes_nothing(caisse: Caisse, terminal: Terminal) -> None:
    sms = ask_code(terminal, terminal.visit()).json()["sms"]["id"]
    assert report(caisse.terminal("borne-2"), sms, "delivered").status_code == 204
    assert report(terminal, "0" * 32, "delivered").status_code == 204
    assert None not in sealed(caisse)


def test_a_text_is_not_sent_again_to_another_number(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    first = ask_code(terminal, visit).json()["sms"]
    caisse.store.write(lambda connection: connection.execute(update(ACCOUNT).values(mobile="+33639980099")))
    caisse.clock.advance(seconds=60)
    second = ask_code(terminal, visit).json()["sms"]
    assert second["number"] == "+33639980099" != first["number"]
    assert rows(caisse, CODE_ISSUE) == 2


def test_three_codes_a_day_and_a_minute_apart(caisse: Caisse, terminal: Terminal) -> None:
    begun = caisse.clock()
    for _ in range(3):
        visit = terminal.visit()
        sent = ask_code(terminal, visit)
        report(terminal, sent.json()["sms"]["id"], "delivered")
        assert waits(ask_code(terminal, visit)) in {60, 86_400 - 120}
        caisse.clock.advance(seconds=60)
    wait_s = waits(ask_code(terminal, terminal.visit()))
    assert caisse.clock() + timedelta(seconds=wait_s) == begun + timedelta(hours=24)
    assert len(by_hand(caisse)) == 4
    caisse.clock.at = begun + timedelta(hours=24)
    assert ask_code(terminal, terminal.visit()).status_code == 201


def test_nine_wrong_codes_a_day_then_the_counter_only(caisse: Caisse, terminal: Terminal) -> None:
    begun = caisse.clock()
    for _ in range(3):
        code = by_hand(caisse)
        for _ in range(3):
            assert problem(sign_in(terminal, terminal.visit(), another(code))) == "/problems/credentials"
        caisse.clock.advance(minutes=1)
    assert issue(caisse, Way.BY_HAND) == Refusal(Problem.TOO_MANY_CODES, retry_after_s=86_400 - 180)
    assert waits(ask_code(terminal, terminal.visit())) == 86_400 - 180
    caisse.clock.at = begun + timedelta(hours=24)
    identified(sign_in(terminal, terminal.visit(), by_hand(caisse)))


def test_a_tenth_wrong_code_is_not_looked_at(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(2):
        code = by_hand(caisse)
        for _ in range(3):
            sign_in(terminal, terminal.visit(), another(code))
    for times in (2, 1):
        code = by_hand(caisse)
        for _ in range(times):
            sign_in(terminal, terminal.visit(), another(code))
    answer = sign_in(terminal, terminal.visit(), code)
    assert problem(answer) == "/problems/locked"
    assert int(answer.headers["Retry-After"]) == 86_400


def test_a_terminal_asks_for_so_many_an_hour(serve: Serve) -> None:
    settings = demo_settings()
    few = replace(settings.identification.codes, per_terminal=2)
    caisse = serve(replace(settings, identification=replace(settings.identification, codes=few)))
    terminal, other = caisse.terminal("borne-1"), caisse.terminal("borne-2")
    for nir in (MARIE, LAETITIA):
        assert ask_code(terminal, terminal.visit(nir)).status_code == 201
    assert waits(ask_code(terminal, terminal.visit(THEO))) == 3600
    assert ask_code(other, other.visit(THEO)).status_code == 201
    alarms = caisse.store.read(lambda connection: connection.execute(select(ALARM)).all())
    assert [(one.kind, one.place) for one in alarms] == [(AlarmKind.MANY_CODES, "borne-1")]
    assert sum("alarm.raised" in line for line in caisse.log) == 1
    caisse.clock.advance(hours=1)
    assert ask_code(terminal, terminal.visit(THEO)).status_code == 201


def test_wrong_codes_of_many_people_at_one_terminal_raise_an_alarm(serve: Serve) -> None:
    """ESC-18."""
    settings = demo_settings()
    soon = replace(settings.identification.spraying, people=3)
    caisse = serve(replace(settings, identification=replace(settings.identification, spraying=soon)))
    terminal = caisse.terminal()
    for nir in (MARIE, LAETITIA, THEO):
        visit = terminal.visit(nir)
        sign_in(terminal, visit, another(code_in(ask_code(terminal, visit))))
    alarms = caisse.store.read(lambda connection: connection.execute(select(ALARM)).all())
    assert [(one.kind, one.place, one.count) for one in alarms] == [(AlarmKind.CODE_SPRAYING, "borne-1", 3)]


def test_codes_are_uniform(caisse: Caisse) -> None:
    """χ² over the ten digits of each place, on real randomness: 36 degrees of freedom, one chance in a million."""
    assert caisse.parts.below is secrets.randbelow
    at = caisse.parts.circumstances()

    def issued(connection: Connection) -> list[NewCode | Refusal]:
        return [issue_code(connection, found(connection), Way.BY_HAND, "agent", at) for _ in range(1000)]

    codes = [new.code for new in caisse.store.write(issued) if isinstance(new, NewCode)]
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {4}
    chi = sum(
        (seen - len(codes) / 10) ** 2 / (len(codes) / 10)
        for place in range(4)
        for digit in "0123456789"
        for seen in [Counter(code[place] for code in codes)[digit]]
    )
    assert chi < 94.0


@pytest.mark.parametrize(("drawn", "code"), [(0, "0000"), (42, "0042"), (1234, "1234"), (9999, "9999")])
def test_no_value_is_left_out(caisse: Caisse, drawn: int, code: str) -> None:
    at = replace(caisse.parts.circumstances(), below=lambda most: drawn if most == 10_000 else secrets.randbelow(most))
    new = caisse.store.write(lambda connection: issue_code(connection, found(connection), Way.BY_HAND, "agent", at))
    assert isinstance(new, NewCode)
    assert new.code == code
