"""Lines in pieces of any size, with anything between them: the reply stays the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.modem.dialogue import (
    Dialogue,
    Done,
    Mute,
    Notice,
    Prompted,
    Refused,
    RegistrationChanged,
    ReportCame,
)
from kiosk.devices.modem.lines import Line, LineReader, Prompt
from kiosk.devices.modem.port import Lost

ASIDES = (
    "RING",
    "^RSSI:17",
    "+CIEV: 5,1",
    '+CMTI: "SM",3',
    "NO CARRIER?",
    "+CREG: 1",
    '+CREG: 2,"00C3","1A2B"',
    "+CDS: 9",
)
PDU = "0006050B913336990810F2"


class Tape:
    """A line that says what was recorded, then nothing while the clock runs on."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.written = b""
        self.now = 0.0
        self.heard: list[Notice] = []
        self.dialogue = Dialogue(self, lambda: self.now, self.heard.append)

    def read(self, within_s: float) -> bytes | Lost:
        # Nothing is there before it was asked for.
        if self.written and self.pieces:
            return self.pieces.pop(0)
        self.now += max(within_s, 0)
        return b""

    def write(self, data: bytes) -> Lost | None:
        self.written += data
        return None


def cut(whole: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(whole), *(place % (len(whole) + 1) for place in places)})
    return [whole[a:b] for a, b in pairwise(edges)]


def said(lines: list[str], asides: list[str], *, echo: str) -> bytes:
    written = f"{echo}\r" if echo else ""
    for line, aside in zip(lines, asides, strict=False):
        also = f"\r\n{PDU}" if aside == "+CDS: 9" else ""
        written += (f"\r\n{aside}{also}\r\n" if aside else "") + f"\r\n{line}\r\n"
    return written.encode("ascii")


PLACES = st.lists(st.integers(0, 400), max_size=30)
BETWEEN = st.lists(st.sampled_from(("", *ASIDES)), min_size=3, max_size=3)


@given(PLACES, BETWEEN, st.booleans())
def test_a_reply_is_found_between_whatever_comes_unasked(places: list[int], asides: list[str], echo: bool) -> None:
    tape = Tape(cut(said(["+CSQ: 17,99", "OK"], asides, echo="AT+CSQ" if echo else ""), places))
    assert tape.dialogue.ask("+CSQ", 5, "+CSQ:") == Done(("17,99",))
    reports = [notice for notice in tape.heard if isinstance(notice, ReportCame)]
    assert reports == [ReportCame(PDU)] * asides[:2].count("+CDS: 9")
    changes = [notice for notice in tape.heard if isinstance(notice, RegistrationChanged)]
    assert len(changes) == sum(aside.startswith("+CREG") for aside in asides[:2])


@given(PLACES, BETWEEN)
def test_a_registration_asked_for_is_not_one_that_changed(places: list[int], asides: list[str]) -> None:
    tape = Tape(cut(said(['+CREG: 2,1,"00C3","1A2B"', "OK"], asides, echo=""), places))
    assert tape.dialogue.ask("+CREG?", 5, "+CREG:") == Done(('2,1,"00C3","1A2B"',))


@given(PLACES, BETWEEN)
def test_a_prompt_is_seen_wherever_the_bytes_are_cut(places: list[int], asides: list[str]) -> None:
    tape = Tape(cut(f"AT+CMGS=20\r\r\n{asides[0]}\r\n\r\n> ".encode(), places))
    assert tape.dialogue.ask_to_send(20, 5) == Prompted()


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("OK", Done()),
        ("ERROR", Refused(None)),
        ("+CME ERROR: 10", Refused(10)),
        ("+CMS ERROR: 500", Refused(500)),
        ("+CMS ERROR:38", Refused(38)),
        ("+CME ERROR: SIM not inserted", Refused(None)),
        ("COMMAND NOT SUPPORT", Refused(None)),
        ("+CMS ERROR: 99999999", Refused(None)),
        ("okay", Mute()),
        ("> ", Mute()),
    ],
)
def test_each_end_of_a_command(line: str, reply: object) -> None:
    tape = Tape([f"\r\n{line}\r\n".encode()])
    assert tape.dialogue.ask("+X", 5) == reply


def test_what_was_left_of_an_earlier_reply_answers_nothing() -> None:
    tape = Tape([])
    assert tape.dialogue.ask("+CPIN?", 5, "+CPIN:") == Mute()
    tape.pieces = [b"\r\n+CPIN: READY\r\n\r\nOK\r\n"]
    assert tape.dialogue.ask("+CMGF=0", 5) == Mute()


@given(st.lists(st.binary(max_size=40), max_size=30))
def test_noise_is_no_reply_and_no_fault(pieces: list[bytes]) -> None:
    tape = Tape([piece.replace(b"OK", b"..").replace(b"ERROR", b".....") for piece in pieces])
    assert tape.dialogue.ask("", 5) in (Mute(), Refused(None))


@given(st.binary(max_size=300), PLACES)
def test_lines_do_not_depend_on_how_the_bytes_are_cut(data: bytes, places: list[int]) -> None:
    whole = LineReader()
    pieces = LineReader()
    assert [said for piece in cut(data, places) for said in pieces.feed(piece)] == whole.feed(data)


def test_a_line_without_end_takes_no_memory() -> None:
    reader = LineReader()
    assert reader.feed(b"x" * 100_000) == []
    assert len(reader._begun) <= 1024
    assert [len(said.text) for said in reader.feed(b"\r\n") if isinstance(said, Line)] == [1024]


def test_a_prompt_has_no_end_of_line() -> None:
    assert LineReader().feed(b"\r\n> ") == [Prompt()]
    assert LineReader().feed(b"a> \r") == [Line("a>")]
