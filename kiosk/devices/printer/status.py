"""What the printer can be and how a job can end: closed unions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ready:
    """It can print; ``paper_low`` when the roll is near its end."""

    paper_low: bool = False


@dataclass(frozen=True)
class NoPaper:
    """The roll is finished."""


@dataclass(frozen=True)
class CoverOpen:
    """The cover is open."""


@dataclass(frozen=True)
class Faulty:
    """It says that it is off line or in error for another reason (cutter, temperature).

    Attributes:
        cause: for technicians: the status bytes in hexadecimal.
    """

    cause: str


@dataclass(frozen=True)
class Disconnected:
    """Nothing to talk to: no device file, connection refused.

    Attributes:
        cause: for technicians.
    """

    cause: str


@dataclass(frozen=True)
class Silent:
    """Connected, but it does not answer a status request within its deadline: its state is unknown."""


PrinterStatus = Ready | NoPaper | CoverOpen | Faulty | Disconnected | Silent
PrinterFault = NoPaper | CoverOpen | Faulty | Disconnected | Silent


@dataclass(frozen=True)
class Printed:
    """Status asked after the cut said that all came out."""


@dataclass(frozen=True)
class NotPrinted:
    """Nothing usable came out, for this reason."""

    fault: PrinterFault


@dataclass(frozen=True)
class PrintUnknown:
    """Bytes were sent and the printer did not confirm: the paper may or may not be out."""

    fault: PrinterFault


PrintEnd = Printed | NotPrinted | PrintUnknown
