"""What an error of ``+CMGS`` says of the message (TS 27.005 §3.2.5; below 128 TS 24.011 §8.2.5.4, below 256 TS 23.040
§9.2.3.22).

Only codes by which the network, the SMS centre or the modem says that it did *not* take the message count as a
failure. The others (a network that did not answer, « unknown error », whatever a manufacturer numbers as it likes, an
error without a number) leave it open: then the message may still arrive, and saying it failed would be a guess.

There is no code for « no credit ». Operators answer a SIM that may not send (prepaid and empty, or without the SMS
service) by a barring, by « not subscribed » or, most often, by the vague 21 « short message transfer rejected ». All of
them are told as ``NO_CREDIT``: the technician looks at the SIM's subscription first. An operator that takes the message
and then reports a permanent failure looks like any other failed delivery: no code tells them apart.
"""

from __future__ import annotations

from typing import Final

from kiosk.devices.modem.status import NotSent, SendFault, SendUnknown, SmsEnd

_MAY_NOT_SEND: Final = frozenset({8, 10, 21, 28, 29, 50, 193})
"""Operator determined barring, call barred, transfer rejected, unidentified subscriber, facility rejected, not
subscribed, no SC subscription."""
_NO_NETWORK: Final = frozenset({38, 331})
"""Network out of order, no network service."""
_SIM: Final = frozenset(range(310, 319))
"""(U)SIM not inserted, PIN or PUK required, failure, busy, wrong… (§3.2.5)."""
_SAYS_NOTHING: Final = frozenset({300, 332, 500})
"""ME failure, network timeout, unknown error."""
_PASSES: Final = frozenset({38, 41, 42, 47, 192, 194, 314, 331})
"""Network out of order, temporary failure, switching congestion, no resources, SC busy, SC system failure,
SIM busy, no network service: each says that the message was not taken, and may not last."""
_MANUFACTURERS: Final = 512


def may_pass(code: int | None) -> bool:
    """Whether the message certainly did not leave, and the same message may do so in a moment."""
    return code in _PASSES


def end_of(code: int | None) -> SmsEnd:
    """How a message ended that got this error after its PDU.

    Args:
        code: of ``+CMS ERROR``; None for an error without a number.
    """
    if code is None or code in _SAYS_NOTHING or code >= _MANUFACTURERS:
        return SendUnknown()
    return NotSent(fault_of(code))


def fault_of(code: int | None) -> SendFault:
    """Why a message did not leave that got this error before its PDU, or one that ``end_of`` finds certain."""
    if code in _MAY_NOT_SEND:
        return SendFault.NO_CREDIT
    if code in _NO_NETWORK:
        return SendFault.NO_NETWORK
    return SendFault.NO_SIM if code in _SIM else SendFault.REFUSED
