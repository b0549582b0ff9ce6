from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.printer.simulator import PrinterSimulator
from kiosk.devices.printer.query import ask, decode
from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.devices.printer.transport import Transport
from tests.printer.conftest import DEADLINE_S


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("12 12 12 12", Ready()),
        ("12 12 12 1e", Ready(paper_low=True)),
        ("1a 32 12 7e", NoPaper()),
        ("1a 16 12 12", CoverOpen()),
        ("1a 36 12 7e", CoverOpen()),
        ("1a 12 12 12", Faulty("1a 12 12 12")),
        ("1a 52 1a 12", Faulty("1a 52 1a 12")),
        ("1a 52 32 12", Faulty("1a 52 32 12")),
    ],
)
def test_what_four_answers_mean(answers: str, expected: PrinterStatus) -> None:
    assert decode(bytes.fromhex(answers)) == expected


@given(st.binary(min_size=4, max_size=4))
def test_any_answers_have_a_meaning(answers: bytes) -> None:
    assert isinstance(decode(answers), Ready | NoPaper | CoverOpen | Faulty)


def test_the_simulator_answers_as_the_real_one_was_measured(transport: Transport, simulator: PrinterSimulator) -> None:
    connection = transport.open()
    assert not isinstance(connection, Disconnected)
    try:
        assert ask(connection, DEADLINE_S) == Ready()
        simulator.paper(present=True, low=True)
        assert ask(connection, DEADLINE_S) == Ready(paper_low=True)
        simulator.paper(present=False)
        assert ask(connection, DEADLINE_S) == NoPaper()
        simulator.cover(is_open=True)
        assert ask(connection, DEADLINE_S) == CoverOpen()
        simulator.silent(on=True)
        assert ask(connection, 0.2) == Silent()
        simulator.silent(on=False)
        assert ask(connection, DEADLINE_S) == CoverOpen()
    finally:
        connection.close()


def test_a_late_answer_is_not_taken_for_the_next_one(transport: Transport, simulator: PrinterSimulator) -> None:
    connection = transport.open()
    assert not isinstance(connection, Disconnected)
    try:
        simulator.paper(present=False)
        assert connection.write(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04", DEADLINE_S) == 12
        late = b""
        while not late:
            # Wait until the answers are on their way, and leave the rest of them unread.
            said = connection.read(DEADLINE_S)
            assert isinstance(said, bytes)
            late = said
        simulator.paper(present=True)
        assert ask(connection, DEADLINE_S) == Ready()
    finally:
        connection.close()


def test_nobody_there(simulator: PrinterSimulator, transport: Transport) -> None:
    simulator.gone(on=True)
    gone = transport.open()
    assert isinstance(gone, Disconnected)
    assert gone.cause in {"ECONNREFUSED", "ENOENT"}


def test_gone_while_connected(simulator: PrinterSimulator, transport: Transport) -> None:
    connection = transport.open()
    assert not isinstance(connection, Disconnected)
    assert ask(connection, DEADLINE_S) == Ready()
    simulator.gone(on=True)
    assert isinstance(ask(connection, DEADLINE_S), Disconnected)
    connection.close()
