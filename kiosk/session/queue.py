"""What waits to be sent from this terminal, shown to whoever asks: counts and times only."""

from __future__ import annotations

from kiosk.session.arrive import Step
from kiosk.session.declaring import QueueShown
from kiosk.session.devices import Devices
from kiosk.session.intents import Back, Intent
from kiosk.session.onward import at, home
from kiosk.session.situation import Situation
from kiosk.session.states import Welcome
from kiosk.session.visit import Visit


def something_waits(devices: Devices) -> bool:
    """Whether there is anything to show: to be sent, set aside, or rejected for good."""
    outbox = devices.outbox
    return outbox is not None and outbox.pending + outbox.parked + outbox.dead > 0


def show_queue(situation: Situation, visit: Visit | None) -> Step:
    """Open the page; from the welcome screen there is no ``visit``."""
    return (at(situation, QueueShown(visit)) if something_waits(situation.devices) else situation), ()


def on_queue(situation: Situation, state: QueueShown, intent: Intent) -> Step:
    """The situation after a touch on that page."""
    if not isinstance(intent, Back):
        return situation, ()
    return (at(situation, Welcome()), ()) if state.visit is None else home(situation, state.visit)
