"""Writes docs/journal.md from the two declared catalogues of log events."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from caisse import events as caisse
from kiosk import journal as kiosk
from teleservices.logbook import LogEvent

PAGE = Path(__file__).resolve().parents[1] / "docs" / "journal.md"
_HEAD = """# The journal

Every line that the terminal or the caisse can write: one JSON object per line on stderr, `at` (UTC) and `event` first,
then exactly the fields named here. Nothing else is ever written, and no field holds personal data.

Made by `python -m tools.journal`; a test compares it with the code.
"""


def page() -> str:
    """The page, as the catalogues stand."""
    return "\n".join((_HEAD, *_part("Terminal", kiosk.CATALOGUE), *_part("Caisse", caisse.CATALOGUE)))


def _part(title: str, events: Iterable[LogEvent]) -> list[str]:
    rows = [
        f"| `{event.id}` | {event.severity.value} | {event.meaning} | {', '.join(f'`{f}`' for f in event.fields)} |"
        for event in sorted(events, key=lambda event: event.id)
    ]
    return [f"## {title}\n", "| event | severity | meaning | fields |", "|---|---|---|---|", *rows, ""]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
