"""Codes that leave by the caisse's own gateway: the terminal sees nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from identifying import (
    ask_code,
    code_of,
    identified,
    rows,
    sign_in,
)
from running_caisse import Caisse, demo_settings, problem
from sqlalchemy import select

from caisse.sms.gateway import Accepted, Handed, Reason, Refused, Unknown
from caisse.store.account_schema import CODE_ISSUE, CODE_PROVISOIRE, SMS
from caisse.store.store import Store
from teleservices.wire.codes import SmsToSend


@dataclass
class Relay:
    """A gateway that answers as told, and keeps what it was given."""

    answer: Handed = field(default_factory=Accepted)
    given: list[SmsToSend] = field(default_factory=list)

    def send(self, message: SmsToSend) -> Handed:
        self.given.append(message)
        return self.answer


@pytest.fixture
def relayed(store: Store) -> Iterator[tuple[Caisse, Relay]]:
    settings = demo_settings()
    by_gateway = replace(settings.sms, transport="gateway", url="https://sms.test/", token_file="token")
    relay = Relay()
    caisse = Caisse(store, replace(settings, sms=by_gateway), gateway=relay)
    yield caisse, relay
    caisse.stop()


@pytest.mark.parametrize(("answer", "outcome"), [(Accepted(), "sent"), (Unknown(), "unknown")])
def test_by_the_gateway_the_terminal_sees_nothing(relayed: tuple[Caisse, Relay], answer: Handed, outcome: str) -> None:
    caisse, relay = relayed
    relay.answer = answer
    terminal = caisse.terminal()
    visit = terminal.visit()
    assert visit["code_by_sms"]["by_terminal"] is False
    sent = ask_code(terminal, visit)
    code = code_of(relay.given[0].text)
    assert sent.json()["sms"] is None
    assert code not in sent.text
    assert caisse.store.read(lambda connection: connection.execute(select(SMS.c.outcome)).scalar()) == outcome
    caisse.clock.advance(seconds=60)
    ask_code(terminal, visit)
    assert [code_of(one.text) for one in relay.given] == [code, code]
    assert relay.given[0].id != relay.given[1].id
    identified(sign_in(terminal, visit, code))


def test_what_the_gateway_refuses_counts_as_never_asked(relayed: tuple[Caisse, Relay]) -> None:
    caisse, relay = relayed
    relay.answer = Refused(Reason.CREDIT)
    terminal = caisse.terminal()
    visit = terminal.visit()
    for _ in range(4):
        assert problem(ask_code(terminal, visit)) == "/problems/sms"
    assert (rows(caisse, CODE_PROVISOIRE), rows(caisse, SMS), rows(caisse, CODE_ISSUE)) == (0, 0, 0)
    relay.answer = Accepted()
    assert ask_code(terminal, visit).status_code == 201


def test_a_refused_repetition_leaves_the_code_alive(relayed: tuple[Caisse, Relay]) -> None:
    caisse, relay = relayed
    terminal = caisse.terminal()
    visit = terminal.visit()
    ask_code(terminal, visit)
    caisse.clock.advance(seconds=60)
    relay.answer = Refused(Reason.UNREACHABLE)
    assert problem(ask_code(terminal, visit)) == "/problems/sms"
    identified(sign_in(terminal, visit, code_of(relay.given[0].text)))
