"""The visits that the demo plays, in order."""

from __future__ import annotations

from dock.player.steps import Visit
from dock.player.visits.address_change import ADDRESS_CHANGE
from dock.player.visits.comfort import COMFORT
from dock.player.visits.forgotten_password import FORGOTTEN_PASSWORD
from dock.player.visits.main import MAIN
from dock.player.visits.maintenance import MAINTENANCE
from dock.player.visits.troubles import MUTE_CARD, NETWORK_CUT, PAPER_OUT

ALL: tuple[Visit, ...] = (
    MAIN,
    ADDRESS_CHANGE,
    FORGOTTEN_PASSWORD,
    MUTE_CARD,
    PAPER_OUT,
    NETWORK_CUT,
    MAINTENANCE,
    COMFORT,
)
