"""Every door at every level: none of level `code` answers at `card`, nor before the account is in order.

The table and the doors are walked as they are: a door that is added is walked too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from identifying import ODILE, PASSWORDS, ask_code, code_in, identified, sign_in, sign_in_by_nir
from running_caisse import MARIE, Caisse, Terminal, problem, product_settings

from caisse.api.doors import CHOOSE_PASSWORD, DOORS, SETTLED, Door
from caisse.store.store import Store
from teleservices.levels import Level
from teleservices.wire.problems import Problem

STOPS = {"/problems/visit-over", "/problems/level", "/problems/password-first", "/problems/email-first"}
WALKED = [door for door in DOORS if door.level is not None]


def name(door: Door) -> str:
    return f"{door.method} {door.path}"


def needed(door: Door) -> Level:
    assert door.level is not None
    return door.level(product_settings())


def nobody(_terminal: Terminal) -> Mapping[str, Any]:
    return {"token": "A" * 43}


def with_card(terminal: Terminal) -> Mapping[str, Any]:
    found: Mapping[str, Any] = terminal.visit()
    return found


def with_password(terminal: Terminal) -> Mapping[str, Any]:
    return identified(sign_in(terminal, terminal.visit(), PASSWORDS["marie"]))


def by_nir(terminal: Terminal) -> Mapping[str, Any]:
    return identified(sign_in_by_nir(terminal, MARIE, PASSWORDS["marie"]))


def with_code(terminal: Terminal) -> Mapping[str, Any]:
    visit = terminal.visit()
    return identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))


def without_address(terminal: Terminal) -> Mapping[str, Any]:
    return identified(sign_in(terminal, terminal.visit(ODILE), PASSWORDS["odile"]))


def stop(door: Door, stage: str) -> str | None:
    """What must stop somebody at a door; None where they pass."""
    match stage, needed(door):
        case "none", _:
            return "/problems/visit-over"
        case "card", Level.CODE:
            return "/problems/level"
        case "by_nir", _ if door.card:
            return "/problems/level"
        case "must_choose", Level.CODE if Problem.PASSWORD_FIRST in door.first:
            return "/problems/password-first"
        case "no_email", Level.CODE if Problem.EMAIL_FIRST in door.first:
            return "/problems/email-first"
        case _:
            return None


STAGES: dict[str, Callable[[Terminal], Mapping[str, Any]]] = {
    "none": nobody,
    "card": with_card,
    "code": with_password,
    "by_nir": by_nir,
    "must_choose": with_code,
    "no_email": without_address,
}


@pytest.fixture(scope="module")
def product_caisse(shared_store: Store) -> Iterator[Caisse]:
    """At the product's own settings, but for its invented numbers."""
    running = Caisse(shared_store, replace(product_settings(), production=False))
    yield running
    running.stop()


@pytest.fixture
def terminal(store: Store, product_caisse: Caisse) -> Terminal:
    return product_caisse.terminal()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("door", WALKED, ids=name)
def test_who_stands_at_which_door(terminal: Terminal, door: Door, stage: str) -> None:
    visit = STAGES[stage](terminal)
    answer = terminal.send(door.method, door.path, None if door.method in {"GET", "DELETE"} else {}, visit["token"])
    told = problem(answer) if answer.status_code >= 400 else None
    expected = stop(door, stage)
    if expected is None:
        assert told not in STOPS
    else:
        assert told == expected


def test_the_doors_of_level_code_are_these() -> None:
    """One more is a decision: it is written here too."""
    found = {door.path for door in WALKED if needed(door) is Level.CODE}
    shown = {"/v1/information", "/v1/requests", "/v1/messages"}
    assert found == {"/v1/passwords", "/v1/email-addresses", "/v1/rights-attestations"} | shown


def test_only_the_account_s_own_doors_open_before_it_is_in_order() -> None:
    early = {door.path: door.first for door in WALKED if needed(door) is Level.CODE and door.first != SETTLED}
    assert early == {CHOOSE_PASSWORD.path: frozenset(), "/v1/email-addresses": frozenset({Problem.PASSWORD_FIRST})}
