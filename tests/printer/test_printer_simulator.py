"""The simulator is what the driver is judged by: it must itself refuse, answer and draw as a printer does."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dock.printer.drawing import draw
from dock.printer.engine import Engine
from dock.printer.machine import RefusedError
from dock.printer.paper import TextRow
from dock.printer.reading import marks, printed_text
from dock.printer.realtime import AskStatus, ClearBuffers, Recover, Sieve
from kiosk.devices.printer.escpos import encode
from tests.printer.conftest import letter


@pytest.mark.parametrize(
    "raw",
    [
        b"\x1b*\x00\x01\x00\xff",
        b"\x1bt\x0d",
        b"\x1dv0\x00\x01\x00\x01\x00\xff",
        b"\x1d(L\x02\x00\x30\x02",
        b"\x1d(k\x03\x001C\x20",
        b"\x1d!\x88",
        b"\x1ba\x03",
        b"\x00",
        b"\x09",
        b"\x1b",
        b"\x1bt",
        b"\x1d(k\x10\x00",
    ],
    ids=lambda raw: raw.hex(),
)
def test_what_it_does_not_know_is_refused(raw: bytes) -> None:
    with pytest.raises(RefusedError):
        marks(raw)


def test_a_refusal_is_recorded_and_the_printer_goes_on() -> None:
    engine = Engine()
    engine.receive(b"\x1b@\x1bt\x0d\x1bt\x10\xe9\n\x1dVB\x00", lambda _: None)
    assert engine.refusals == ["ESC t with (13,)"]
    assert engine.papers()[0].lines == ["é"]


@pytest.mark.parametrize(("page", "shown"), [(16, "é€"), (19, "éÕ"), (0, "ΘÇ")])
def test_text_is_decoded_by_the_page_that_the_bytes_chose(page: int, shown: str) -> None:
    raw = {16: b"\xe9\x80", 19: b"\x82\xe5", 0: b"\xe9\x80"}[page]
    assert printed_text(b"\x1b@\x1bt" + bytes([page]) + raw + b"\n") == [shown]


def test_initialisation_returns_to_page_0() -> None:
    assert printed_text(b"\x1bt\x10\xe9\x1b@\xe9\n") == ["Θ"]


def test_a_line_too_long_is_broken_in_the_middle_of_a_word() -> None:
    assert printed_text(b"a" * 50 + b"\n") == ["a" * 48, "aa"]
    assert printed_text(b"\x1d!\x10" + b"a" * 25 + b"\n") == ["a" * 24, "a"]


@given(st.lists(st.integers(0, 800), max_size=12))
def test_however_bytes_are_cut_the_paper_is_the_same(cuts: list[int]) -> None:
    raw = encode(letter("Zoé", lines=5))
    engine = Engine()
    edges = [0, *sorted(min(cut, len(raw)) for cut in cuts), len(raw)]
    for start, end in pairwise(edges):
        engine.receive(raw[start:end], lambda _: None)
    (paper,) = engine.papers()
    assert paper.raw == raw
    assert list(paper.marks) == marks(raw)


@pytest.mark.parametrize("size", [1, 2, 3, 64])
def test_real_time_commands_are_seen_wherever_they_are_cut(size: int) -> None:
    raw = b"ab\x10\x04\x01c\x10\x05\x02\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x10\x10\x04\x04d\x10\x06"
    sieve = Sieve()
    found = [piece for start in range(0, len(raw), size) for piece in sieve.sift(raw[start : start + size])]
    assert [piece for piece in found if not isinstance(piece, bytes)] == [
        AskStatus(1),
        Recover(2),
        ClearBuffers(),
        AskStatus(4),
    ]
    assert b"".join(piece for piece in found if isinstance(piece, bytes)) == b"abc\x10d\x10\x06"


def test_it_answers_while_stuck_and_prints_the_rest_after_the_refill() -> None:
    engine, said = Engine(), bytearray()
    engine.after(8, lambda: engine.paper(present=False))
    engine.receive(b"un\ndeux\ntrois\n\x1dVB\x00\x1dr\x01\x10\x04\x04", said.extend)
    assert bytes(said) == b"\x7e"
    assert engine.papers() == ()
    engine.paper(present=True)
    assert engine.papers()[0].lines == ["trois"]
    assert bytes(said) == b"\x7e\x00"


def test_a_clear_throws_the_rest_away() -> None:
    engine, said = Engine(), bytearray()
    engine.after(3, lambda: engine.paper(present=False))
    engine.receive(b"un\ndeux\n\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", said.extend)
    engine.paper(present=True)
    engine.receive(b"trois\n\x1dVB\x00", said.extend)
    assert engine.papers()[0].lines == ["trois"]
    assert bytes(said) == b"\x37\x25\x00"


def test_it_says_who_it_is() -> None:
    said = bytearray()
    Engine().receive(b"\x1dIB\x1dIC", said.extend)
    assert bytes(said) == b"_EPSON\0_TM-T20III\0"


def test_the_drawn_paper_is_80_mm_wide_and_its_code_can_be_scanned() -> None:
    picture = Image.open(io.BytesIO(draw(tuple(marks(encode(letter("Zoe")))))))
    paper = [x for x in range(picture.width) if picture.getpixel((x, picture.height // 2))[0] > 245]
    assert paper[-1] - paper[0] + 1 == 640
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == "https://caisse.example.test/v/Zoe"


@pytest.mark.parametrize("sign", "éÉÈÀÇœŒŸ«»€’–…Wg")
def test_every_sign_is_drawn_within_its_cell(sign: str) -> None:
    raw = b"\x1b@\x1bt\x10" + sign.encode("cp1252") + b"\n"
    (row,) = marks(raw)
    assert isinstance(row, TextRow)
    blank = draw((TextRow((), 0, row.advance),))
    with_sign = Image.open(io.BytesIO(draw((row,)))).convert("L")
    without = Image.open(io.BytesIO(blank)).convert("L")
    left = with_sign.crop((60, 0, 72, with_sign.height))
    right = with_sign.crop((72, 0, with_sign.width, with_sign.height))
    assert left.tobytes() != without.crop((60, 0, 72, without.height)).tobytes()
    assert right.tobytes() == without.crop((72, 0, without.width, without.height)).tobytes()
