"""Technicians in front of a terminal: how they prove who they are, with a link and without, and the trail they leave.

With a link, ``POST /v1/maintenance-entries`` takes an ``EnterMaintenance`` and gives a ``MaintenanceGranted``. It is
signed by the terminal and needs no visit. Refusals: ``CREDENTIALS``, ``LOCKED``.

Without one the terminal shows a challenge; the technician types it, with the terminal's name, into their page at the
caisse, on a telephone, and the page gives the answer. Both ends reckon it with a secret of that terminal alone, which
the caisse gives once, at the enrolment (``enrolment.Enrolled.maintenance_secret``).

Each deed is a ``MaintenanceRecord``: sealed, signed and queued as a declaration is, in a lane of its own.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

NUMBER_DIGITS: Final = 6
"""Of a technician's number, which is no secret."""
CODE_DIGITS: Final = 8
"""Of a technician's code, of a challenge and of its answer."""
SECRET_BYTES: Final = 32


@dataclass(frozen=True, repr=False)
class EnterMaintenance:
    """A technician asks to be let in.

    Attributes:
        number: ``NUMBER_DIGITS`` digits.
        code: ``CODE_DIGITS`` digits.
    """

    number: str
    code: str


@dataclass(frozen=True)
class MaintenanceGranted:
    """The technician may go in; ``technician`` is the name under which the caisse knows them."""

    technician: str


def answer_to(challenge: str, number: str, secret: bytes) -> str:
    """The answer that lets one technician in at one terminal, for one challenge.

    Args:
        challenge: ``CODE_DIGITS`` digits, drawn by the terminal for one use.
        number: of the technician.
        secret: of the terminal, ``SECRET_BYTES`` long.

    Returns:
        ``CODE_DIGITS`` digits, truncated as RFC 4226 §5.3 does.
    """
    mac = hmac.digest(secret, b"borne/maintenance/1\x00" + f"{challenge}\x00{number}".encode("ascii"), hashlib.sha256)
    start = mac[-1] & 0x0F
    truncated = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(truncated % 10**CODE_DIGITS).zfill(CODE_DIGITS)


class Way(StrEnum):
    """How a technician got in."""

    ONLINE = "online"
    OFFLINE = "offline"
    SHELL = "shell"
    """From a shell on the terminal: whoever systemd let in there."""


class Deed(StrEnum):
    """What is put down in the trail."""

    ENTERED = "entered"
    REFUSED = "refused"
    LEFT = "left"
    TIMED_OUT = "timed-out"
    SURVEYED = "surveyed"
    REPORT_PRINTED = "report-printed"
    TICKET_TESTED = "ticket-tested"
    CARD_TESTED = "card-tested"
    SMS_TESTED = "sms-tested"
    TOUCH_TESTED = "touch-tested"
    SCREEN_TESTED = "screen-tested"
    JOURNAL_READ = "journal-read"
    QUEUE_SENT = "queue-sent"
    MODEL_CHOSEN = "model-chosen"
    ENROLLED = "enrolled"
    APPLICATION_RESTARTED = "application-restarted"
    MACHINE_RESTARTED = "machine-restarted"


@dataclass(frozen=True)
class MaintenanceRecord:
    """One deed, as it is sealed into an envelope, whose header says when.

    Attributes:
        technician: number, or the user's name for ``Way.SHELL``; empty when refused before one was typed.
        outcome: ``done``, or a word of the deed's own: ``no-paper``, ``borne-15p``; never free text.
    """

    deed: Deed
    way: Way
    technician: str
    outcome: str = "done"
    kind: Literal["maintenance"] = "maintenance"
