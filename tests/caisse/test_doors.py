"""The table of doors and the application say the same, by what the routes are made of and by what they do."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from running_caisse import Caisse, Terminal, demo_settings, problem, product_settings
from starlette.routing import Route

from caisse.api.doors import ATTEST, CLOSE_VISIT, DOORS, Door
from caisse.api.gate import Through, repeating_terminal, signing_terminal
from teleservices.levels import Level

SIGNED = [door for door in DOORS if door.signed]
LEVELLED = [door for door in DOORS if door.level is not None]


def name(door: Door) -> str:
    return f"{door.method} {door.path}"


def dependencies(dependant: Any) -> set[Any]:
    found = {dependant.call}
    for one in dependant.dependencies:
        found |= dependencies(one)
    return found


def test_every_route_is_in_the_table_and_every_row_is_routed(caisse: Caisse) -> None:
    routed = {
        (method, route.path)
        for route in caisse.app.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert routed == {(door.method, door.path) for door in DOORS}


def test_every_route_asks_for_what_its_row_says(caisse: Caisse) -> None:
    made = {
        (method, route.path): dependencies(route.dependant)
        for route in caisse.app.routes
        if hasattr(route, "dependant")
        for method in route.methods
    }
    assert len(made) == len(DOORS) - 1
    for door in DOORS:
        uses = made.get((door.method, door.path), set())
        assert (signing_terminal in uses) == (door.signed and not door.repeatable), name(door)
        assert (repeating_terminal in uses) == (door.signed and door.repeatable), name(door)
        asked = {use.door for use in uses if isinstance(use, Through)}
        assert asked == ({door} if door.level else set()), name(door)


def test_a_level_needs_a_signature() -> None:
    assert all(door.signed for door in LEVELLED)


@pytest.mark.parametrize("door", SIGNED, ids=name)
def test_no_signature_no_entry(caisse: Caisse, door: Door) -> None:
    body = None if door.method in {"DELETE", "GET"} else {}
    answer = requests.request(door.method, caisse.url + door.path, json=body, timeout=30)
    assert problem(answer) == "/problems/signature"


@pytest.mark.parametrize("door", LEVELLED, ids=name)
def test_no_visit_no_entry(caisse: Caisse, terminal: Terminal, door: Door) -> None:
    body = None if door.method == "DELETE" else {"beneficiary": "x", "mentions": []}
    assert problem(terminal.send(door.method, door.path, body)) == "/problems/visit-over"


def test_the_attestation_s_level_is_the_operator_s_choice() -> None:
    assert ATTEST.level is not None
    assert ATTEST.level(product_settings()) is Level.CODE
    assert ATTEST.level(demo_settings()) is Level.CARD


def test_leaving_needs_no_more_than_coming() -> None:
    assert CLOSE_VISIT.level is not None
    assert CLOSE_VISIT.level(product_settings()) is Level.CARD
