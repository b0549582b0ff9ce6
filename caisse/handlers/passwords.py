"""The account's password: proving that one knows it, in two transactions with the hash between them; choosing one.

``begin_proof`` and ``end_proof`` do the same work for a person the caisse knows and for any other (SEC-11).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, update

from caisse.handlers.accounts import Account, account_by_nir, account_of
from caisse.handlers.alarms import note_wrong
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.codes import cancel_code
from caisse.handlers.guard import Tried, Try, Wait, begin_try, good, subject_of
from caisse.handlers.people import Insured
from caisse.handlers.refusal import Refusal
from caisse.handlers.visits import close_identified
from caisse.store.account_schema import ACCOUNT
from teleservices import password
from teleservices.nir import Nir
from teleservices.password import About
from teleservices.wire.problems import Problem


@dataclass(frozen=True, repr=False)
class Proof:
    """A try at a password that is being looked at.

    Attributes:
        password_hash: what the typed one is to be compared with; None where there is nothing that it could match.
    """

    tried: Try
    nir: Nir
    terminal: str
    account: Account | None

    @property
    def password_hash(self) -> str | None:
        """See above."""
        return None if self.account is None else self.account.password_hash


def begin_proof(connection: Connection, nir: Nir, terminal: str, at: Circumstances) -> Proof | Refusal:
    """Count a try at a password, and find what it must match.

    Args:
        connection: inside a write.
        nir: whoever it is.
        terminal: where it was typed.
        at: the moment and the caisse's choices.

    Returns:
        the proof to go on with; ``LOCKED`` with the seconds to wait.
    """
    tried = begin_try(connection, subject_of(at.keys, nir), Tried.ACCOUNT, terminal, at)
    account = account_by_nir(connection, nir)
    if isinstance(tried, Wait):
        return Refusal(Problem.LOCKED, retry_after_s=tried.seconds)
    return Proof(tried, nir, terminal, account)


def end_proof(connection: Connection, proof: Proof, at: Circumstances, *, fits: bool) -> Account | Refusal:
    """Settle a try.

    Args:
        connection: inside another write.
        proof: what ``begin_proof`` gave.
        at: the moment and the caisse's choices.
        fits: whether the typed password matched.

    Returns:
        the account; ``CREDENTIALS`` with the tries left, also when the password was changed in between.
    """
    account = account_by_nir(connection, proof.nir)
    if fits and account is not None and account.password_hash == proof.password_hash:
        good(connection, proof.tried)
        return account
    alarm = note_wrong(connection, Tried.ACCOUNT, proof.terminal, at)
    wait_s = proof.tried.wait_s or None
    return Refusal(Problem.CREDENTIALS, tries_left=proof.tried.left, retry_after_s=wait_s, alarm=alarm)


def weak(insured: Insured, chosen: str) -> Refusal | None:
    """Why a password cannot be this person's; None when it can.

    Args:
        insured: what a stranger may know of them is what the caisse has.
        chosen: as typed.
    """
    person = insured.person
    about = About(insured.nir.full, person.birth_date, (person.family_name, person.first_name))
    faults = password.faults(chosen, about)
    return Refusal(Problem.PASSWORD, faults=tuple(fault.value for fault in faults)) if faults else None


def set_password(connection: Connection, insured: Insured, password_hash: str, keep: str | None) -> None:
    """Put a new password in force.

    The account is opened if it was not; a live code provisoire, and every other visit of the person at level
    ``code``, ends with the old one.

    Args:
        connection: inside a write.
        insured: whose.
        password_hash: Argon2id, as ``Hasher.hashed`` gives it.
        keep: the token of the visit in which it was chosen; None where it was chosen elsewhere.
    """
    insured_id = insured.person.id
    values = {"password_hash": password_hash, "legacy": False}
    done = connection.execute(update(ACCOUNT).where(ACCOUNT.c.insured_id == insured_id).values(values))
    if not done.rowcount:
        connection.execute(insert(ACCOUNT).values(insured_id=insured_id, **values))
    cancel_code(connection, insured_id)
    close_identified(connection, insured_id, keep)


def unchanged(connection: Connection, account: Account) -> bool:
    """Whether an account's password is still the one that was read."""
    return account_of(connection, account.insured_id).password_hash == account.password_hash
