"""The paper as a person would see it, drawn from what the printer understood and from nothing else.

One dot of the print head is one pixel. The face is Terminus (SIL OFL, Debian's ``fonts-terminus-otb``): its cell of
12 × 24 dots is exactly that of a thermal printer's font A, and larger sizes are made, as in the printer, by
repeating dots.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from zxingcpp import BarcodeFormat, create_barcode

from dock.printer.machine import CELL_HEIGHT, CELL_WIDTH
from dock.printer.paper import WIDTH_DOTS, CutMark, Feed, Glyph, Mark, QrMark, TextRow

_FACE = Path("/usr/share/fonts/opentype/terminus/terminus-bold.otb")
_ASCENT = 19
_MARGIN = 32
_TOP = 40
_AROUND = 28
_TOOTH = 8
_PAPER = (253, 252, 248)
_INK = (38, 36, 40)
_DESK = (226, 228, 232)
_SHADE = (196, 199, 206)
_UNDERLINE_FROM_BOTTOM = 2


def draw(marks: tuple[Mark, ...]) -> bytes:
    """Draw a piece of paper.

    Args:
        marks: from top to bottom.

    Returns:
        A PNG: 80 mm of paper (640 dots) with its torn edges, on a grey desk.
    """
    pieces = [(mark, _height(mark)) for mark in marks]
    strip = Image.new("L", (WIDTH_DOTS, max(1, sum(height for _, height in pieces))), 0)
    top = 0
    for mark, height in pieces:
        match mark:
            case TextRow():
                _draw_row(strip, mark, top)
            case QrMark():
                picture = _qr(mark)
                strip.paste(picture, (_left(picture.width, mark.align), top))
            case Feed() | CutMark():
                pass
        top += height
    return _png(_on_desk(strip))


def _height(mark: Mark) -> int:
    match mark:
        case TextRow(advance=advance):
            return advance
        case Feed(dots=dots):
            return dots
        case QrMark():
            return _qr(mark).height
        case CutMark():
            return 0


def _left(width: int, align: int) -> int:
    return (WIDTH_DOTS - width) * align // 2


def _draw_row(strip: Image.Image, row: TextRow, top: int) -> None:
    # Signs of different heights stand on one baseline.
    baseline = top + max((glyph.height for glyph in row.glyphs), default=1) * _ASCENT
    left = _left(sum(glyph.width for glyph in row.glyphs) * CELL_WIDTH, row.align)
    for glyph in row.glyphs:
        cell = _cell(glyph)
        strip.paste(cell, (left, baseline - _ASCENT * glyph.height))
        left += cell.width


@cache
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FACE, CELL_HEIGHT)


@cache
def _cell(glyph: Glyph) -> Image.Image:
    cell = Image.new("L", (CELL_WIDTH, CELL_HEIGHT), 0)
    pen = ImageDraw.Draw(cell)
    pen.fontmode = "1"
    pen.text((0, 0), glyph.sign, fill=255, font=_face())
    if glyph.bold:
        # Emphasis is printed as the machine does it: the same dots a second time, one dot to the right.
        cell = ImageChops.lighter(cell, ImageChops.offset(cell, 1, 0))
    if glyph.underlined:
        y = CELL_HEIGHT - _UNDERLINE_FROM_BOTTOM
        ImageDraw.Draw(cell).line((0, y, CELL_WIDTH, y), fill=255)
    if glyph.reversed:
        cell = ImageChops.invert(cell)
    size = (CELL_WIDTH * glyph.width, CELL_HEIGHT * glyph.height)
    return cell.resize(size, Image.Resampling.NEAREST)


@cache
def _qr(mark: QrMark) -> Image.Image:
    code = create_barcode(mark.data.decode(), BarcodeFormat.QRCode, ec_level=mark.level)
    light = Image.fromarray(code.to_image(add_quiet_zones=False))
    return ImageChops.invert(light).resize((light.width * mark.module,) * 2, Image.Resampling.NEAREST)


def _on_desk(strip: Image.Image) -> Image.Image:
    width, height = WIDTH_DOTS + 2 * _MARGIN, strip.height + _TOP
    shape = _torn(width, height)
    sheet = Image.new("RGB", (width, height), _PAPER)
    sheet.paste(_INK, (_MARGIN, _TOP), strip)
    desk = Image.new("RGB", (width + 2 * _AROUND, height + 2 * _AROUND), _DESK)
    shadow = Image.new("L", desk.size, 0)
    shadow.paste(shape, (_AROUND, _AROUND + 5))
    desk.paste(_SHADE, (0, 0), shadow.filter(ImageFilter.GaussianBlur(8)))
    desk.paste(sheet, (_AROUND, _AROUND), shape)
    return desk


def _torn(width: int, height: int) -> Image.Image:
    """The outline of the paper: straight sides, the teeth of the cutter above and below."""
    teeth = [(x, _TOOTH if (x // _TOOTH) % 2 else 0) for x in range(0, width + _TOOTH, _TOOTH)]
    outline = [*teeth, *((x, height - 1 - y) for x, y in reversed(teeth))]
    shape = Image.new("L", (width, height), 0)
    ImageDraw.Draw(shape).polygon(outline, fill=255)
    return shape


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
