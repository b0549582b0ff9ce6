"""Coming to the terminal, or back to its welcome screen."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.card.outcomes import (
    CardMalformed,
    CardMute,
    CardReading,
    NotVitale,
    ProfessionalCard,
    PulledWhileReading,
    Vitale1,
    VitaleCard,
)
from kiosk.session import journal
from kiosk.session.effects import AskVisit, Effect, Note
from kiosk.session.forms import NirForm
from kiosk.session.situation import Attention, Preferences, Situation
from kiosk.session.states import (
    CardRefused,
    Filling,
    Home,
    Parting,
    Reading,
    Refusal,
    RemoveCard,
    Welcome,
    with_visit,
)
from kiosk.session.visit import Account, NoLink, Opening, Unopened, Visit
from teleservices.wire.visits import OpenVisit

Step = tuple[Situation, tuple[Effect, ...]]


def at_welcome(situation: Situation, now: float) -> Step:
    """What follows the parting words: the next card if one waits, else the welcome screen as everybody finds it."""
    fresh = replace(situation, preferences=Preferences(), attention=Attention(now))
    if not fresh.card_in:
        return replace(fresh, state=Welcome(), reading=None), ()
    match fresh.reading:
        case None:
            # The card of a visit that is over and wiped: it was read, and stays in the reader.
            return replace(fresh, state=RemoveCard(Parting.LEFT)), ()
        case VitaleCard() as card:
            return with_card(fresh, card, now)
        case reading:
            return refused(fresh, reading, now)


def reading_starts(situation: Situation, now: float) -> Step:
    """A card went in at a moment when nobody's visit is under way."""
    return replace(situation, state=Reading(), attention=Attention(now)), ()


def with_card(situation: Situation, card: VitaleCard, now: float) -> Step:
    """Open the visit of the person whose card was read: their name at once, the caisse's answer when it comes."""
    number = situation.serial + 1
    opened = Visit(number=number, card=card, opened_at=now, account=NoLink())
    note = Note(journal.VISIT_OPENED, {"visit": number})
    arrived = replace(situation, state=Home(opened), attention=Attention(now), serial=number)
    if situation.devices.link_up is False:
        return arrived, (note,)
    asked, effects = ask_account(arrived, opened)
    return asked, (note, *effects)


def without_card(situation: Situation, now: float) -> Step:
    """Begin the visit of somebody who came without a card: their NIR is asked for."""
    number = situation.serial + 1
    begun = Visit(number=number, card=None, opened_at=now, account=Unopened())
    state = Filling(begun, NirForm())
    note = Note(journal.VISIT_WITHOUT_CARD, {"visit": number})
    return replace(situation, state=state, attention=Attention(now), serial=number), (note,)


def ask_account(situation: Situation, visit: Visit) -> Step:
    """Ask the caisse to open ``visit``, which the state holds."""
    card = visit.card
    if card is None:
        raise ValueError("a visit without a card is opened by its identification")
    serial = situation.serial + 1
    call = f"call-{serial}"
    message = OpenVisit(nir=card.nir.full, card_valid_from=card.valid_from, card_digest=card.digest)
    asked = with_account(replace(situation, serial=serial), visit, Opening(call))
    return asked, (AskVisit(call, message),)


def with_account(situation: Situation, visit: Visit, account: Account) -> Situation:
    """The same situation, the visit's conversation with the caisse now at ``account``."""
    return replace(situation, state=with_visit(situation.state, replace(visit, account=account)))


def refused(situation: Situation, reading: CardReading, now: float) -> Step:
    """Say why what is in the reader opens nothing."""
    return refuse(situation, refusal_of(reading), now)


def refuse(situation: Situation, reason: Refusal, now: float, regime: str = "") -> Step:
    """Say ``reason``; the situation must hold no visit any more."""
    note = Note(journal.CARD_REFUSED, {"reason": reason.value})
    return replace(situation, state=CardRefused(reason, regime), reading=None, attention=Attention(now)), (note,)


def refusal_of(reading: CardReading) -> Refusal:
    """The reason that a reading gives; a readable carte Vitale gives none, and asking for it is a bug."""
    match reading:
        case CardMute():
            return Refusal.MUTE
        case NotVitale():
            return Refusal.NOT_VITALE
        case Vitale1():
            return Refusal.VITALE1
        case ProfessionalCard():
            return Refusal.PROFESSIONAL
        case PulledWhileReading():
            return Refusal.PULLED
        case CardMalformed():
            return Refusal.MALFORMED
        case VitaleCard():
            raise ValueError("a readable carte Vitale is not refused")
        case _:
            assert_never(reading)
