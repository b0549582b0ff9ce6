"""The releases of Debian that packages are made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Release:
    """A release of Debian.

    Attributes:
        number: as in ``/etc/debian_version``.
        python: minor version of its python3: 11 for 3.11.
        glibc: minor version of its C library: which wheels it can load.
    """

    name: str
    number: int
    python: int
    glibc: int


_ALL: Final = (Release("bookworm", 12, 11, 36), Release("trixie", 13, 13, 41))
RELEASES: Final = {one.name: one for one in _ALL}
"""By name."""
