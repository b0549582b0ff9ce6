"""The one door out of a visit."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import journal
from kiosk.session.effects import Effect, EndVisit, Forget, Note
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Goodbye, Parting, RemoveCard, visit_of
from kiosk.session.visit import Account, Closed, Open, Visit


def wipe(situation: Situation, parting: Parting, now: float) -> tuple[Situation, tuple[Effect, ...]]:
    """Drop everything known of the person, end their token, and say why.

    Called without a visit it still drops what the reader read and what the parts hold.

    Returns:
        A situation that holds no personal data: ``RemoveCard`` while a card is in, ``Goodbye`` otherwise; and what
        the parts must do. The way of reading the screen stays until the welcome screen (``arrive.at_welcome``), for
        the parting words are for the same eyes.
    """
    visit = visit_of(situation.state)
    effects: list[Effect] = []
    if visit is not None:
        effects += token_end(visit.account)
        effects.append(Note(journal.VISIT_ENDED, {"visit": visit.number, "parting": parting.value}))
    effects.append(Forget())
    state = RemoveCard(parting) if situation.card_in else Goodbye(parting, now)
    return replace(situation, state=state, reading=None, attention=Attention(now)), tuple(effects)


def close_account(visit: Visit) -> tuple[Visit, tuple[Effect, ...]]:
    """End the token and keep only the documents still owed: the person is leaving."""
    return replace(visit, account=Closed()), token_end(visit.account)


def token_end(account: Account) -> tuple[Effect, ...]:
    """What ends an account's token: nothing where there is none."""
    return (EndVisit(account.answer.token),) if isinstance(account, Open) else ()
