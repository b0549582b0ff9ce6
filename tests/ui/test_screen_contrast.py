"""What is read stands out: 4.5:1 in the ordinary theme, 7:1 in high contrast, computed and as drawn (ACC-22)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem
from screen_samples import SAMPLES
from tables import name_of, table
from window_stand import CABINETS, Seen, Stand

TEXT = {False: 4.5, True: 7.0}
SHAPE = 3.0
ON = {
    "ink": ("paper", "band", "card", "accentWash", "successWash", "warningWash", "errorWash", "cardPressed"),
    "quiet": ("paper", "band", "card", "accentWash"),
    "accent": ("paper", "card", "accentWash"),
    "overAccent": ("accent", "accentPressed"),
    "overHero": ("hero",),
    "overTone": ("success", "warning", "error"),
}
EDGES = {
    "edge": ("paper", "band", "card"),
    "accent": ("paper", "card", "accentWash"),
    "focus": ("paper", "band"),
    "success": ("successWash",),
    "warning": ("warningWash", "band", "card"),
    "error": ("errorWash",),
    "outline": ("accentWash", "successWash", "warningWash", "errorWash", "body"),
}


def luminance(colour: NDArray[np.float64]) -> float:
    channels = colour / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def ratio(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(colour: QColor) -> NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=float)


@pytest.mark.parametrize("contrasted", [False, True], ids=["ordinary", "contrasted"])
def test_every_pair_of_the_palette(stand: Stand, contrasted: bool) -> None:
    stand.show(SAMPLES[0], contrasted=contrasted)
    for pairs, least in ((ON, TEXT[contrasted]), (EDGES, SHAPE)):
        for front, grounds in pairs.items():
            for ground in grounds:
                found = ratio(rgb(stand.colour(front)), rgb(stand.colour(ground)))
                assert found >= least, f"{front} on {ground}: {found:.2f}"


def unpacked(colour: int) -> NDArray[np.float64]:
    return np.array([colour >> 16, colour >> 8 & 255, colour & 255], dtype=float)


def drawn_ratio(pixels: NDArray[np.uint8], seen: Seen) -> float:
    """The commonest colour of the text's rectangle against the one farthest from it."""
    box = seen.shown.toAlignedRect()
    patch = pixels[box.top() : box.bottom() + 1, box.left() : box.right() + 1].reshape(-1, 3).astype(np.int64)
    values, counts = np.unique(patch @ np.array([65536, 256, 1]), return_counts=True)
    ground = unpacked(values[counts.argmax()])
    common = values[counts >= max(2, counts.max() * 0.002)]
    return max(ratio(ground, unpacked(colour)) for colour in common)


@pytest.mark.parametrize(("cabinet", "contrasted"), table(CABINETS[:2], (False, True)), ids=name_of)
def test_every_text_as_drawn(make_stand: Callable[..., Stand], cabinet: object, contrasted: bool) -> None:
    stand = make_stand(cabinet)
    stand.show(replace(SAMPLES[0], id="sample"), contrasted=contrasted)
    stand.rest()
    for screen in SAMPLES:
        # One id for all: a page that does not change its name does not fade in.
        stand.show(replace(screen, id="sample"), contrasted=contrasted)
        pixels = stand.pixels()
        for seen in stand.texts():
            said = seen.item.property("text")
            found = drawn_ratio(pixels, seen)
            assert found >= TEXT[contrasted], f"{screen.id}: {said!r} has {found:.2f}"


def test_the_measure_sees_a_faint_text() -> None:
    pixels = np.full((20, 60, 3), 250, np.uint8)
    pixels[5:15, 10:50] = 170
    item = QQuickItem()
    assert drawn_ratio(pixels, Seen(item, QRectF(0, 0, 60, 20), QRectF(0, 0, 60, 20))) < 4.5
