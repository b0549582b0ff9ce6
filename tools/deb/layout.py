"""Where the files of ``systemd/`` are installed, under the names they have there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.deb.products import KIOSK, PRODUCTS, Product

_UNITS: Final = "usr/lib/systemd/system"
_SUFFIXES: Final = {".service": _UNITS, ".path": _UNITS, ".timer": _UNITS, ".socket": _UNITS}
_ENDINGS: Final = {
    "-users.conf": "usr/lib/sysusers.d",
    "-directories.conf": "usr/lib/tmpfiles.d",
    "-kernel.conf": "usr/lib/sysctl.d",
    "-console.conf": "usr/lib/systemd/logind.conf.d",
}
_OTHERS: Final = {
    "50-kiosk.rules": (KIOSK, "usr/share/polkit-1/rules.d"),
    "70-kiosk.rules": (KIOSK, "usr/lib/udev/rules.d"),
    "kiosk-network": (KIOSK, "usr/lib/systemd/system-generators"),
    "kiosk-seal": (KIOSK, "usr/lib/kiosk"),
}


class UnknownFileError(Exception):
    """A file of ``systemd/`` that no rule here knows."""


@dataclass(frozen=True)
class Placed:
    """A file and its place.

    Attributes:
        directory: relative to the machine's root.
    """

    file: Path
    product: Product
    directory: str


def placed(files: Iterable[Path]) -> tuple[Placed, ...]:
    """Where each file goes, by its name.

    Args:
        files: of ``systemd/``.

    Raises:
        UnknownFileError: naming the file.
    """
    return tuple(_placed(file) for file in sorted(files))


def _placed(file: Path) -> Placed:
    if file.name in _OTHERS:
        product, directory = _OTHERS[file.name]
        return Placed(file, product, directory)
    directories = [directory for ending, directory in _ENDINGS.items() if file.name.endswith(ending)]
    if file.suffix in _SUFFIXES:
        directories.append(_SUFFIXES[file.suffix])
    owners = [one for one in PRODUCTS if file.stem == one.name or file.name.startswith(f"{one.name}-")]
    if len(directories) != 1 or len(owners) != 1:
        raise UnknownFileError(f"systemd/{file.name}: tools/deb/layout.py does not say where it goes")
    return Placed(file, owners[0], directories[0])


def starts_by_itself(unit: str) -> bool:
    """Whether a unit file has to be enabled.

    Args:
        unit: its text.
    """
    return "\n[Install]\n" in unit
