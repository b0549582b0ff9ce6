"""Whether a declaration is the insured's own: by a grant, or by the password that travelled sealed with it.

The one slow step of judging: the hash is made outside any transaction, counted like any other try at the password.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, assert_never

from sqlalchemy import Connection

from caisse import events
from caisse.api.proving import with_password
from caisse.declarations.dating import Filed
from caisse.declarations.opened import LaterError, Opened
from caisse.declarations.reasons import Reason
from caisse.handlers.accounts import Account
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.grants import read_grant
from caisse.handlers.people import Insured
from caisse.handlers.refusal import Refusal
from caisse.parts import Parts
from teleservices.password import SecretKind, secret_kind
from teleservices.wire.declarations import ByGrant, ByPassword
from teleservices.wire.problems import Problem

PATIENCE: Final = timedelta(days=7)
"""How long a declaration waits for a password that may not be tried (ours): the waits are of a day at most."""


def disproved(parts: Parts, opened: Opened, insured: Insured, filed: Filed) -> Reason | None:
    """Why a declaration does not prove to be its insured's; None where it does.

    Args:
        parts: the caisse's surroundings.
        opened: the declaration.
        insured: who has its NIR.
        filed: when.

    Raises:
        LaterError: the password may not be tried now.
        CrowdedError: too many hashes are wanted; nothing was counted.
        StoreBusyError: the database is away.
    """
    match opened.declaration.proof:
        case ByGrant(grant=text):
            grant = read_grant(parts.keys, text, opened.terminal)
            good = grant is not None and grant.covers(insured.person.id, filed.at, unsure=filed.unsure)
            return None if good else Reason.GRANT
        case ByPassword(password=typed):
            return _by_password(parts, opened, insured, typed)
        case proof:
            assert_never(proof)


def _by_password(parts: Parts, opened: Opened, insured: Insured, typed: str) -> Reason | None:
    if opened.declaration.card is None:
        return Reason.CARD
    if secret_kind(typed) is SecretKind.PROVISIONAL:
        return Reason.PROVISIONAL
    proved = with_password(parts, insured.nir, opened.terminal, typed, _itself)
    if not isinstance(proved, Refusal):
        return None
    if proved.alarm is not None:
        parts.log.record(events.ALARM, kind=proved.alarm, place=opened.terminal)
    if proved.problem is Problem.LOCKED:
        if parts.now() - opened.received_at < PATIENCE:
            raise LaterError
        return Reason.LOCKED
    return Reason.MISMATCH


def _itself(_connection: Connection, account: Account, _at: Circumstances) -> Account:
    return account
