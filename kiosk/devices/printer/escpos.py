"""The one door to python-escpos: rows in, bytes out.

The library takes 0.34 s to import, so it is loaded at the first ticket, on the printer's thread.
Its transports and its status are not used: see ``transport.py`` and ``query.py``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal, Protocol, assert_never

from kiosk.devices.printer.layout import CHARSET, BarLine, Line, Row, RuleLine, lay_out
from kiosk.devices.printer.ticket import Align, Cut, QrCode, Space, Ticket

COLUMNS = 48
"""Font A (12 dots) on 80 mm paper (576 dots)."""

_PROFILE = "TM-T20II"
_BODY_SPACING = 34
_TALL_SPACING = 56
_LARGE_SPACING = 58
_RULE_SPACING = 36
_BAR_SPACING = 24
_QR_LEVEL_M = 1
# Bytes that a QR of level M holds in versions 4, 10, 20 and 40, and the dots per module that keep it within the paper.
_QR_MODULES = ((62, 7), (213, 5), (666, 4), (2331, 3))


class _Recorder(Protocol):
    """What we use of ``escpos.printer.Dummy``."""

    @property
    def output(self) -> bytes: ...
    def hw(self, hw: str) -> None: ...
    def charcode(self, code: str) -> None: ...
    def line_spacing(self, spacing: int) -> None: ...
    def set(
        self,
        *,
        align: str | None = None,
        bold: bool | None = None,
        underline: int | None = None,
        width: int | None = None,
        height: int | None = None,
        custom_size: bool | None = None,
        invert: bool | None = None,
    ) -> None: ...
    def text(self, txt: str) -> None: ...
    def print_and_feed(self, n: int) -> None: ...
    def qr(self, content: str, ec: int, size: int, *, native: bool) -> None: ...
    def cut(self, mode: Literal["PART"], *, feed: bool) -> None: ...


def encode(ticket: Ticket, columns: int = COLUMNS) -> bytes:
    """The bytes that print a ticket on any ESC/POS printer with code page 16 (CP1252) and native QR codes.

    They begin with the printer's own initialisation: nothing of an earlier ticket's settings stays.

    Args:
        ticket: any ticket.
        columns: signs of normal size on a line.

    Raises:
        ValueError: a table is wider than the paper, or a QR code holds more than 2331 bytes.
    """
    return _recorded(lay_out(ticket, columns))


def _recorded(rows: tuple[Row, ...]) -> bytes:
    paper = _new_recorder()
    # INIT first: after it the printer is back on page 0, which the library would not know (facts/devices.md B).
    paper.hw("INIT")
    paper.charcode(CHARSET.upper())
    for row in rows:
        match row:
            case Line():
                _print_line(paper, row)
            case RuleLine(columns=columns):
                _print_rule(paper, columns)
            case BarLine(columns=columns):
                _print_bar(paper, columns)
            case Space(lines=lines):
                paper.print_and_feed(lines)
            case QrCode(data=data):
                paper.set(align="center")
                paper.qr(data, _QR_LEVEL_M, _module(data), native=True)
                paper.set(align="left")
            case Cut():
                # Without the library's six blank lines: the printer itself feeds as far as its own cutter is.
                paper.cut("PART", feed=False)
            case _:
                assert_never(row)
    return bytes(paper.output)


def _new_recorder() -> _Recorder:
    # The library declares no types: this is where it gets ours.
    recorder: _Recorder = import_module("escpos.printer").Dummy(profile=_PROFILE)
    return recorder


def _print_line(paper: _Recorder, line: Line) -> None:
    size = 2 if line.large else 1
    paper.line_spacing(
        _LARGE_SPACING if line.large else _TALL_SPACING if any(s.tall for s in line.spans) else _BODY_SPACING
    )
    paper.set(align="center" if line.align is Align.CENTRE else "left")
    for span in line.spans:
        paper.set(bold=span.bold, custom_size=True, width=size, height=2 if span.tall else size)
        paper.text(span.text)
    paper.text("\n")


def _print_rule(paper: _Recorder, columns: int) -> None:
    # Underlined spaces are a true unbroken line; CP1252 has no line-drawing signs.
    paper.line_spacing(_RULE_SPACING)
    paper.set(align="left", custom_size=True, width=1, height=1, bold=False, underline=1)
    paper.text(" " * columns)
    paper.set(underline=0)
    paper.text("\n")


def _print_bar(paper: _Recorder, columns: int) -> None:
    # White signs on black, none of them a sign; as high as a line is, so that two touch.
    paper.line_spacing(_BAR_SPACING)
    paper.set(align="left", custom_size=True, width=1, height=1, bold=False, invert=True)
    paper.text(" " * columns)
    paper.set(invert=False)
    paper.text("\n")


def _module(data: str) -> int:
    length = len(data.encode())
    for most, dots in _QR_MODULES:
        if length <= most:
            return dots
    raise ValueError(f"{length} bytes are too many for a QR code")
