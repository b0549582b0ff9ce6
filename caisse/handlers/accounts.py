"""The compte ameli as the caisse keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from caisse.store.account_schema import ACCOUNT, EMAIL_CLAIM
from caisse.store.schema import INSURED, PERSON
from teleservices.email_address import EmailAddress
from teleservices.nir import Nir
from teleservices.phone import Mobile
from teleservices.wire.visits import EmailState

# Written once: to put a statement together costs more than to run it.
_ACCOUNT: Final = select(ACCOUNT).where(ACCOUNT.c.insured_id == bindparam("whose"))
_HOLDER: Final = select(EMAIL_CLAIM.c.insured_id).where(EMAIL_CLAIM.c.email == bindparam("address"))
_SHARED: Final = (
    select(ACCOUNT.c.insured_id)
    .where(ACCOUNT.c.email == bindparam("address"), ACCOUNT.c.insured_id != bindparam("whose"))
    .limit(1)
)


@dataclass(frozen=True, repr=False)
class Account:
    """What is known of an insured's account; one without a password has not been opened yet.

    Attributes:
        insured_id: the caisse's own number of the person.
        password_hash: Argon2id, as a PHC string; None where no password was ever chosen.
        legacy: whether that is the hash of a code of 8 to 13 digits, which must be replaced.
        mobile: where a code provisoire may be sent.
        email: the address in force.
        pending_email: a new one, whose link has not been followed yet.
    """

    insured_id: int
    password_hash: str | None
    legacy: bool
    mobile: Mobile | None
    email: EmailAddress | None
    pending_email: EmailAddress | None


def account_of(connection: Connection, insured_id: int) -> Account:
    """An insured's account; an empty one where the caisse has none."""
    row = connection.execute(_ACCOUNT, {"whose": insured_id}).one_or_none()
    if row is None:
        return Account(insured_id, None, legacy=False, mobile=None, email=None, pending_email=None)
    return _account(insured_id, row)


def account_by_nir(connection: Connection, nir: Nir) -> Account | None:
    """The account of whoever has a NIR; None where no insured has it. One query, whatever comes of it."""
    found = connection.execute(
        select(INSURED.c.person_id.label("insured"), ACCOUNT)
        .join(PERSON, PERSON.c.id == INSURED.c.person_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.insured_id == INSURED.c.person_id)
        .where(PERSON.c.nir == nir.body)
    ).one_or_none()
    return None if found is None else _account(found.insured, found)


def email_state(connection: Connection, account: Account) -> EmailState:
    """How an account stands with the address in force.

    An address belongs to the account that claims it (``email_claim``), which is done by following a link; until
    somebody has, two accounts that give the same one both share it.
    """
    if account.email is None:
        return EmailState.MISSING
    address = account.email.text
    holder = connection.execute(_HOLDER, {"address": address}).scalar()
    if holder is not None:
        return EmailState.CONFIRMED if holder == account.insured_id else EmailState.SHARED
    other = connection.execute(_SHARED, {"address": address, "whose": account.insured_id}).first()
    return EmailState.UNCONFIRMED if other is None else EmailState.SHARED


def _account(insured_id: int, row: Row[Any]) -> Account:
    return Account(
        insured_id=insured_id,
        password_hash=row.password_hash,
        legacy=bool(row.legacy),
        mobile=None if row.mobile is None else Mobile(row.mobile),
        email=None if row.email is None else EmailAddress(row.email),
        pending_email=None if row.pending_email is None else EmailAddress(row.pending_email),
    )
