"""Choosing a new password through the link of an e-mail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.links import LinkPurpose, find_link, follow_link
from caisse.handlers.notices import tell_password_changed
from caisse.handlers.passwords import set_password
from caisse.handlers.people import Insured, insured_by_id


def whose_reset(connection: Connection, token: str, now: datetime) -> Insured | None:
    """Whose password a link lets be chosen, the link untouched; None where it is not good any more."""
    link = find_link(connection, LinkPurpose.RESET, token, now)
    return None if link is None else insured_by_id(connection, link.insured_id)


def reset_password(connection: Connection, token: str, password_hash: str, at: Circumstances) -> bool:
    """Spend a link and put the new password in force; every visit of the person that it had opened ends.

    Args:
        connection: inside a write.
        token: of the link.
        password_hash: Argon2id, as ``Hasher.hashed`` gives it.
        at: the moment and the caisse's choices.

    Returns:
        False where the link is not good any more: nothing was changed.
    """
    link = follow_link(connection, LinkPurpose.RESET, token, at.now)
    insured = None if link is None else insured_by_id(connection, link.insured_id)
    if insured is None:
        return False
    set_password(connection, insured, password_hash, keep=None)
    tell_password_changed(connection, insured.person.id, at)
    return True
