"""What the maintenance thread writes to the journal: who did it is in the trail that the caisse gets, not here."""

from __future__ import annotations

from typing import Final

from teleservices.logbook import LogEvent, Severity

LINES: Final = 500
"""How many of the journal's last lines are kept, and shown."""

ORDERED = LogEvent(
    "maintenance.ordered", Severity.INFO, "Something was asked of the maintenance; how it ended.", ("order", "outcome")
)
DEED = LogEvent(
    "maintenance.deed", Severity.WARNING, "A deed of a technician, as the trail has it.", ("deed", "way", "outcome")
)
SURVEYED = LogEvent(
    "maintenance.surveyed",
    Severity.INFO,
    "Every check has run; how many gave each grade.",
    ("good", "notices", "warnings", "faults"),
)
NOT_RECORDED = LogEvent("maintenance.not_recorded", Severity.WARNING, "A survey could not be kept on the disk.")
TRIES_NOT_KEPT = LogEvent(
    "maintenance.tries_not_kept", Severity.ERROR, "A wrong answer could not be counted on the disk."
)

CATALOGUE = (ORDERED, DEED, SURVEYED, NOT_RECORDED, TRIES_NOT_KEPT)
