"""One message handed to the modem, part by part (TS 27.005 §4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.devices.modem.causes import end_of, fault_of, may_pass
from kiosk.devices.modem.dialogue import Clock, Dialogue, Done, Mute, Prompted, Refused
from kiosk.devices.modem.pdu import Pdu
from kiosk.devices.modem.port import Lost
from kiosk.devices.modem.status import NotSent, SendFault, SendUnknown, Sent, SmsEnd
from kiosk.devices.modem.timings import Timings


@dataclass(frozen=True)
class Ended:
    """How a message ended.

    Attributes:
        references: TP-MR of the parts that the network took, for their reports.
        usable: whether the modem still talks.
    """

    end: SmsEnd
    references: tuple[int, ...]
    usable: bool


@dataclass(frozen=True)
class _Taken:
    reference: int | None


_Part = _Taken | Refused | NotSent | SendUnknown


def send(dialogue: Dialogue, pdus: Sequence[Pdu], timings: Timings, clock: Clock) -> Ended:
    """Send every part, in order; the first that does not go ends it.

    A part is tried again only when it certainly did not leave, and for a cause that may pass. A message of which a
    later part surely did not go counts as not sent: nobody can read the rest.
    """
    references: list[int] = []
    for pdu in pdus:
        part = _send_part(dialogue, pdu, timings, clock)
        match part:
            case _Taken(reference=reference):
                if reference is not None:
                    references.append(reference)
            case Refused(code=code):
                return Ended(end_of(code), tuple(references), usable=True)
            case NotSent() | SendUnknown():
                return Ended(part, tuple(references), usable=isinstance(part, NotSent) and _usable(part))
    return Ended(Sent(len(pdus)), tuple(references), usable=True)


def _usable(end: NotSent) -> bool:
    return end.fault is not SendFault.NO_MODEM


def _send_part(dialogue: Dialogue, pdu: Pdu, timings: Timings, clock: Clock) -> _Part:
    for pause in timings.retry_s:
        part = _try(dialogue, pdu, timings)
        if not (isinstance(part, Refused) and may_pass(part.code)):
            return part
        if not _pause(dialogue, clock() + pause, clock):
            return NotSent(SendFault.NO_MODEM)
    return _try(dialogue, pdu, timings)


def _pause(dialogue: Dialogue, until: float, clock: Clock) -> bool:
    while until - clock() > 0:
        if dialogue.listen(until) is not None:
            return False
    return True


def _try(dialogue: Dialogue, pdu: Pdu, timings: Timings) -> _Part:
    match dialogue.ask_to_send(pdu.length, timings.prompt_s):
        case Prompted():
            pass
        case Refused(code=code):
            # Nothing was handed over: whatever the code, it did not leave.
            return Refused(code) if may_pass(code) else NotSent(fault_of(code))
        case Mute() | Lost():
            return NotSent(SendFault.NO_MODEM)
    match dialogue.send(pdu.hexadecimal, timings.send_s):
        case Done(lines=(line, *_)):
            figure = line.partition(",")[0].strip()
            return _Taken(int(figure) if figure.isdecimal() else None)
        case Refused() as refused:
            return refused
        case _:
            # Silence, a plug pulled, or an OK to something else.
            return SendUnknown()
