"""What the gate adds to the signature's own tests: replays, the clock's answer, and the raw address."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
import requests
from running_caisse import MARIE, Caisse, Terminal, problem
from sqlalchemy import func, select

from caisse.store.schema import NONCE

OPEN = {"nir": MARIE, "card_valid_from": "20240115", "card_digest": None}


def test_a_nonce_is_never_taken_twice(caisse: Caisse, terminal: Terminal) -> None:
    nonce = secrets.token_urlsafe(24)
    assert terminal.send("POST", "/v1/visits", OPEN, nonce=nonce).status_code == 201
    assert problem(terminal.send("POST", "/v1/visits", OPEN, nonce=nonce)) == "/problems/signature"


def test_two_terminals_may_draw_the_same_nonce(caisse: Caisse, terminal: Terminal) -> None:
    nonce = secrets.token_urlsafe(24)
    assert terminal.send("POST", "/v1/visits", OPEN, nonce=nonce).status_code == 201
    assert caisse.terminal("borne-2").send("POST", "/v1/visits", OPEN, nonce=nonce).status_code == 201


@pytest.mark.parametrize("skew", [-600, 0, 600])
def test_a_replay_is_refused_for_as_long_as_its_signature_passes(caisse: Caisse, terminal: Terminal, skew: int) -> None:
    """Also when the terminal's clock is ahead, and other visits have swept the base in between."""
    terminal.skew = timedelta(seconds=skew)
    nonce = secrets.token_urlsafe(24)
    signed = requests.Request(
        "POST",
        caisse.url + "/v1/visits",
        data=b"{}",
        headers={"Content-Type": "application/json"},
        auth=terminal.signature(nonce),
    ).prepare()
    with requests.Session() as session:
        assert problem(session.send(signed)) == "/problems/malformed"
        caisse.clock.advance(seconds=600 + skew)
        terminal.skew = timedelta(0)
        terminal.visit()
        assert problem(session.send(signed)) == "/problems/signature"
        caisse.clock.advance(seconds=1)
        assert problem(session.send(signed)) == "/problems/clock-skew"


def test_nonces_are_forgotten_once_no_signature_needs_them(caisse: Caisse, terminal: Terminal) -> None:
    terminal.visit()
    caisse.clock.advance(seconds=1201)
    terminal.visit()
    count = select(func.count()).select_from(NONCE)
    assert caisse.store.read(lambda connection: connection.execute(count).scalar_one()) == 1


@pytest.mark.parametrize(("skew", "accepted"), [(599, True), (600, True), (601, False), (-600, True), (-601, False)])
def test_a_dead_clock_is_told_the_time(caisse: Caisse, terminal: Terminal, skew: int, accepted: bool) -> None:
    terminal.skew = timedelta(seconds=skew)
    answer = terminal.open()
    assert answer.headers["Date"] == "Sat, 21 Nov 2026 12:00:00 GMT"
    if accepted:
        assert answer.status_code == 201
    else:
        assert problem(answer) == "/problems/clock-skew"
        assert answer.status_code == 401


def test_the_address_is_checked_as_it_was_sent_not_as_it_is_decoded(caisse: Caisse, terminal: Terminal) -> None:
    """`/v1/%76isits` routes like `/v1/visits`; a signature of the one must not pass for the other."""
    signed = requests.Request(
        "POST",
        caisse.url + "/v1/visits",
        json=OPEN,
        auth=terminal.signature(),
    ).prepare()
    signed.url = caisse.url + "/v1/%76isits"
    with requests.Session() as session:
        assert problem(session.send(signed)) == "/problems/signature"


def test_a_query_is_part_of_the_address(caisse: Caisse, terminal: Terminal) -> None:
    assert terminal.send("POST", "/v1/visits?a=%20b", OPEN).status_code == 201
    signed = requests.Request("POST", caisse.url + "/v1/visits", json=OPEN, auth=terminal.signature()).prepare()
    signed.url = caisse.url + "/v1/visits?x=1"
    with requests.Session() as session:
        assert problem(session.send(signed)) == "/problems/signature"


def test_another_token_than_the_signed_one_is_a_bad_signature(caisse: Caisse, terminal: Terminal) -> None:
    mine, other = terminal.visit(), terminal.visit()
    signed = requests.Request(
        "DELETE",
        caisse.url + "/v1/visits/current",
        headers={"Authorization": f"Bearer {mine['token']}"},
        auth=terminal.signature(),
    ).prepare()
    signed.headers["Authorization"] = f"Bearer {other['token']}"
    with requests.Session() as session:
        assert problem(session.send(signed)) == "/problems/signature"
