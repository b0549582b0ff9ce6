"""What the session wants done: a closed union, carried out by the conductor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.orders import Order
from kiosk.sync.account import AccountQuestion
from kiosk.sync.consultation import Want
from kiosk.sync.filing import Filing
from teleservices.logbook import LogEvent, Value
from teleservices.wire.codes import SmsReport, SmsToSend
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit


@dataclass(frozen=True, repr=False)
class AskVisit:
    """``POST /v1/visits``; the answer comes back under ``call``."""

    call: str
    message: OpenVisit


@dataclass(frozen=True, repr=False)
class AskAttestation:
    """``POST /v1/rights-attestations`` with the visit's token."""

    call: str
    token: str
    request: RightsRequest


@dataclass(frozen=True, repr=False)
class AskAccount:
    """Ask about the compte ameli; the answer comes back under ``call``.

    Attributes:
        token: the visit's, None for what is asked without one.
    """

    call: str
    token: str | None
    question: AccountQuestion


@dataclass(frozen=True, repr=False)
class AskConsultation:
    """Ask what the account shows; the answer comes back under ``call``."""

    call: str
    token: str
    want: Want


@dataclass(frozen=True, repr=False)
class File:
    """Have a declaration kept; how that ended comes back under ``call``."""

    call: str
    filing: Filing


@dataclass(frozen=True, repr=False)
class SendSms:
    """Give a message to the modem; its events carry ``message.id``."""

    message: SmsToSend


@dataclass(frozen=True)
class ReportSms:
    """Tell the caisse what became of a message; the visit may be long over."""

    report: SmsReport


@dataclass(frozen=True, repr=False)
class Play:
    """Let a sound be heard: WAV, base64, as the caisse gave it."""

    sound: str


@dataclass(frozen=True, repr=False)
class EndVisit:
    """``DELETE /v1/visits/current``: the token is worth nothing from here on."""

    token: str


@dataclass(frozen=True, repr=False)
class Prepare:
    """Encode a ticket ahead, so that printing it is only a write."""

    ticket: Ticket


@dataclass(frozen=True, repr=False)
class Print:
    """Print one ticket; its events carry ``job``."""

    job: str
    ticket: Ticket


@dataclass(frozen=True, repr=False)
class Maintain:
    """Have the maintenance thread carry an order out; its answer comes back under ``call``, but for a note."""

    call: str
    order: Order


@dataclass(frozen=True)
class Forget:
    """Every part drops what it holds of the person."""


@dataclass(frozen=True)
class Note:
    """Write one line in the journal."""

    event: LogEvent
    fields: Mapping[str, Value] = field(default_factory=dict)


Effect = (
    AskVisit
    | AskAttestation
    | AskAccount
    | AskConsultation
    | File
    | SendSms
    | ReportSms
    | Play
    | EndVisit
    | Prepare
    | Print
    | Maintain
    | Forget
    | Note
)
