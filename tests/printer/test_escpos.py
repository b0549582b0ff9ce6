"""Bytes are judged by the simulator's own reading of them, which refuses what a printer would not know."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.printer.reading import marks, printed_codes, printed_text
from dock.printer.realtime import Sieve
from kiosk.devices.printer.escpos import COLUMNS, encode
from kiosk.devices.printer.ticket import (
    Align,
    Block,
    Cut,
    Heading,
    KeyValue,
    Paragraph,
    QrCode,
    Rule,
    Space,
    Table,
    Ticket,
    Title,
)
from teleservices.texts.typography import typography

_TEXTS = st.text(max_size=200) | st.text(st.sampled_from("aé Œ…€’\u00a0\u202f-\n\x10\x04\x1b@"), max_size=200)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, _TEXTS),
    st.builds(Heading, _TEXTS),
    st.builds(Paragraph, _TEXTS, st.sampled_from(Align), st.booleans()),
    st.builds(KeyValue, _TEXTS, _TEXTS),
    st.builds(
        Table,
        st.just((12, 20, 0)),
        st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), max_size=3).map(tuple),
    ),
    st.builds(Rule),
    st.builds(Space, st.integers(1, 9)),
    st.builds(QrCode, _TEXTS),
)


def _ticket(*blocks: Block) -> Ticket:
    return Ticket("test", (*blocks, Cut()))


def _signs(text: str) -> list[str]:
    return sorted(re.sub(r"[ \u00a0]", "", typography(text, "cp1252")))


def test_one_forced_code_page_with_right_accents() -> None:
    text = "É È À Ç œ Œ Ÿ « » € ’ – …"
    raw = encode(_ticket(Paragraph(text)))
    assert raw.startswith(b"\x1b@\x1bt\x10")
    assert printed_text(raw) == [text]
    assert raw.count(b"\x1bt") == 1


@given(st.lists(_BLOCKS, max_size=6))
def test_any_ticket_becomes_bytes_that_a_printer_knows(blocks: list[Block]) -> None:
    raw = encode(_ticket(*blocks))
    for mark in marks(raw):
        if hasattr(mark, "glyphs"):
            assert sum(glyph.width for glyph in mark.glyphs) <= COLUMNS


@given(st.lists(_BLOCKS, max_size=6))
def test_no_data_is_taken_for_a_real_time_command(blocks: list[Block]) -> None:
    raw = encode(_ticket(*blocks))
    assert b"".join(piece for piece in Sieve().sift(raw) if isinstance(piece, bytes)) == raw


@given(_TEXTS)
def test_no_sign_is_lost(text: str) -> None:
    assert _signs("".join(printed_text(encode(_ticket(Paragraph(text)))))) == _signs(text)


@given(_TEXTS, _TEXTS)
def test_no_sign_of_a_label_or_value_is_lost(label: str, value: str) -> None:
    assert _signs("".join(printed_text(encode(_ticket(KeyValue(label, value)))))) == _signs(label + value)


@given(st.lists(st.text(st.sampled_from("abcdé-’"), min_size=1, max_size=COLUMNS), max_size=20))
def test_words_that_fit_stay_whole(words: list[str]) -> None:
    printed = printed_text(encode(_ticket(Paragraph(" ".join(words)))))
    assert " ".join(printed).split(" ") == (words or [""])


@given(st.integers(1, 7), st.integers(1, 7))
def test_no_break_spaces_hold(before: int, after: int) -> None:
    text = " ".join(["mot"] * before + ["36\u00a046\u00a0:"] + ["mot"] * after)
    assert any("36\u00a046\u00a0:" in line for line in printed_text(encode(_ticket(Title(text)))))


def test_titles_are_large_and_hold_half_the_columns() -> None:
    raw = encode(_ticket(Title("Attestation de droits à\u00a0l’assurance maladie")))
    assert printed_text(raw) == ["Attestation de droits", "à\u00a0l’assurance maladie"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("court", ["Nom" + " " * 40 + "court"]),
        ("x" * 43, ["Nom  " + "x" * 43]),
        ("x" * 44, ["Nom", "  " + "x" * 44]),
        ("mot " * 12, ["Nom", "  mot mot mot mot mot mot mot mot mot mot mot", "  mot"]),
    ],
)
def test_a_value_stands_beside_its_label_or_below_it(value: str, expected: list[str]) -> None:
    assert printed_text(encode(_ticket(KeyValue("Nom", value)))) == expected


def test_table_cells_wrap_in_their_own_column() -> None:
    raw = encode(_ticket(Table((10, 0), (("Date", "Nature du paiement"), ("21/11/2026", "un mot " * 8)))))
    assert printed_text(raw) == [
        "Date       Nature du paiement",
        "21/11/2026 un mot un mot un mot un mot un mot un",
        "           mot un mot un mot",
    ]


@pytest.mark.parametrize("widths", [(40, 40), (48, 0), (0, 10)])
def test_a_table_wider_than_the_paper_is_a_bug(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        encode(_ticket(Table(widths, (("a", "b"),))))


@pytest.mark.parametrize("length", [1, 62, 63, 213, 666, 2331])
def test_every_qr_code_fits_on_the_paper(length: int) -> None:
    from dock.printer.drawing import draw

    raw = encode(_ticket(QrCode("é" * (length // 2) + "a" * (length % 2))))
    (data,) = printed_codes(raw)
    assert len(data) == length
    assert draw(tuple(marks(raw)))


def test_a_qr_code_that_cannot_be_is_a_bug() -> None:
    with pytest.raises(ValueError, match="2332"):
        encode(_ticket(QrCode("a" * 2332)))


def test_two_tickets_do_not_share_settings() -> None:
    alone = encode(_ticket(Paragraph("é")))
    encode(_ticket(Title("Titre")))
    assert encode(_ticket(Paragraph("é"))) == alone
