"""The trail of a technician, and the way out."""

from __future__ import annotations

from dataclasses import replace

from kiosk.maintenance.answers import Granted
from kiosk.maintenance.orders import Note, Order
from kiosk.session.arrive import Step, at_welcome
from kiosk.session.at_door import AtDoor
from kiosk.session.effects import Effect, Forget, Maintain
from kiosk.session.maintaining import Inside, Maintaining, Task, Working
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Parting
from kiosk.session.wipe import wipe
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

DONE = "done"


def noted(entry: Granted, deed: Deed, outcome: str = DONE) -> Effect:
    """Put a deed of the technician's down; ``outcome`` is a word, its underscores made hyphens."""
    return record(deed, entry.way, entry.number, outcome)


def record(deed: Deed, way: Way, technician: str, outcome: str) -> Effect:
    """Put a deed down of somebody who is not in."""
    return Maintain("", Note(MaintenanceRecord(deed, way, technician, outcome.replace("_", "-"))))


def inside(situation: Situation, entry: Granted, page: Inside) -> Situation:
    """The same situation, the technician on another page."""
    return replace(situation, state=Maintaining(entry, page))


def have_done(situation: Situation, entry: Granted, task: Task, order: Order, *first: Effect) -> Step:
    """Give the maintenance thread an order, after ``first``; its answer is waited for."""
    call, asked = named(situation)
    return inside(asked, entry, Working(call, task)), (*first, Maintain(call, order))


def named(situation: Situation) -> tuple[str, Situation]:
    """A name for a call, used once."""
    serial = situation.serial + 1
    return f"call-{serial}", replace(situation, serial=serial)


def leave(situation: Situation, state: AtDoor | Maintaining, deed: Deed, now: float) -> Step:
    """Go: the welcome screen, or « Retirez votre carte » while a test card is in."""
    gone = (noted(state.entry, deed),) if isinstance(state, Maintaining) else ()
    if situation.card_in:
        wiped, effects = wipe(situation, Parting.LEFT, now)
        return wiped, (*gone, *effects)
    welcome, effects = at_welcome(replace(situation, attention=Attention(now)), now)
    return welcome, (*gone, Forget(), *effects)


def thrown_out(situation: Situation) -> tuple[Effect, ...]:
    """What a fault of ours puts down of the technician who was in."""
    state = situation.state
    return (noted(state.entry, Deed.LEFT, "fault"),) if isinstance(state, Maintaining) else ()
