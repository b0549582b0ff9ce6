"""Ids in the order of time, times as the wire has them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_samples import Ticking

from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_once import OutboxOnce
from kiosk.sync.surroundings import of_this_machine, stamp, uuid7

MOMENT = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
"""RFC 9562, A.6."""


def test_an_id_by_the_example_of_the_rfc() -> None:
    assert uuid7(MOMENT, (0xCC3 << 62) | 0x18C4DC0C0C07398F) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(st.integers(0, 2**74 - 1), st.integers(0, 2**74 - 1))
def test_ids_have_their_version_and_follow_time(one: int, other: int) -> None:
    earlier, later = UUID(uuid7(MOMENT, one)), UUID(uuid7(MOMENT + timedelta(milliseconds=1), other))
    assert (earlier.version, earlier.variant) == (7, RFC_4122)
    assert earlier < later


def test_a_dead_clock_still_gives_ids() -> None:
    assert UUID(uuid7(datetime(1901, 1, 1, tzinfo=UTC), 0)).version == 7


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2))])
def test_a_time_is_written_in_utc_with_milliseconds(zone: timezone) -> None:
    moment = datetime(2026, 11, 22, 9, 12, 44, 123_999, UTC).astimezone(zone)
    assert stamp(moment) == "2026-11-22T09:12:44.123Z"


def test_the_machines_own() -> None:
    around = of_this_machine()
    assert around.now().tzinfo is UTC
    assert str(UUID(around.boot_id)) == around.boot_id
    assert 0 < around.uptime_ms() <= around.uptime_ms()
    assert len(around.token_hex(16)) == 32
    assert around.uuid7() != around.uuid7()


def test_all_threads_are_given_the_same_outbox(tmp_path: Path) -> None:
    once = OutboxOnce(tmp_path / "outbox.db", Ticking().surroundings())
    gate = threading.Barrier(4)
    given: list[object] = []

    def ask() -> None:
        gate.wait()
        given.append(once())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert isinstance(given[0], Outbox)
    assert len(set(map(id, given))) == 1
    once.close()
    assert not (tmp_path / "outbox.db-wal").exists()
