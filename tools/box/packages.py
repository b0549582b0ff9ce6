"""The packages that this run has built for the box's Debian."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DIRECTORY: Final = Path(__file__).parents[2] / "build" / "deb" / "bookworm"
"""Where ``./dev deb --release bookworm`` leaves them."""


class PackageMissingError(Exception):
    """There is not exactly one package of that name; the message says what to do."""


def package(product: str, directory: Path = DIRECTORY) -> Path:
    """The package of a product.

    Args:
        product: ``kiosk`` or ``caisse``.
        directory: where packages are.

    Raises:
        PackageMissingError: none was built, or several lie there.
    """
    found = sorted(directory.glob(f"{product}_*.deb"))
    if len(found) != 1:
        raise PackageMissingError(f"{len(found)} packages {product} in {directory}: ./dev deb --release bookworm")
    return found[0]
