"""Opening a visit on a card that was read, finding it again by its token, raising it, ending it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from caisse.handlers.accounts import Account, account_of, email_state
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Insured, card_accepted, insured_by_id, insured_by_nir, last_loss
from caisse.handlers.refusal import Refusal
from caisse.handlers.secret import hashed
from caisse.handlers.standing import standing
from caisse.handlers.sweeping import sweep
from caisse.handlers.visit import Visit
from caisse.store.schema import VISIT
from teleservices.levels import Level
from teleservices.nir import NirFault, from_card
from teleservices.wire.problems import Problem
from teleservices.wire.visits import MustChoose, OpenVisit, VisitOpened

LIFE: Final = timedelta(minutes=20)
"""How long a visit's token is worth something, at most (architecture.md)."""


@dataclass(frozen=True, repr=False)
class Opening:
    """Where a visit begins.

    Attributes:
        terminal: who asks, its signature checked.
        token: at least 256 random bits; only its hash is kept.
    """

    terminal: str
    token: str


_DAY = re.compile(r"[0-9]{8}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def open_visit(
    connection: Connection, asked: OpenVisit, terminal: str, token: str, at: Circumstances
) -> VisitOpened | Refusal:
    """Begin a visit at level ``card``.

    Args:
        connection: inside a write.
        asked: what the terminal read.
        terminal: who asks, its signature checked.
        token: at least 256 random bits; only its hash is kept.
        at: the moment and the caisse's choices.

    Returns:
        the answer; or ``MALFORMED``, ``UNKNOWN_INSURED``, ``CARD_REFUSED``, ``OTHER_REGIME``.
    """
    sweep(connection, at.now)
    nir = from_card(asked.nir)
    if isinstance(nir, NirFault) or not _readable(asked):
        return Refusal(Problem.MALFORMED)
    insured = insured_by_nir(connection, nir)
    if insured is None:
        return Refusal(Problem.UNKNOWN_INSURED)
    if not card_accepted(last_loss(connection, insured.person.id), asked.card_valid_from):
        return Refusal(Problem.CARD_REFUSED)
    foreign = refused_regime(insured, at)
    if foreign is not None:
        return foreign
    connection.execute(
        insert(VISIT).values(
            token_hash=hashed(token),
            terminal=terminal,
            insured_id=insured.person.id,
            level=Level.CARD,
            card_valid_from=asked.card_valid_from,
            card_digest=asked.card_digest,
            opened_at=at.now,
            expires_at=at.now + LIFE,
        )
    )
    account = account_of(connection, insured.person.id)
    visit = Visit(
        token,
        terminal,
        Level.CARD,
        insured,
        account,
        email=None,
        by_nir=False,
        by_code=False,
        must_choose=None,
        expires_at=at.now + LIFE,
    )
    return standing(connection, visit, at)


def open_by_nir(
    connection: Connection, account: Account, insured: Insured, opening: Opening, at: Circumstances
) -> Visit:
    """Begin a visit at level ``code`` for somebody without a card, whose password was right.

    Args:
        connection: inside a write.
        account: theirs.
        insured: of a régime that is served.
        opening: where, and under which token.
        at: the moment.
    """
    visit = Visit(
        opening.token,
        opening.terminal,
        Level.CODE,
        insured,
        account,
        email=email_state(connection, account),
        by_nir=True,
        by_code=False,
        must_choose=must_replace(account),
        expires_at=at.now + LIFE,
    )
    connection.execute(
        insert(VISIT).values(
            token_hash=hashed(visit.token),
            terminal=visit.terminal,
            insured_id=insured.person.id,
            level=visit.level,
            by_nir=visit.by_nir,
            must_choose=visit.must_choose,
            opened_at=at.now,
            expires_at=visit.expires_at,
        )
    )
    return visit


def must_replace(account: Account) -> MustChoose | None:
    """Why somebody whose password was right must choose another; None where they need not."""
    return MustChoose.LEGACY if account.legacy else None


def raise_visit(
    connection: Connection, visit: Visit, must_choose: MustChoose | None, *, by_code: bool
) -> Visit | Refusal:
    """Let the same token be worth level ``code`` until it expires as it would have.

    Args:
        connection: inside a write.
        visit: whose holder has just proved who they are.
        must_choose: why a password must be chosen first, if one must.
        by_code: whether it was proved by a code provisoire.

    Returns:
        the visit; ``VISIT_OVER`` when it has ended in between.
    """
    raised = connection.execute(
        update(VISIT)
        .where(VISIT.c.token_hash == hashed(visit.token))
        .values(level=Level.CODE, by_code=by_code, must_choose=must_choose)
    )
    if raised.rowcount != 1:
        return Refusal(Problem.VISIT_OVER)
    email = email_state(connection, visit.account)
    return replace(visit, level=Level.CODE, by_code=by_code, must_choose=must_choose, email=email)


def find_visit(connection: Connection, token: str, terminal: str, now: datetime) -> Visit | Refusal:
    """The visit that a token stands for.

    Args:
        connection: for reading.
        token: as shown.
        now: the moment.
        terminal: who shows the token, its signature checked; a token is worth nothing at another terminal.

    Returns:
        the visit; ``VISIT_OVER`` for any other token; ``CARD_REFUSED`` when the card was declared lost since.
    """
    row = connection.execute(
        select(VISIT).where(VISIT.c.token_hash == hashed(token), VISIT.c.terminal == terminal, VISIT.c.expires_at > now)
    ).one_or_none()
    insured = None if row is None else insured_by_id(connection, row.insured_id)
    if row is None or insured is None:
        return Refusal(Problem.VISIT_OVER)
    if not row.by_nir and not card_accepted(last_loss(connection, insured.person.id), row.card_valid_from):
        return Refusal(Problem.CARD_REFUSED)
    account = account_of(connection, insured.person.id)
    level = Level(row.level)
    return Visit(
        token,
        terminal,
        level,
        insured,
        account,
        email=email_state(connection, account) if level.reaches(Level.CODE) else None,
        by_nir=row.by_nir,
        by_code=row.by_code,
        must_choose=None if row.must_choose is None else MustChoose(row.must_choose),
        expires_at=row.expires_at,
    )


def close_visit(connection: Connection, visit: Visit) -> None:
    """Make a token worth nothing, and forget which card it was bound to."""
    connection.execute(delete(VISIT).where(VISIT.c.token_hash == hashed(visit.token)))


def close_identified(connection: Connection, insured_id: int, keep: str | None) -> None:
    """End every visit of a person at level ``code``.

    Args:
        connection: inside a write.
        insured_id: whose.
        keep: the token of the one visit that goes on, None for none.
    """
    others = (VISIT.c.insured_id == insured_id) & (VISIT.c.level == Level.CODE)
    if keep is not None:
        others &= VISIT.c.token_hash != hashed(keep)
    connection.execute(delete(VISIT).where(others))


def refused_regime(insured: Insured, at: Circumstances) -> Refusal | None:
    """The refusal of somebody whose régime is not served here; None where it is."""
    regime = at.settings.regimes.find(insured.regime)
    return None if regime.served else Refusal(Problem.OTHER_REGIME, regime=regime.label)


def _readable(asked: OpenVisit) -> bool:
    return (asked.card_valid_from is None or _DAY.fullmatch(asked.card_valid_from) is not None) and (
        asked.card_digest is None or _SHA256.fullmatch(asked.card_digest) is not None
    )
