"""What the modem's thread tells."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.modem.status import ModemStatus, SmsEnd


@dataclass(frozen=True)
class ModemChanged:
    """The modem's status is another one."""

    status: ModemStatus


@dataclass(frozen=True)
class SmsEnded:
    """The sending of message ``job`` is over; exactly one per ``send``, none once it was forgotten before it began."""

    job: str
    end: SmsEnd


@dataclass(frozen=True)
class SmsReported:
    """A delivery report came for message ``job``, all its parts taken together; minutes later, or never."""

    job: str
    delivered: bool


ModemEvent = ModemChanged | SmsEnded | SmsReported
