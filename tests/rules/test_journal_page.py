"""docs/journal.md says what the code can write, no more and no less."""

from __future__ import annotations

from tools import journal


def test_the_page_is_the_catalogues() -> None:
    assert journal.PAGE.read_text("utf-8") == journal.page(), "run: python -m tools.journal"
