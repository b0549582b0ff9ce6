"""The account's messagerie."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, insert, select

from caisse.handlers.circumstances import Circumstances
from caisse.store.declaration_schema import MESSAGE
from teleservices.wire.consultation import Message, Messages

_MOST: Final = 50
_WRITE: Final = insert(MESSAGE)


def write_message(
    connection: Connection, insured_id: int, subject: str, paragraphs: tuple[str, ...], at: Circumstances
) -> None:
    """Put a message in somebody's messagerie.

    Args:
        connection: inside the write that the message tells of.
        insured_id: whose.
        subject: one line, in French.
        paragraphs: the same; none holds a line break.
        at: the moment.
    """
    values = {"insured_id": insured_id, "sent_at": at.now, "subject": subject, "body": "\n".join(paragraphs)}
    connection.execute(_WRITE, {"id": at.new_id(), **values})


def messages_of(connection: Connection, insured_id: int) -> Messages:
    """« Ma messagerie »: the newest first."""
    newest = (
        select(MESSAGE)
        .where(MESSAGE.c.insured_id == insured_id)
        .order_by(MESSAGE.c.sent_at.desc(), MESSAGE.c.id)
        .limit(_MOST)
    )
    return Messages(tuple(Message(row.id, row.sent_at, row.subject, row.body) for row in connection.execute(newest)))
