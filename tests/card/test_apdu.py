"""The APDU stack on scripted bytes: what is sent, byte for byte, and what is made of the answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.card.apdu import (
    Command,
    LengthCorrecting,
    Link,
    RawSender,
    Response,
    ResponseChaining,
    Status,
)
from kiosk.devices.card.faults import AnswerFault, Code, PcscFault


class Script:
    """Answers in turn; keeps what was sent."""

    def __init__(self, *answers: str | PcscFault) -> None:
        self._answers = list(answers)
        self.sent: list[str] = []

    def __call__(self, command: bytes, /) -> bytes | PcscFault:
        self.sent.append(command.hex().upper())
        answer = self._answers.pop(0)
        return answer if isinstance(answer, PcscFault) else bytes.fromhex(answer)


READ = Command(0, 0xB0, 0x82, 0, le=256)
SELECT = Command(0, 0xA4, 0, 0, b"\x3f\x00")


@pytest.mark.parametrize(
    ("command", "sent"),
    [
        (Command(0, 0xB0, 1, 2), "00B00102"),
        (Command(0, 0xB0, 1, 2, le=1), "00B0010201"),
        (Command(0, 0xB0, 1, 2, le=256), "00B0010200"),
        (SELECT, "00A40000023F00"),
        (Command(0, 0xA4, 4, 0, b"\xd2", le=256), "00A4040001D200"),
    ],
)
def test_commands_as_bytes(command: Command, sent: str) -> None:
    assert command.to_bytes().hex().upper() == sent


def test_an_answer_is_data_and_status() -> None:
    assert RawSender(Script("41429000")).send(READ) == Response(b"AB", 0x9000)


@pytest.mark.parametrize("answer", ["", "90"])
def test_fewer_than_two_bytes_are_no_answer(answer: str) -> None:
    assert RawSender(Script(answer)).send(READ) is AnswerFault.SHORT


def test_another_length_is_asked_for_once() -> None:
    script = Script("6C02", "41429000")
    assert LengthCorrecting(RawSender(script)).send(READ) == Response(b"AB", 0x9000)
    assert script.sent == ["00B0820000", "00B0820002"]


def test_a_card_that_wants_yet_another_length_is_not_followed() -> None:
    script = Script("6C02", "6C03")
    assert LengthCorrecting(RawSender(script)).send(READ) == Response(b"", 0x6C03)


def test_6c00_means_256() -> None:
    script = Script("6C00", "9000")
    LengthCorrecting(RawSender(script)).send(Command(0, 0xB0, 0, 0, le=5))
    assert script.sent[1] == "00B0000000"


def test_what_waits_is_fetched_part_by_part() -> None:
    script = Script("416102", "42436100", "449000")
    assert ResponseChaining(RawSender(script)).send(SELECT) == Response(b"ABCD", 0x9000)
    assert script.sent == ["00A40000023F00", "00C0000002", "00C0000000"]


def test_get_response_may_itself_be_corrected() -> None:
    script = Script("6112", "6C01", "419000")
    link = Link(script)
    assert link.send(SELECT) == Response(b"A", 0x9000)
    assert script.sent == ["00A40000023F00", "00C0000012", "00C0000001"]


def test_a_fault_in_the_middle_of_a_chain_is_the_fault() -> None:
    fault = PcscFault(Code.REMOVED_CARD)
    assert ResponseChaining(RawSender(Script("6112", fault))).send(SELECT) == fault


def test_a_card_that_always_announces_more_is_left() -> None:
    assert ResponseChaining(RawSender(lambda _command: b"\x61\x01")).send(SELECT) is AnswerFault.ENDLESS


def test_after_a_fault_nothing_is_sent() -> None:
    script = Script("9000", PcscFault(Code.REMOVED_CARD))
    link = Link(script)
    assert link.send(SELECT).done
    assert link.send(SELECT).status == Status.SILENCE
    assert link.send(SELECT).status == Status.SILENCE
    assert link.fault == PcscFault(Code.REMOVED_CARD)
    assert len(script.sent) == 2


@pytest.mark.parametrize(
    ("status", "done"), [(0x9000, True), (0x6282, True), (0x6281, False), (0x6A82, False), (0, False)]
)
def test_what_counts_as_done(status: int, done: bool) -> None:
    assert Response(b"", status).done is done


@given(st.lists(st.binary(max_size=300), max_size=200))
def test_any_answers_end_in_a_response_or_a_fault(answers: list[bytes]) -> None:
    remaining = iter(answers)
    top = ResponseChaining(LengthCorrecting(RawSender(lambda _command: next(remaining, b"\x6f\x00"))))
    assert isinstance(top.send(READ), Response | AnswerFault)


def test_what_travels_stays_out_of_reprs() -> None:
    assert "DUPONT" not in repr(Response(b"DUPONT", 0x9000))
    assert "DUPONT" not in repr(Command(0, 0xA4, 0, 0, b"DUPONT"))
