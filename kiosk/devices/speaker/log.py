"""What the loudspeaker's thread writes to the journal: never what was to be heard."""

from __future__ import annotations

from collections.abc import Callable

from teleservices.logbook import LogEvent, Severity

SPEAKER_FAILED = LogEvent(
    "speaker.failed",
    Severity.WARNING,
    "A sound was not heard; cause is « no player », « stuck », or the player's exit status.",
    ("cause",),
)
SPEAKER_REFUSED = LogEvent(
    "speaker.refused", Severity.WARNING, "What was to be played is no sound that we take.", ("cause",)
)

CATALOGUE = (SPEAKER_FAILED, SPEAKER_REFUSED)

Record = Callable[..., None]
"""``Logbook.record``."""


def record_nothing(_event: LogEvent, /, **_fields: object) -> None:
    """A ``Record`` for whoever keeps no journal."""
