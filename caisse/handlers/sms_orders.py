"""Codes by SMS: what is to be sent to whom, sealed until it has arrived or ten minutes have passed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from caisse.handlers.accounts import account_of
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.codes import Way, issue_code, live_code, withdraw_code
from caisse.handlers.figures import DAY
from caisse.handlers.guard import subject_of, whole_seconds
from caisse.handlers.people import Insured
from caisse.handlers.refusal import Refusal
from caisse.handlers.standing import reachable
from caisse.sealing import seal, unseal
from caisse.sms.text import code_text
from caisse.store.account_schema import SMS
from caisse.store.alone import alone
from teleservices.phone import Mobile
from teleservices.texts.catalogue import LANGUAGES
from teleservices.wire.codes import SmsOutcome, SmsReport, SmsToSend
from teleservices.wire.problems import Problem

SEALED_FOR: Final = timedelta(minutes=10)
"""How long a text is kept for being sent again (architecture.md)."""

_VERDICTS: Final = (SmsOutcome.DELIVERED, SmsOutcome.FAILED)


@dataclass(frozen=True, repr=False)
class SmsOrder:
    """An SMS that is to leave now.

    Attributes:
        insured_id: whose code it carries.
        request: which issue.
        mobile: where it goes.
        message: for the modem or the gateway.
        again: whether the same code was sent before.
    """

    insured_id: int
    request: str
    mobile: Mobile
    message: SmsToSend
    again: bool


def order_code(
    connection: Connection, insured: Insured, place: str, terminal: str | None, at: Circumstances
) -> SmsOrder | Refusal:
    """Have a code sent to the mobile on file: the last one again while its SMS may be under way, else a new one.

    Args:
        connection: inside a write.
        insured: whose card is in the reader, or who stands before an agent.
        place: the terminal's name, or the agent's, for the limits.
        terminal: which terminal's modem sends; None for the gateway.
        at: the moment and the caisse's choices.

    Returns:
        the message, on its way from now on; or ``NO_MOBILE``, ``TOO_MANY_CODES``.
    """
    alone(connection, subject_of(at.keys, insured.nir))
    mobile = reachable(account_of(connection, insured.person.id), at.settings)
    if mobile is None:
        return Refusal(Problem.NO_MOBILE)
    under_way = _under_way(connection, insured.person.id, mobile, at)
    if under_way is not None:
        row, text = under_way
        open_again = row.sent_at + timedelta(seconds=at.settings.identification.codes.apart)
        if open_again > at.now:
            return Refusal(Problem.TOO_MANY_CODES, retry_after_s=whole_seconds(open_again - at.now))
        # A new name: gateway and modem send one message for each, however often they are asked.
        name = at.new_id()
        again = {"id": name, "terminal": terminal, "sent_at": at.now, "outcome": None}
        connection.execute(update(SMS).where(SMS.c.id == row.id).values(again))
        return SmsOrder(insured.person.id, row.request, mobile, SmsToSend(name, mobile.e164, text), again=True)
    new = issue_code(connection, insured, Way.BY_SMS, place, at)
    if isinstance(new, Refusal):
        return new
    message = SmsToSend(at.new_id(), mobile.e164, code_text(at.texts[LANGUAGES[0]], new.code))
    connection.execute(
        insert(SMS).values(
            id=message.id,
            request=new.request,
            insured_id=insured.person.id,
            terminal=terminal,
            sealed=seal(at.keys.sealing, _purpose(new.request), json.dumps([message.number, message.text]).encode()),
            sent_at=at.now,
            erase_at=at.now + SEALED_FOR,
        )
    )
    return SmsOrder(insured.person.id, new.request, mobile, message, again=False)


def handed_over(connection: Connection, order: SmsOrder, outcome: SmsOutcome) -> None:
    """Note what became of an order that the caisse's own gateway was given.

    Args:
        connection: inside a write.
        order: as it was handed over.
        outcome: ``FAILED`` takes back a code that was never on its way.
    """
    if outcome is SmsOutcome.FAILED and not order.again:
        withdraw_code(connection, order.insured_id, order.request)
    else:
        _note(connection, order.message.id, None, outcome)


def note_report(connection: Connection, report: SmsReport, terminal: str) -> None:
    """Take a terminal's word for what became of an SMS that it was given; any other it knows nothing about."""
    _note(connection, report.id, terminal, report.outcome)


def sweep_orders(connection: Connection, now: datetime) -> None:
    """Erase the texts whose ten minutes are over, and the orders of another day."""
    connection.execute(update(SMS).where(SMS.c.erase_at <= now, SMS.c.sealed.is_not(None)).values(sealed=None))
    connection.execute(delete(SMS).where(SMS.c.erase_at <= now - DAY))


def _note(connection: Connection, name: str, terminal: str | None, outcome: SmsOutcome) -> None:
    values: dict[str, object] = {"outcome": outcome}
    if outcome in _VERDICTS:
        values["sealed"] = None
    undecided = SMS.c.outcome.is_(None) | SMS.c.outcome.not_in(_VERDICTS)
    connection.execute(update(SMS).where(SMS.c.id == name, SMS.c.terminal == terminal, undecided).values(values))


def _under_way(
    connection: Connection, insured_id: int, mobile: Mobile, at: Circumstances
) -> tuple[Row[Any], str] | None:
    """The order of the live code and its text, while it may be sent again to the same number."""
    live = live_code(connection, insured_id, at.now)
    if live is None:
        return None
    row = connection.execute(select(SMS).where(SMS.c.request == live.request)).one_or_none()
    if row is None or row.sealed is None or row.erase_at <= at.now:
        return None
    content = unseal(at.keys.sealing, _purpose(row.request), row.sealed)
    if content is None:
        return None
    number, text = json.loads(content)
    return (row, text) if number == mobile.e164 else None


def _purpose(request: str) -> str:
    return f"sms:{request}"
