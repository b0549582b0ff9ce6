"""What must be in order for somebody to declare anything: their card, their régime, their account."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from caisse.declarations.dating import Filed
from caisse.declarations.reasons import Reason
from caisse.handlers.accounts import Account, account_of, email_state
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Insured, card_accepted, last_loss
from caisse.handlers.visit import lacks_email
from caisse.handlers.visits import must_replace
from teleservices.wire.declarations import Declaration


def unmet(
    connection: Connection, insured: Insured, declaration: Declaration, filed: Filed, at: Circumstances
) -> Reason | None:
    """Why this person may not declare this; None where they may.

    The same conditions as during a visit: what was declared without a link did not meet them yet.

    Args:
        connection: inside a write.
        insured: in whose name, proved.
        declaration: which téléservice, and with which card.
        filed: when: a card lost since then was still theirs.
        at: the moment and the caisse's choices.
    """
    loss = last_loss(connection, insured.person.id)
    card = declaration.card
    if card is not None and not card_accepted(_lost_by_then(loss, filed, at), card.valid_from):
        return Reason.CARD
    if not at.settings.regimes.may_use(insured.regime, declaration.service):
        return Reason.REGIME
    return _not_in_order(connection, account_of(connection, insured.person.id))


def _lost_by_then(loss: date | None, filed: Filed, at: Circumstances) -> date | None:
    """A declared loss as far as it counts: none after the day of the filing, where that day is known."""
    if loss is None or filed.unsure:
        return loss
    return loss if loss <= filed.at.astimezone(at.settings.caisse.zone).date() else None


def _not_in_order(connection: Connection, account: Account) -> Reason | None:
    if must_replace(account) is not None:
        return Reason.OLD_CODE
    return Reason.EMAIL_FIRST if lacks_email(account, email_state(connection, account)) else None
