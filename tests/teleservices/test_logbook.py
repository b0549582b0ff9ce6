"""The logbook writes what is declared and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from teleservices.logbook import Logbook, LogEvent, Severity

READ = LogEvent("card.read", Severity.INFO, "A card was read.", ("holders",))
GONE = LogEvent("card.gone", Severity.WARNING, "The card left.")
BROKEN = LogEvent("card.broken", Severity.ERROR, "A bug.", ("place", "count", "again", "cause"))


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def logbook(lines: list[str]) -> Logbook:
    return Logbook((READ, GONE, BROKEN), lines.append, lambda: datetime(2026, 11, 21, 12, 0, 0, 123456, UTC))


def test_a_line_is_json_behind_the_journal_s_prefix(logbook: Logbook, lines: list[str]) -> None:
    logbook.record(READ, holders=2)
    assert lines[0][:3] == "<6>"
    assert json.loads(lines[0][3:]) == {"at": "2026-11-21T12:00:00.123+00:00", "event": "card.read", "holders": 2}


@pytest.mark.parametrize(
    ("event", "fields", "prefix"),
    [(GONE, {}, "<4>"), (BROKEN, {"place": "é\n", "count": 1.5, "again": True, "cause": None}, "<3>")],
)
def test_severity_is_the_prefix_and_a_line_is_one_line(
    logbook: Logbook, lines: list[str], event: LogEvent, fields: dict[str, str | float | None], prefix: str
) -> None:
    logbook.record(event, **fields)
    assert lines[0].startswith(prefix)
    assert "\n" not in lines[0]
    assert json.loads(lines[0][3:])["event"] == event.id


@pytest.mark.parametrize("fields", [{}, {"holders": 1, "name": "x"}, {"name": "x"}])
def test_fields_are_exactly_those_declared(logbook: Logbook, lines: list[str], fields: dict[str, int | str]) -> None:
    with pytest.raises(ValueError, match=r"card\.read"):
        logbook.record(READ, **fields)
    assert lines == []


def test_an_event_outside_the_catalogue_is_not_written(logbook: Logbook, lines: list[str]) -> None:
    twin = LogEvent("card.read", Severity.INFO, "Another meaning.", ("holders",))
    for stranger in (twin, LogEvent("x", Severity.INFO, "x")):
        with pytest.raises(ValueError, match="not in the catalogue"):
            logbook.record(stranger, holders=1)
    assert lines == []


def test_two_events_do_not_share_an_id() -> None:
    with pytest.raises(ValueError, match="share an id"):
        Logbook((READ, LogEvent("card.read", Severity.ERROR, "x")), print)
