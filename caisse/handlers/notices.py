"""What people are told by e-mail, whoever did it: sign-ins and changes (003 §2, facts/standards.md SEC-13)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from caisse.handlers.accounts import account_of, email_state
from caisse.handlers.circumstances import Circumstances
from caisse.mail.letter import Letter
from caisse.mail.queue import letter_texts, put
from teleservices.email_address import EmailAddress
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import weekday_date
from teleservices.wire.visits import EmailState

# The sentence says « heure de Paris », wherever the caisse is.
_PARIS: Final = ZoneInfo("Europe/Paris")


def confirmed_address(connection: Connection, insured_id: int) -> EmailAddress | None:
    """The address that is this account's alone and whose link was followed; None: there is nobody to write to."""
    account = account_of(connection, insured_id)
    return account.email if email_state(connection, account) is EmailState.CONFIRMED else None


def tell_signed_in(connection: Connection, insured_id: int, at: Circumstances) -> None:
    """Tell of a connection to the account, if somebody can be told.

    Args:
        connection: inside the write that raised the visit.
        insured_id: whose account.
        at: the moment and the caisse's choices.
    """
    _tell(connection, insured_id, "signed_in", at)


def tell_password_changed(connection: Connection, insured_id: int, at: Circumstances) -> None:
    """Tell of a new password, if somebody can be told; arguments as ``tell_signed_in``."""
    _tell(connection, insured_id, "password_changed", at)


def tell_email_changed(connection: Connection, old: EmailAddress | None, new: EmailAddress, at: Circumstances) -> None:
    """Tell the old address and the new one that the account changed its address.

    Args:
        connection: inside the write that changed it.
        old: the one in force until now, None where there was none of the account's own.
        new: the one in force from now on.
        at: the moment and the caisse's choices.
    """
    letter = _letter("email_changed", at)
    for address in dict.fromkeys(one for one in (old, new) if one is not None):
        put(connection, address, letter, at)


def when(now: datetime, texts: Texts) -> str:
    """« le mercredi 28 décembre 2022 à 17:35 (heure de Paris) »."""
    local = now.astimezone(_PARIS)
    return texts.t("mail.when", day=weekday_date(local.date(), texts.language), time=f"{local:%H:%M}")


def _tell(connection: Connection, insured_id: int, kind: str, at: Circumstances) -> None:
    address = confirmed_address(connection, insured_id)
    if address is not None:
        put(connection, address, _letter(kind, at), at)


def _letter(kind: str, at: Circumstances) -> Letter:
    texts = letter_texts(at)
    return Letter(
        subject=texts.t(f"mail.{kind}.subject"),
        before=(texts.t(f"mail.{kind}.what", when=when(at.now, texts)), texts.t(f"mail.{kind}.not_you")),
    )
