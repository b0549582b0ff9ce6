"""A test card: it is told what it is, and opens nothing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.card.outcomes import PulledWhileReading, ReaderMissing
from kiosk.maintenance.answers import Granted
from kiosk.session.arrive import Step
from kiosk.session.card_trial import CardTrial, tried
from kiosk.session.maintaining import CardAwaited, CardTried, CardUnderway, Maintaining, Menu
from kiosk.session.maintaining_trail import inside, noted
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import Deed


def on_test_card_in(situation: Situation, state: Maintaining, now: float) -> Situation:
    """A card went in."""
    listens = isinstance(state.inside, Menu | CardAwaited | CardUnderway | CardTried)
    return inside(situation, state.entry, CardUnderway(now)) if listens else situation


def on_test_card(situation: Situation, now: float) -> Step:
    """It was read, or came out: what is personal of it is dropped at once."""
    bare, reading = replace(situation, reading=None), situation.reading
    match situation.state:
        case Maintaining(entry, CardUnderway(since)):
            took_ms = round((now - since) * 1000)
            if reading is None and isinstance(situation.devices.reader, ReaderMissing):
                return inside(bare, entry, CardAwaited()), ()
            return _told(bare, entry, tried(reading or PulledWhileReading(), took_ms))
        case Maintaining(entry, Menu() | CardAwaited() | CardTried()) if reading is not None:
            return _told(bare, entry, tried(reading, None))
        case _:
            # What was found of it stays on the screen; elsewhere the technician is at something else.
            return bare, ()


def _told(situation: Situation, entry: Granted, trial: CardTrial) -> Step:
    told = inside(situation, entry, CardTried(trial))
    return told, (noted(entry, Deed.CARD_TESTED, trial.kind.value),)
