"""Who has proved who they are gets level ``code``: by the card in the reader, or by the NIR alone."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, update

from caisse.handlers.accounts import Account, account_of
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.codes import check_code
from caisse.handlers.notices import tell_password_changed, tell_signed_in
from caisse.handlers.passwords import set_password, unchanged
from caisse.handlers.people import insured_by_id
from caisse.handlers.refusal import Refusal
from caisse.handlers.secret import hashed
from caisse.handlers.standing import standing
from caisse.handlers.sweeping import sweep
from caisse.handlers.visit import Visit
from caisse.handlers.visits import Opening, must_replace, open_by_nir, raise_visit, refused_regime
from caisse.store.schema import VISIT
from teleservices.wire.problems import Problem
from teleservices.wire.visits import MustChoose, VisitOpened


def raised_by_password(
    connection: Connection, visit: Visit, account: Account, at: Circumstances
) -> VisitOpened | Refusal:
    """Raise the visit of the card in the reader, whose holder's password was right.

    Args:
        connection: inside the write that settled the proof.
        visit: of the card.
        account: as ``end_proof`` gave it.
        at: the moment and the caisse's choices.

    Returns:
        the answer; ``VISIT_OVER``.
    """
    return _raised(connection, visit, must_replace(account), at, by_code=False)


def raised_by_code(connection: Connection, visit: Visit, typed: str, at: Circumstances) -> VisitOpened | Refusal:
    """Try a code provisoire, and raise the visit of the card in the reader if it is right.

    Args:
        connection: inside a write.
        visit: of the card: without one a code opens nothing (SEC-01).
        typed: four digits.
        at: the moment and the caisse's choices.

    Returns:
        the answer; ``CREDENTIALS``, ``CODE_SPENT``, ``LOCKED``, ``VISIT_OVER``.
    """
    refused = check_code(connection, visit.insured, typed, visit.terminal, at)
    if refused is not None:
        return refused
    return _raised(connection, visit, MustChoose.PROVISIONAL, at, by_code=True)


def opened_by_nir(
    connection: Connection, account: Account, opening: Opening, at: Circumstances
) -> VisitOpened | Refusal:
    """Open a visit for somebody without a card, whose password was right.

    Args:
        connection: inside the write that settled the proof.
        account: as ``end_proof`` gave it.
        opening: where, and under which token.
        at: the moment and the caisse's choices.

    Returns:
        the answer; ``OTHER_REGIME``, which only the right password is told.
    """
    sweep(connection, at.now)
    insured = insured_by_id(connection, account.insured_id)
    if insured is None:
        raise ValueError("an account without its insured")
    foreign = refused_regime(insured, at)
    if foreign is not None:
        return foreign
    visit = open_by_nir(connection, account, insured, opening, at)
    tell_signed_in(connection, account.insured_id, at)
    return standing(connection, visit, at)


def password_chosen(
    connection: Connection, visit: Visit, password_hash: str, at: Circumstances
) -> VisitOpened | Refusal:
    """Put the chosen password in force and let the visit go on with it.

    Args:
        connection: inside a write.
        visit: as it stood when what was needed to choose had been proved.
        password_hash: of the chosen one.
        at: the moment and the caisse's choices.

    Returns:
        the answer; ``VISIT_OVER`` when the visit ended, or the password was chosen elsewhere, in between.
    """
    going_on = connection.execute(
        update(VISIT)
        .where(VISIT.c.token_hash == hashed(visit.token), VISIT.c.must_choose == visit.must_choose)
        .values(must_choose=None)
    )
    if going_on.rowcount != 1 or not unchanged(connection, visit.account):
        return Refusal(Problem.VISIT_OVER)
    set_password(connection, visit.insured, password_hash, keep=visit.token)
    tell_password_changed(connection, visit.insured.person.id, at)
    account = account_of(connection, visit.insured.person.id)
    return standing(connection, replace(visit, must_choose=None, account=account), at)


def _raised(
    connection: Connection, visit: Visit, must_choose: MustChoose | None, at: Circumstances, *, by_code: bool
) -> VisitOpened | Refusal:
    raised = raise_visit(connection, visit, must_choose, by_code=by_code)
    if isinstance(raised, Refusal):
        return raised
    tell_signed_in(connection, visit.insured.person.id, at)
    return standing(connection, raised, at)
