"""The account's e-mail address: a new one counts once its link is followed, and belongs to one account (000)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from caisse.handlers.accounts import Account, email_state
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.links import EmailLink, LinkPurpose, follow_link, new_link, revoke_links
from caisse.handlers.notices import confirmed_address, tell_email_changed
from caisse.handlers.refusal import Refusal
from caisse.mail.letter import Letter, Link
from caisse.mail.queue import letter_texts, put
from caisse.store.account_schema import ACCOUNT, EMAIL_CLAIM
from teleservices.email_address import EmailAddress
from teleservices.wire.problems import Problem
from teleservices.wire.visits import EmailState


def propose_address(
    connection: Connection, account: Account, address: EmailAddress, token: str, at: Circumstances
) -> Refusal | None:
    """Send a link to a new address; until it is followed the one in force stays.

    The confirmed address given again takes a pending one back; no link is needed then.

    Args:
        connection: inside the write in which the password was found right.
        account: whose.
        address: the new one.
        token: for the link, at least 256 random bits.
        at: the moment and the caisse's choices.

    Returns:
        None; ``EMAIL_IN_USE`` where another account has confirmed the address.
    """
    holder = _holder(connection, address)
    if holder is not None and holder != account.insured_id:
        return Refusal(Problem.EMAIL_IN_USE)
    revoke_links(connection, LinkPurpose.ADDRESS, account.insured_id)
    if account.email == address and email_state(connection, account) is EmailState.CONFIRMED:
        _set_pending(connection, account.insured_id, None)
        return None
    _set_pending(connection, account.insured_id, address)
    life = timedelta(hours=at.settings.mail.address_link_hours)
    link = EmailLink(account.insured_id, address)
    new_link(connection, LinkPurpose.ADDRESS, token, link, at.now + life)
    put(connection, address, _letter(token, at), at, patience=life)
    return None


def confirm_address(connection: Connection, token: str, at: Circumstances) -> EmailAddress | Refusal:
    """Follow a link: the address is in force from now on, the old one and the new one are told.

    Args:
        connection: inside a write.
        token: of the link.
        at: the moment and the caisse's choices.

    Returns:
        the address; ``NOT_FOUND`` where the link is not good any more, ``EMAIL_IN_USE`` where another account was
        faster.
    """
    link = follow_link(connection, LinkPurpose.ADDRESS, token, at.now)
    if link is None or link.address is None:
        return Refusal(Problem.NOT_FOUND)
    old = confirmed_address(connection, link.insured_id)
    if not _claim(connection, link.insured_id, link.address):
        _set_pending(connection, link.insured_id, None)
        return Refusal(Problem.EMAIL_IN_USE)
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.insured_id == link.insured_id)
        .values(email=link.address.text, email_confirmed_at=at.now, pending_email=None)
    )
    tell_email_changed(connection, old, link.address, at)
    return link.address


def _claim(connection: Connection, insured_id: int, address: EmailAddress) -> bool:
    """Let the address be this account's and nobody else's; False when it is another's already."""
    holder = _holder(connection, address)
    if holder is not None:
        return holder == insured_id
    try:
        # Two accounts may claim it at the same instant: the database decides.
        with connection.begin_nested():
            connection.execute(delete(EMAIL_CLAIM).where(EMAIL_CLAIM.c.insured_id == insured_id))
            connection.execute(insert(EMAIL_CLAIM).values(email=address.text, insured_id=insured_id))
    except IntegrityError:
        return False
    return True


def _holder(connection: Connection, address: EmailAddress) -> int | None:
    statement = select(EMAIL_CLAIM.c.insured_id).where(EMAIL_CLAIM.c.email == address.text)
    found: int | None = connection.execute(statement).scalar()
    return found


def _set_pending(connection: Connection, insured_id: int, address: EmailAddress | None) -> None:
    values = {"pending_email": None if address is None else address.text}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.insured_id == insured_id).values(values))


def _letter(token: str, at: Circumstances) -> Letter:
    texts = letter_texts(at)
    return Letter(
        subject=texts.t("mail.confirm.subject"),
        before=(texts.t("mail.confirm.what"),),
        link=Link(texts.t("mail.confirm.button"), f"{at.public_url}/e/{token}"),
        after=(
            texts.t("mail.confirm.until", hours=at.settings.mail.address_link_hours),
            texts.t("mail.confirm.not_you"),
        ),
    )
