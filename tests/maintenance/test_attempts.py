"""How long nobody is let in, whatever happens to power and clock; and what of it survives on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.maintenance import attempts_file
from kiosk.maintenance.attempts import Attempts, Moment, many, none, wait_after

BOOT, OTHER = "boot-1", "boot-2"
DEEP = b"[" * 9999
MOMENTS = st.builds(Moment, st.sampled_from([BOOT, OTHER]), st.integers(0, 10**7))


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 30), (11, 30), (1000, 30)],
)
def test_waits_grow(failures: int, minutes: int) -> None:
    assert wait_after(failures) == 60 * minutes


@given(st.integers(0, 10**6))
def test_one_more_wrong_answer_never_shortens_a_wait(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= 1800


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (Moment(BOOT, 1000), 60),
        (Moment(BOOT, 1059), 1),
        (Moment(BOOT, 1060), 0),
        (Moment(BOOT, 900), 60),
        (Moment(OTHER, 0), 60),
        (Moment(OTHER, 20), 40),
        (Moment(OTHER, 5000), 0),
    ],
)
def test_a_wait_runs_with_the_system_and_begins_again_with_it(now: Moment, left: int) -> None:
    assert Attempts(5, Moment(BOOT, 1000)).wait_s(now) == left


@given(st.integers(0, 20), MOMENTS, MOMENTS)
def test_a_wait_is_never_longer_than_it_was_set(failures: int, last: Moment, now: Moment) -> None:
    assert 0 <= Attempts(failures, last).wait_s(now) <= wait_after(failures)


@pytest.mark.parametrize(("failures", "left"), [(0, 5), (1, 4), (4, 1), (7, 1)])
def test_what_is_left_before_a_wait(failures: int, left: int) -> None:
    assert Attempts(failures, Moment(BOOT, 0)).tries_left == left


@given(st.integers(0, 10**6), MOMENTS)
def test_what_is_written_is_read(failures: int, last: Moment) -> None:
    written = Attempts(failures, last)
    document = json.dumps({"failures": failures, "boot_id": last.boot_id, "uptime_s": last.uptime_s})
    assert attempts_file.parsed(document.encode(), Moment(BOOT, 0)) == written


def test_a_count_survives_on_the_disk(tmp_path: Path) -> None:
    now = Moment(BOOT, 7)
    assert attempts_file.read(tmp_path, now) == none(now)
    attempts_file.write(tmp_path, Attempts(3, now))
    assert attempts_file.read(tmp_path, Moment(OTHER, 1)) == Attempts(3, now)


@given(
    st.binary(max_size=200) | st.sampled_from([b"{}", b'{"failures": -1, "boot_id": "x", "uptime_s": 0}', b"[" * 9999])
)
def test_a_count_that_cannot_be_read_is_the_highest(content: bytes) -> None:
    now = Moment(BOOT, 7)
    assert attempts_file.parsed(content, now) == many(now)
    assert many(now).wait_s(now) == 1800


def test_a_file_that_cannot_be_read_is_the_highest_count(tmp_path: Path) -> None:
    (tmp_path / attempts_file.FILE).mkdir()
    now = Moment(BOOT, 7)
    assert attempts_file.read(tmp_path, now) == many(now)
