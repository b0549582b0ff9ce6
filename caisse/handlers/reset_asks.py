"""« Mot de passe oublié ? »: a link to the registered address, the same answer and the same work whoever asks.

The request only writes down, sealed, what was typed; whether there is such a person is looked at afterwards, by a
chore. How long the answer takes cannot tell what the chore will find.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from caisse.handlers.accounts import account_by_nir
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.figures import DAY
from caisse.handlers.guard import subject_of
from caisse.handlers.links import EmailLink, LinkPurpose, new_link
from caisse.handlers.notices import confirmed_address
from caisse.handlers.people import insured_by_nir
from caisse.mail.letter import Letter, Link
from caisse.mail.queue import letter_texts, put
from caisse.sealing import seal, unseal
from caisse.store.account_schema import RESET_ASK
from caisse.store.alone import alone
from teleservices.nir import Nir

LIFE: Final = timedelta(minutes=30)
"""How long the link is good (003 §3)."""
PER_PERSON: Final = 3
"""Links that one person can be sent in an hour (ours)."""
PER_TERMINAL: Final = 30
"""Links that can be asked for at one terminal in an hour (ours)."""
_HOUR: Final = timedelta(hours=1)


def ask_reset(connection: Connection, nir: Nir, birth_date: str, terminal: str, at: Circumstances) -> None:
    """Note that somebody asked; beyond the limits it is counted and nothing follows.

    Args:
        connection: inside a write.
        nir: whoever it is.
        birth_date: ``AAAAMMJJ`` as typed.
        terminal: where.
        at: the moment and the caisse's choices.
    """
    subject = subject_of(at.keys, nir)
    alone(connection, subject)
    recent = at.now - _HOUR
    by_person = _asked(connection, RESET_ASK.c.subject == subject, recent)
    by_terminal = _asked(connection, RESET_ASK.c.terminal == terminal, recent)
    name = at.new_id()
    sealed = seal(at.keys.sealing, _purpose(name), json.dumps([nir.body, birth_date]).encode())
    heard = by_person < PER_PERSON and by_terminal < PER_TERMINAL
    connection.execute(
        insert(RESET_ASK).values(
            id=name, subject=subject, terminal=terminal, asked_at=at.now, sealed=sealed if heard else None
        )
    )


def unanswered(connection: Connection) -> tuple[str, ...]:
    """The asks that nobody has looked at yet, in the order in which they came."""
    waiting = select(RESET_ASK.c.id).where(RESET_ASK.c.sealed.is_not(None)).order_by(RESET_ASK.c.asked_at)
    return tuple(connection.execute(waiting).scalars())


def answer_ask(connection: Connection, name: str, token: str, at: Circumstances) -> None:
    """Look at an ask, and send the link if it comes from somebody who can be sent one.

    Args:
        connection: inside a write.
        name: one of ``unanswered``.
        token: for the link, at least 256 random bits.
        at: the moment and the caisse's choices.
    """
    sealed = connection.execute(select(RESET_ASK.c.sealed).where(RESET_ASK.c.id == name)).scalar()
    taken = connection.execute(
        update(RESET_ASK).where(RESET_ASK.c.id == name, RESET_ASK.c.sealed.is_not(None)).values(sealed=None)
    )
    content = None if sealed is None or not taken.rowcount else unseal(at.keys.sealing, _purpose(name), sealed)
    if content is not None:
        body, birth_date = json.loads(content)
        _send_link(connection, Nir(body), birth_date, token, at)


def sweep_asks(connection: Connection, now: datetime) -> None:
    """Forget the asks that no limit looks back to."""
    connection.execute(delete(RESET_ASK).where(RESET_ASK.c.asked_at <= now - DAY))


def _send_link(connection: Connection, nir: Nir, birth_date: str, token: str, at: Circumstances) -> None:
    insured = insured_by_nir(connection, nir)
    if insured is None or insured.person.birth_date != birth_date or not _has_password(connection, nir):
        return
    address = confirmed_address(connection, insured.person.id)
    if address is None:
        return
    new_link(connection, LinkPurpose.RESET, token, EmailLink(insured.person.id, None), at.now + LIFE)
    put(connection, address, _letter(token, at), at, patience=LIFE)


def _has_password(connection: Connection, nir: Nir) -> bool:
    account = account_by_nir(connection, nir)
    return account is not None and account.password_hash is not None


def _letter(token: str, at: Circumstances) -> Letter:
    texts = letter_texts(at)
    minutes = int(LIFE.total_seconds()) // 60
    return Letter(
        subject=texts.t("mail.reset.subject"),
        before=(texts.t("mail.reset.what"),),
        link=Link(texts.t("mail.reset.button"), f"{at.public_url}/p/{token}"),
        after=(texts.t("mail.reset.until", minutes=minutes), texts.t("mail.reset.not_you")),
    )


def _asked(connection: Connection, whose: ColumnElement[bool], since: datetime) -> int:
    statement = select(func.count()).select_from(RESET_ASK).where(whose, RESET_ASK.c.asked_at > since)
    return connection.execute(statement).scalar_one()


def _purpose(name: str) -> str:
    return f"reset:{name}"
