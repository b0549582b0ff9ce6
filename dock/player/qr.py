"""Reads QR codes off a picture."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image


def read_codes(picture: Path) -> list[str]:
    """The contents of every QR code on the picture, in no particular order; empty: there is none."""
    with Image.open(picture) as image:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    return [code.text for code in found]
