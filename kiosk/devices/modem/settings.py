"""Where the modem is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModemSettings:
    """A terminal's modem.

    Attributes:
        device: the device file, or a link to it made by udev.
        speed: baud.
        pin_file: holds the SIM's PIN and nothing else; None where the SIM asks for none.
        pin_memory: where a refused PIN is remembered; see ``PinFile``.
    """

    device: Path
    speed: int
    pin_file: Path | None
    pin_memory: Path
