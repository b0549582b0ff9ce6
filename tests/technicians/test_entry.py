"""A technician in front of a terminal: the right code lets in, anything else is refused without a hint, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from running_caisse import Caisse, Clock, Terminal, demo_settings, problem
from sqlalchemy import select
from technicians_at_work import CODE, SACHA, enter, hired

from caisse.handlers import technicians, terminals
from caisse.store.account_schema import ALARM
from caisse.store.store import Store

NOBODY = "999999"


@pytest.fixture
def producing(store: Store) -> Iterator[Caisse]:
    """The same people, by mistake, at a caisse in production."""
    running = Caisse(store, replace(demo_settings(), production=True), Clock())
    yield running
    running.stop()


def test_the_right_code_lets_in_and_names_the_technician(caisse: Caisse, terminal: Terminal) -> None:
    number = hired(caisse)
    answer = enter(terminal, number, CODE)
    assert (answer.status_code, answer.json()) == (200, {"technician": "dominique"})
    assert '"event": "technician.entered", "terminal": "borne-1", "technician": "dominique"' in "\n".join(caisse.log)


def test_no_visit_is_needed_and_none_is_opened(caisse: Caisse, terminal: Terminal) -> None:
    assert enter(terminal).json() == {"technician": SACHA.name}


@pytest.mark.parametrize("number", [SACHA.number, NOBODY])
def test_wrong_and_unknown_are_refused_alike_then_locked(caisse: Caisse, terminal: Terminal, number: str) -> None:
    answers = [enter(terminal, number, "00000000") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert [answer.json().get("tries_left") for answer in answers[:5]] == [4, 3, 2, 1, 0]
    assert {problem(answer) for answer in answers[:5]} == {"/problems/credentials"}
    assert problem(answers[5]) == "/problems/locked"
    assert int(answers[5].headers["Retry-After"]) > 0
    assert number not in str(caisse.log)


def test_a_wait_holds_for_the_right_code_and_ends(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(5):
        enter(terminal, code="00000000")
    locked = enter(terminal)
    assert locked.status_code == 429
    caisse.clock.advance(seconds=int(locked.headers["Retry-After"]))
    assert enter(terminal).status_code == 200


def test_the_wait_is_the_technician_s_at_every_terminal(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(5):
        enter(terminal, code="00000000")
    assert enter(caisse.terminal("borne-2")).status_code == 429
    assert enter(terminal, hired(caisse), CODE).status_code == 200


def test_a_right_code_clears_the_delays(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(4):
        enter(terminal, code="00000000")
    assert enter(terminal).status_code == 200
    assert enter(terminal, code="00000000").json()["tries_left"] == 4


def test_trying_many_numbers_at_one_terminal_raises_an_alarm(caisse: Caisse, terminal: Terminal) -> None:
    for number in range(100_000, 100_008):
        assert enter(terminal, str(number), "00000000").status_code == 403
    raised = caisse.store.read(lambda connection: connection.execute(select(ALARM.c.kind, ALARM.c.place)).all())
    assert [tuple(row) for row in raised] == [("spraying", "borne-1")]
    assert '"event": "alarm.raised"' in "\n".join(caisse.log)


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("12345", CODE), ("1234567", CODE), ("123456", "1234567"), ("12345é", CODE), ("١٢٣٤٥٦", CODE)],
)
def test_what_is_no_number_or_no_code_is_malformed_and_counts_for_nothing(
    terminal: Terminal, number: str, code: str
) -> None:
    answers = [enter(terminal, number, code) for _ in range(7)]
    assert {problem(answer) for answer in answers} == {"/problems/malformed"}


def test_who_is_revoked_is_out_at_once_and_may_come_back(caisse: Caisse, terminal: Terminal) -> None:
    number = hired(caisse)
    assert caisse.store.write(lambda connection: technicians.revoke(connection, "dominique", caisse.clock()))
    assert problem(enter(terminal, number, CODE)) == "/problems/credentials"
    assert hired(caisse) == number
    assert enter(terminal, number, CODE).status_code == 200


def test_the_invented_technician_is_nobody_in_production(producing: Caisse) -> None:
    terminal = producing.terminal()
    assert problem(enter(terminal)) == "/problems/credentials"
    assert enter(terminal, hired(producing), CODE).status_code == 200


def test_a_revoked_terminal_lets_nobody_in(caisse: Caisse, terminal: Terminal) -> None:
    caisse.store.write(lambda connection: terminals.revoke(connection, terminal.name, caisse.clock()))
    assert problem(enter(terminal)) == "/problems/unknown-terminal"
