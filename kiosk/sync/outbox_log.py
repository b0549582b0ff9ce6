"""What the outbox's thread writes to the journal: counts and reasons, never a reference nor a téléservice."""

from __future__ import annotations

from teleservices.logbook import LogEvent, Severity

OPENED = LogEvent(
    "outbox.opened",
    Severity.INFO,
    "The outbox is open; so many wait, are set aside, are rejected.",
    ("pending", "parked", "dead"),
)
UNUSABLE = LogEvent(
    "outbox.unusable", Severity.ERROR, "The outbox cannot be opened: no declaration is taken.", ("fault",)
)
KEPT = LogEvent("outbox.kept", Severity.INFO, "A declaration is kept; so many wait.", ("pending",))
REPEATED = LogEvent("outbox.repeated", Severity.INFO, "The very same was declared within a day: nothing was added.")
NOT_KEPT = LogEvent("outbox.not_kept", Severity.ERROR, "A declaration could not be kept, or nobody knows.", ("fault",))
HEALTH = LogEvent("outbox.health", Severity.WARNING, "Whether declarations can be taken has changed.", ("health",))
DEED_NOT_KEPT = LogEvent(
    "outbox.deed_not_kept", Severity.ERROR, "A technician's deed could not be kept for the caisse.", ("deed", "fault")
)

CATALOGUE = (OPENED, UNUSABLE, KEPT, REPEATED, NOT_KEPT, HEALTH, DEED_NOT_KEPT)
