"""Sending a code: ordered in one transaction, handed to the gateway outside any, its fate noted in another."""

from __future__ import annotations

from typing import assert_never

from caisse.handlers.people import Insured
from caisse.handlers.refusal import Refusal
from caisse.handlers.sms_orders import SmsOrder, handed_over, order_code
from caisse.parts import Parts
from caisse.sms.gateway import Accepted, Handed, Refused, Unknown
from teleservices.wire.codes import SmsOutcome
from teleservices.wire.problems import Problem


def send_code(parts: Parts, insured: Insured, place: str, terminal: str | None) -> SmsOrder | Refusal:
    """Have a code provisoire sent to the mobile on file.

    Args:
        parts: the caisse's surroundings.
        insured: whose card is in the reader, or whom an agent has before them.
        place: the terminal's name, or the agent's, for the limits.
        terminal: the terminal whose modem will send what is returned; None for the caisse's gateway.

    Returns:
        the order; ``NO_MOBILE``, ``TOO_MANY_CODES``, or ``SMS`` when there is no gateway or it refused.
    """
    if terminal is None and parts.gateway is None:
        return Refusal(Problem.SMS)
    at = parts.circumstances()
    order = parts.store.write(lambda connection: order_code(connection, insured, place, terminal, at))
    if isinstance(order, Refusal) or terminal is not None or parts.gateway is None:
        return order
    outcome = _outcome(parts.gateway.send(order.message))
    parts.store.write(lambda connection: handed_over(connection, order, outcome))
    return Refusal(Problem.SMS) if outcome is SmsOutcome.FAILED else order


def _outcome(handed: Handed) -> SmsOutcome:
    match handed:
        case Accepted():
            return SmsOutcome.SENT
        case Refused():
            return SmsOutcome.FAILED
        case Unknown():
            return SmsOutcome.UNKNOWN
        case _:
            assert_never(handed)
