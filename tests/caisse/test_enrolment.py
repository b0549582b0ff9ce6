"""A terminal's way in: a one-time token, its key, and its way out."""

from __future__ import annotations

import secrets

import pytest
from running_caisse import Caisse, Terminal, problem

from caisse.handlers import terminals

NAME = "borne-7"


def token_for(caisse: Caisse, name: str = NAME) -> str:
    token = secrets.token_urlsafe()
    caisse.store.write(lambda connection: terminals.add(connection, name, token, caisse.clock()))
    return token


def enrol(caisse: Caisse, token: str, key: str | None = None) -> int | str:
    answer = caisse.post("/v1/enrolments", {"token": token, "public_key": key or Terminal(caisse, NAME).public_key})
    return answer.status_code if answer.ok else problem(answer)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(15 * 60 - 1, 201), (15 * 60, "/problems/enrolment-token"), (15 * 60 + 1, "/problems/enrolment-token")],
)
def test_a_token_is_good_for_fifteen_minutes(caisse: Caisse, seconds: int, expected: int | str) -> None:
    token = token_for(caisse)
    caisse.clock.advance(seconds=seconds)
    assert enrol(caisse, token) == expected


def test_a_token_is_good_once(caisse: Caisse) -> None:
    token = token_for(caisse)
    assert enrol(caisse, token) == 201
    assert enrol(caisse, token) == "/problems/enrolment-token"


def test_a_new_token_voids_the_one_before(caisse: Caisse) -> None:
    first, second = token_for(caisse), token_for(caisse)
    assert enrol(caisse, first) == "/problems/enrolment-token"
    assert enrol(caisse, second) == 201


@pytest.mark.parametrize("key", ["", "AAAA", "é", "not base64!", "A" * 43 + "=="])
def test_a_key_that_is_none_is_malformed_and_spends_no_token(caisse: Caisse, key: str) -> None:
    token = token_for(caisse)
    answer = caisse.post("/v1/enrolments", {"token": token, "public_key": key})
    assert problem(answer) == "/problems/malformed"
    assert enrol(caisse, token) == 201


def test_a_key_that_was_never_enrolled_signs_for_nobody(caisse: Caisse) -> None:
    assert problem(Terminal(caisse, "borne-9").open()) == "/problems/unknown-terminal"


def test_another_key_under_a_known_name_is_a_bad_signature(caisse: Caisse, terminal: Terminal) -> None:
    assert problem(Terminal(caisse, terminal.name).open()) == "/problems/signature"


def test_the_former_key_holds_until_the_new_one_comes(caisse: Caisse, terminal: Terminal) -> None:
    token = token_for(caisse, terminal.name)
    assert terminal.open().status_code == 201
    renewed = Terminal(caisse, terminal.name)
    assert enrol(caisse, token, renewed.public_key) == 201
    assert renewed.open().status_code == 201
    assert problem(terminal.open()) == "/problems/signature"


def test_a_revoked_terminal_is_out_at_once_and_may_come_back(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    assert caisse.store.write(lambda connection: terminals.revoke(connection, terminal.name, caisse.clock()))
    assert problem(terminal.open()) == "/problems/unknown-terminal"
    assert problem(terminal.attest(visit)) == "/problems/unknown-terminal"
    assert caisse.terminal(terminal.name).open().status_code == 201


def test_revoking_voids_a_token_not_yet_used(caisse: Caisse) -> None:
    token = token_for(caisse)
    caisse.store.write(lambda connection: terminals.revoke(connection, NAME, caisse.clock()))
    assert enrol(caisse, token) == "/problems/enrolment-token"


def test_nobody_is_revoked_by_a_wrong_name(caisse: Caisse) -> None:
    assert not caisse.store.write(lambda connection: terminals.revoke(connection, "borne-0", caisse.clock()))


def test_the_list_tells_each_terminal_and_its_state(caisse: Caisse, terminal: Terminal) -> None:
    token_for(caisse, "attendue")
    caisse.terminal("partie")
    caisse.store.write(lambda connection: terminals.revoke(connection, "partie", caisse.clock()))
    found = caisse.store.read(terminals.known)
    assert [(one.name, one.enrolled_at is not None, one.revoked_at is not None) for one in found] == [
        ("attendue", False, False),
        (terminal.name, True, False),
        ("partie", True, True),
    ]


@pytest.mark.parametrize("name", ["", "Borne", "a b", "é", "-a", "a" * 64, "a\n"])
def test_a_name_is_a_host_s(name: str) -> None:
    assert not terminals.valid_name(name)


def test_a_good_name_is_one() -> None:
    assert terminals.valid_name("borne-landes-03")
