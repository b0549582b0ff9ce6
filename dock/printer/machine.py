"""The printing half of the simulator: settings, line buffer, and marks on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from dock.printer.commands import Command, Setting, Symbol, Text, Unknown
from dock.printer.paper import WIDTH_DOTS, CutMark, Feed, Glyph, Mark, QrMark, TextRow

CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
"""Python codec by ``ESC t`` number; other numbers are refused."""

CELL_WIDTH = 12
CELL_HEIGHT = 24
_DEFAULT_SPACING = 30
_TO_CUTTER_DOTS = 120
_QR = 49
_QR_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
_FEEDS_FIRST = (65, 66)


class RefusedError(Exception):
    """The bytes are not ESC/POS as this printer knows it."""


@dataclass
class _Settings:
    page: int = 0
    align: int = 0
    bold: bool = False
    underlined: bool = False
    reversed: bool = False
    width: int = 1
    height: int = 1
    spacing: int = _DEFAULT_SPACING
    qr_module: int = 3
    qr_level: str = "L"
    qr_data: bytes = b""
    line: list[Glyph] = field(default_factory=list)


class Machine:
    """Executes commands in their order, like the part of a printer behind its receive buffer."""

    def __init__(self) -> None:
        self._now = _Settings()

    def execute(self, command: Command) -> list[Mark]:
        """Do what a command says.

        Returns:
            What it put on the paper, from top to bottom.

        Raises:
            RefusedError: the command, or its parameter, is not known.
        """
        match command:
            case Text(raw=raw):
                return self._text(raw.decode(CODE_PAGES[self._now.page], errors="replace"))
            case Symbol():
                return self._symbol(command)
            case Setting():
                return self._setting(command)
            case Unknown(raw=raw):
                raise RefusedError(f"unknown command {raw.hex(' ')}")

    def reset(self) -> None:
        """Forget settings and the line not yet printed, as ``ESC @`` and a power cut do."""
        self._now = _Settings()

    def _text(self, text: str) -> list[Mark]:
        marks: list[Mark] = []
        now = self._now
        for sign in text:
            used = sum(glyph.width for glyph in now.line) * CELL_WIDTH
            if used + now.width * CELL_WIDTH > WIDTH_DOTS:
                # A printer breaks the line where it is full, in the middle of a word if need be.
                marks.append(self._end_line())
            now.line.append(Glyph(sign, now.width, now.height, now.bold, now.underlined, now.reversed))
        return marks

    def _end_line(self) -> TextRow:
        now = self._now
        tallest = max((glyph.height for glyph in now.line), default=1) * CELL_HEIGHT
        row = TextRow(tuple(now.line), now.align, max(now.spacing, tallest if now.line else 0))
        now.line = []
        return row

    def _setting(self, command: Setting) -> list[Mark]:
        now = self._now
        match command.name, tuple(command.parameters):
            case "LF", ():
                return [self._end_line()]
            case "ESC @", ():
                self.reset()
            case "ESC 2", ():
                now.spacing = _DEFAULT_SPACING
            case "ESC 3", (dots,):
                now.spacing = dots
            case "ESC t", (page,) if page in CODE_PAGES:
                now.page = page
            case "ESC a", (0 | 1 | 2 as align,):
                now.align = align
            case "ESC E", (0 | 1 as on,):
                now.bold = bool(on)
            case "ESC -", (0 | 1 as on,):
                now.underlined = bool(on)
            case "GS B", (0 | 1 as on,):
                now.reversed = bool(on)
            case "ESC M", (0,):
                pass
            case "GS !", (size,) if not size & 0x88:
                now.width, now.height = (size >> 4) + 1, (size & 7) + 1
            case "ESC d", (lines,):
                return [*self._flushed(), Feed(lines * now.spacing)]
            case "ESC J", (dots,):
                return [*self._flushed(), Feed(dots)]
            case "GS V", (mode, *feed):
                return [*self._flushed(), *self._cut(mode, feed)]
            case name, parameters:
                raise RefusedError(f"{name} with {parameters}")
        return []

    def _flushed(self) -> list[Mark]:
        return [self._end_line()] if self._now.line else []

    def _cut(self, mode: int, feed: list[int]) -> list[Mark]:
        if mode not in {0, 1, 48, 49, *_FEEDS_FIRST}:
            raise RefusedError(f"GS V with {mode}")
        partial = mode in {1, 49, 66}
        return [Feed(_TO_CUTTER_DOTS + feed[0]), CutMark(partial)] if feed else [CutMark(partial)]

    def _symbol(self, command: Symbol) -> list[Mark]:
        now = self._now
        match command.code, command.function, tuple(command.data[:2]):
            case int(code), _, _ if code != _QR:
                raise RefusedError(f"symbol {code}")
            case _, 65, (50, 0):
                pass
            case _, 67, (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 as module,):
                now.qr_module = module
            case _, 69, (level,) if level in _QR_LEVELS:
                now.qr_level = _QR_LEVELS[level]
            case _, 80, (48, *_):
                now.qr_data = command.data[1:]
            case _, 81, (48,) if now.qr_data:
                return [*self._flushed(), QrMark(now.qr_data, now.qr_module, now.qr_level, now.align)]
            case _, function, data:
                raise RefusedError(f"QR function {function} with {data}")
        return []
