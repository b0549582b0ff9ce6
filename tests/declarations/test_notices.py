"""A refusal reaches a telephone by the caisse's own gateway, once, whatever the gateway does; by no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from declaring import BY_PASSWORD, opened
from identifying import rows
from running_caisse import MARIE, Caisse
from sqlalchemy import select

from caisse import background
from caisse.declarations.judging import judge
from caisse.declarations.opened import Outcome
from caisse.parts import Parts
from caisse.sms.http_gateway import gateway_of
from caisse.sms.settings import SmsSettings, SmsTransport
from caisse.store.declaration_schema import NOTICE
from dock.gateway.server import GatewayFault, GatewayServer
from teleservices.wire.declarations import ByPassword

TOKEN = "t0ken-of-the-gateway"
MARIE_S = "+33639980001"
REFUSED = replace(BY_PASSWORD, proof=ByPassword("Tilleul-85"))


@pytest.fixture
def server() -> Iterator[GatewayServer]:
    with GatewayServer(TOKEN) as running:
        yield running


@pytest.fixture
def parts(caisse: Caisse, server: GatewayServer, tmp_path: Path) -> Parts:
    """The caisse's, with a gateway."""
    file = tmp_path / "token"
    file.write_text(TOKEN, "ascii")
    caisse.terminal()
    sms = SmsSettings(SmsTransport.GATEWAY, server.url, file)
    # E-mails are not what is looked at here: nobody is at their server's address.
    return replace(caisse.parts, settings=replace(caisse.settings, sms=sms), gateway=gateway_of(sms))


def refuse(parts: Parts) -> None:
    assert parts.store.write(judge(parts, opened(REFUSED))) is Outcome.REFUSED


def chores(parts: Parts) -> None:
    background.chores(parts).round()


def test_the_person_is_told_once(caisse: Caisse, parts: Parts, server: GatewayServer) -> None:
    refuse(parts)
    chores(parts)
    chores(parts)
    (taken,) = server.taken
    assert (taken.number, taken.text) == (
        MARIE_S,
        "Assurance Maladie : votre démarche 7KQ2M9XW4T faite à une borne n'est pas enregistrée. "
        "La raison est dans votre messagerie ameli, ou au 36 46.",
    )
    assert rows(caisse, NOTICE) == 0


@pytest.mark.parametrize(
    "faults",
    [
        (GatewayFault.NO_CREDIT,),
        (GatewayFault.BROKEN, GatewayFault.BROKEN),
        (GatewayFault.DROPPED, GatewayFault.DROPPED),
        (GatewayFault.DROPPED, GatewayFault.NO_CREDIT),
    ],
)
def test_what_did_not_surely_leave_is_tried_again(
    caisse: Caisse, parts: Parts, server: GatewayServer, faults: tuple[GatewayFault, ...]
) -> None:
    refuse(parts)
    server.fail(*faults)
    chores(parts)
    assert rows(caisse, NOTICE) == 1
    caisse.clock.advance(minutes=1)
    chores(parts)
    assert [one.number for one in server.taken] == [MARIE_S]
    assert rows(caisse, NOTICE) == 0


def test_a_number_that_the_gateway_will_not_have_is_forgotten(
    caisse: Caisse, parts: Parts, server: GatewayServer
) -> None:
    refuse(parts)
    server.fail(GatewayFault.BAD_NUMBER)
    chores(parts)
    assert (server.taken, rows(caisse, NOTICE)) == ((), 0)


def test_after_a_day_it_is_given_up_and_said(caisse: Caisse, parts: Parts, server: GatewayServer) -> None:
    refuse(parts)
    caisse.clock.advance(days=1)
    chores(parts)
    assert (server.taken, rows(caisse, NOTICE)) == ((), 0)
    assert any('"notice.given_up"' in line for line in caisse.log)


def test_what_waits_is_sealed_and_a_foreign_seal_is_erased(caisse: Caisse, parts: Parts, server: GatewayServer) -> None:
    refuse(parts)
    waiting = caisse.store.read(lambda connection: connection.execute(select(NOTICE)).one())
    assert [needle for needle in (b"39980001", b"7KQ2") if needle in waiting.sealed] == []
    chores(replace(parts, keys=replace(parts.keys, sealing=b"x" * 32)))
    assert (server.taken, rows(caisse, NOTICE)) == ((), 0)


def test_without_a_gateway_nothing_waits(caisse: Caisse, parts: Parts) -> None:
    refuse(caisse.parts)
    assert rows(caisse, NOTICE) == 0


def test_the_journal_tells_of_nobody(caisse: Caisse, parts: Parts, server: GatewayServer) -> None:
    refuse(parts)
    server.fail(GatewayFault.NO_CREDIT)
    chores(parts)
    tried = [line for line in caisse.log if '"notice.tried"' in line]
    assert len(tried) == 1
    assert '"outcome": "credit"' in tried[0]
    assert [needle for needle in ("39980001", "7KQ2M9XW4T", MARIE[:13]) if needle in "".join(caisse.log)] == []
