"""Digits drawn askew, with lines across: a PNG."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 420
HEIGHT: Final = 140
_WHITE: Final = 255
_INK: Final = 25
_GREY: Final = 150


def drawn(signs: str, chance: Random) -> bytes:
    """A picture of digits, dark on white, WIDTH by HEIGHT pixels.

    Args:
        signs: at most six digits.
        chance: decides sizes, angles and lines; two pictures of the same digits are not alike.
    """
    paper = Image.new("L", (WIDTH, HEIGHT), _WHITE)
    step = WIDTH / (len(signs) + 1)
    for place, sign in enumerate(signs, 1):
        stamp = _sign(sign, chance)
        left = round(place * step - stamp.width / 2 + chance.uniform(-6, 6))
        top = round((HEIGHT - stamp.height) / 2 + chance.uniform(-10, 10))
        paper.paste(_INK, (left, top), stamp)
    _cross_out(paper, chance)
    out = BytesIO()
    paper.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _sign(sign: str, chance: Random) -> Image.Image:
    """One digit as a mask, turned and slanted, but never so far that a 1 could be taken for a 7."""
    font = ImageFont.load_default(chance.uniform(84, 100))
    mask = Image.new("L", (120, 130), 0)
    ImageDraw.Draw(mask).text((60, 62), sign, fill=_WHITE, font=font, anchor="mm", stroke_width=2)
    slant = chance.uniform(-0.1, 0.1)
    slanted = mask.transform(
        mask.size, Image.Transform.AFFINE, (1, slant, -slant * 65, 0, 1, 0), Image.Resampling.BICUBIC
    )
    return slanted.rotate(chance.uniform(-8, 8), Image.Resampling.BICUBIC)


def _cross_out(paper: Image.Image, chance: Random) -> None:
    pen = ImageDraw.Draw(paper)
    for _ in range(4):
        heights = [chance.uniform(15, HEIGHT - 15) for _ in range(5)]
        points = [(place * WIDTH / 4, height) for place, height in enumerate(heights)]
        pen.line(points, fill=_GREY, width=chance.choice((2, 3)), joint="curve")
    for _ in range(250):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT)
        pen.ellipse((x, y, x + 2, y + 2), fill=_GREY)
