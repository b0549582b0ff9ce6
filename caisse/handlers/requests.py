"""What a person has declared, and how that ended: « Suivre mes démarches »."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.figures import DAY
from caisse.store.declaration_schema import REQUEST
from teleservices.reference import Reference
from teleservices.wire.consultation import RequestLine, Requests, RequestState

_MOST: Final = 50
# Written once: to put a statement together costs more than to run it.
_NOTE: Final = insert(REQUEST)
_NEAR: Final = select(REQUEST.c.reference, REQUEST.c.filed_at, REQUEST.c.content_mac).where(
    REQUEST.c.insured_id == bindparam("whose"),
    REQUEST.c.service == bindparam("service"),
    REQUEST.c.state == bindparam("registered"),
    REQUEST.c.filed_at.between(bindparam("after"), bindparam("before")),
)


@dataclass(frozen=True, repr=False)
class Request:
    """A declaration that has been judged.

    Attributes:
        terminal: where it was filed.
        filed_at, received_at: UTC.
        reason: with ``REFUSED``, the last part of a message key; else empty.
        content_mac: what stands for its content, 32 bytes; None where it was refused.
    """

    insured_id: int
    reference: Reference
    service: str
    terminal: str
    filed_at: datetime
    received_at: datetime
    state: RequestState
    reason: str = ""
    content_mac: bytes | None = None


def note_request(connection: Connection, request: Request, at: Circumstances) -> None:
    """Remember how a declaration ended; inside a write."""
    connection.execute(
        _NOTE,
        {
            "id": at.new_id(),
            "insured_id": request.insured_id,
            "reference": request.reference.signs,
            "service": request.service,
            "terminal": request.terminal,
            "filed_at": request.filed_at,
            "received_at": request.received_at,
            "state": request.state,
            "reason": request.reason,
            "content_mac": request.content_mac,
        },
    )


def made_before(connection: Connection, request: Request) -> Reference | None:
    """The reference of the very same declaration, registered for less than 24 hours of filing before or after.

    Somebody who declared something else in between has changed their mind, and back: that is a declaration of its own.

    Args:
        connection: inside a write in which nobody else registers something of the same person.
        request: with its ``content_mac``.
    """
    near = connection.execute(
        _NEAR,
        {
            "whose": request.insured_id,
            "service": request.service,
            "registered": RequestState.REGISTERED,
            "after": request.filed_at - DAY,
            "before": request.filed_at + DAY,
        },
    ).all()
    others = [row.filed_at for row in near if row.content_mac != request.content_mac]
    for row in sorted(near, key=lambda one: abs(one.filed_at - request.filed_at)):
        between = sorted((row.filed_at, request.filed_at))
        if row.content_mac == request.content_mac and not any(between[0] <= one <= between[1] for one in others):
            return Reference(row.reference)
    return None


def requests_of(connection: Connection, insured_id: int) -> Requests:
    """« Suivre mes démarches »: the newest first, by filing."""
    newest = (
        select(REQUEST)
        .where(REQUEST.c.insured_id == insured_id)
        .order_by(REQUEST.c.filed_at.desc(), REQUEST.c.id)
        .limit(_MOST)
    )
    return Requests(
        tuple(
            RequestLine(row.reference, row.service, row.filed_at, RequestState(row.state), row.reason)
            for row in connection.execute(newest)
        )
    )
