"""What can be asked of the dock: a closed union, one JSON object per line on its socket (docs/contracts.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from dock.mail.faults import MailFault
from dock.modem.commands import ModemCommand


@dataclass(frozen=True)
class CardInsert:
    """Put a card of the cast into the slot, whole or damaged (names of ``dock.card.damage``)."""

    card: str
    damage: str | None = None
    do: Literal["card.insert"] = "card.insert"


@dataclass(frozen=True)
class CardRemove:
    """Take the card out."""

    do: Literal["card.remove"] = "card.remove"


@dataclass(frozen=True)
class CardSwap:
    """Take the card out and put another one in at once."""

    card: str
    do: Literal["card.swap"] = "card.swap"


@dataclass(frozen=True)
class CardExchanges:
    """What the card put in last was asked: the commands, in order, in hexadecimal."""

    do: Literal["card.exchanges"] = "card.exchanges"


@dataclass(frozen=True)
class PrinterPaper:
    """Put the roll in or take it out; ``low``: it is near its end."""

    present: bool
    low: bool = False
    do: Literal["printer.paper"] = "printer.paper"


@dataclass(frozen=True)
class PrinterCover:
    """Open or close the cover."""

    open: bool
    do: Literal["printer.cover"] = "printer.cover"


@dataclass(frozen=True)
class PrinterSilent:
    """Leave every status request unanswered."""

    on: bool
    do: Literal["printer.silent"] = "printer.silent"


@dataclass(frozen=True)
class PrinterGone:
    """Pull the printer's plug, or put it back."""

    on: bool
    do: Literal["printer.gone"] = "printer.gone"


@dataclass(frozen=True)
class PrinterPaperAfter:
    """The roll ends when this many more bytes have come."""

    bytes: int
    do: Literal["printer.paper_after"] = "printer.paper_after"


@dataclass(frozen=True)
class PrinterSpeed:
    """Move the paper at so many millimetres per second, as a real printer does (150); 0: at once."""

    mm_per_s: float
    do: Literal["printer.speed"] = "printer.speed"


@dataclass(frozen=True)
class PrinterSilentAfter:
    """Fall silent when this many more bytes have come."""

    bytes: int
    do: Literal["printer.silent_after"] = "printer.silent_after"


@dataclass(frozen=True)
class PrinterTake:
    """Take the paper out of the printer's mouth: the answer holds the last one printed."""

    do: Literal["printer.take"] = "printer.take"


@dataclass(frozen=True)
class PrinterJobs:
    """Every paper printed since the dock started."""

    do: Literal["printer.jobs"] = "printer.jobs"


@dataclass(frozen=True)
class NetworkCut:
    """Cut the link between the terminal and the caisse."""

    do: Literal["network.cut"] = "network.cut"


@dataclass(frozen=True)
class NetworkRestore:
    """Put the link back."""

    do: Literal["network.restore"] = "network.restore"


@dataclass(frozen=True)
class NetworkSwallow:
    """Let everything that is sent disappear: connections open, nothing is answered."""

    do: Literal["network.swallow"] = "network.swallow"


@dataclass(frozen=True)
class PcscdKill:
    """Kill pcscd, as a crash would."""

    do: Literal["pcscd.kill"] = "pcscd.kill"


@dataclass(frozen=True)
class PcscdStart:
    """Start pcscd again after a kill; a card that was in the slot is still there."""

    do: Literal["pcscd.start"] = "pcscd.start"


@dataclass(frozen=True)
class CaisseKill:
    """Kill the caisse, as a power cut would."""

    do: Literal["caisse.kill"] = "caisse.kill"


@dataclass(frozen=True)
class CaisseStart:
    """Start the caisse again after a kill, on what it had stored."""

    do: Literal["caisse.start"] = "caisse.start"


@dataclass(frozen=True)
class MailMessages:
    """Every e-mail that the caisse sent since the dock's directory was made."""

    do: Literal["mail.messages"] = "mail.messages"


@dataclass(frozen=True)
class MailFail:
    """Let the mail server do wrong with the next messages; ``fault`` None: no more."""

    fault: MailFault | None
    times: int = 1
    do: Literal["mail.fault"] = "mail.fault"


@dataclass(frozen=True)
class Status:
    """Where everything is and how it stands."""

    do: Literal["status"] = "status"


Command = (
    CardInsert
    | CardRemove
    | CardSwap
    | CardExchanges
    | PrinterPaper
    | PrinterCover
    | PrinterSilent
    | PrinterGone
    | PrinterPaperAfter
    | PrinterSilentAfter
    | PrinterSpeed
    | PrinterTake
    | PrinterJobs
    | ModemCommand
    | NetworkCut
    | NetworkRestore
    | NetworkSwallow
    | PcscdKill
    | PcscdStart
    | CaisseKill
    | CaisseStart
    | MailMessages
    | MailFail
    | Status
)

_COMMAND: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="do")])


class CommandError(Exception):
    """The line is no command; the message says what is wrong with it."""


def parse(line: bytes) -> Command:
    """Read a line.

    Raises:
        CommandError: it is not JSON, or no such command, or its arguments are wrong.
    """
    try:
        return _COMMAND.validate_json(line)
    except ValidationError as error:
        raise CommandError("; ".join(problem["msg"] for problem in error.errors())) from None


def write(command: Command) -> bytes:
    """The line that ``parse`` reads, with its end."""
    return _COMMAND.dump_json(command) + b"\n"
