"""A disk that is full, or gives errors: nothing is said to be kept that is not, and what was kept stays."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from outbox_samples import LANE, SEALER, Ticking, opened
from recording_vfs import Event, Recording, Synced, Written, recording

from kiosk.sync.filing import OutboxHealth
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_values import Delivered, OutboxFailed, OutboxFault, OutboxFull, Put

FULL, IO_WRITE, IO_SYNC = 13, 778, 1034
"""SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC."""
RESERVE = 256 << 10
CONTENT = bytes(20_000)


@pytest.fixture
def watched() -> Iterator[Recording]:
    with recording() as written:
        yield written


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room that is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 4096
        while True:
            try:
                file.write(bytes(size))
            except OSError:
                return filler


def held(outbox: Outbox) -> list[int]:
    return [entry.item.seq for entry in outbox.batch(500, 1 << 24)]


def test_a_full_disk_keeps_what_is_being_put_and_lets_go_of_what_leaves(small_disk: Path) -> None:
    outbox = opened(small_disk / "outbox.db", reserve_bytes=RESERVE)
    assert isinstance(outbox.put(LANE, CONTENT, SEALER), Put)
    filler = fill(small_disk)

    kept = [outbox.put(LANE, CONTENT, SEALER) for _ in range(5)]
    put = [one for one in kept if isinstance(one, Put)]
    assert put
    assert isinstance(kept[-1], OutboxFull)
    assert outbox.state().health is OutboxHealth.FULL
    assert held(outbox) == [1, *(one.seq for one in put)]

    assert outbox.settle([Delivered(seq) for seq in held(outbox)]) is None
    assert held(outbox) == []
    filler.unlink()
    again = outbox.put(LANE, CONTENT, SEALER)
    assert isinstance(again, Put)
    assert again.seq == put[-1].seq + 1
    assert outbox.state().health is OutboxHealth.READY
    outbox.close()


def test_what_was_kept_outlives_the_full_disk(small_disk: Path) -> None:
    outbox = opened(small_disk / "outbox.db", reserve_bytes=RESERVE)
    outbox.put(LANE, CONTENT, SEALER)
    filler = fill(small_disk)
    seqs = [1]
    while isinstance(kept := outbox.put(LANE, CONTENT, SEALER), Put):
        seqs.append(kept.seq)
    outbox.close()

    again = open_outbox(small_disk / "outbox.db", surroundings=Ticking().surroundings(), reserve_bytes=RESERVE)
    assert isinstance(again, Outbox)
    assert held(again) == seqs
    again.close()
    filler.unlink()


def test_no_room_at_all_is_a_fault_of_its_own(small_disk: Path) -> None:
    filler = fill(small_disk)
    fault = open_outbox(small_disk / "outbox.db", surroundings=Ticking().surroundings())
    assert fault in (OutboxFault.FULL, OutboxFault.UNREADABLE)
    filler.unlink()


def test_the_reserve_is_given_up_for_the_put_that_meets_the_end(file: Path, watched: Recording) -> None:
    outbox = opened(file)
    reserve = file.with_name("outbox.db.reserve")
    watched.fault = lambda event: FULL if isinstance(event, Written) and reserve.exists() else None

    assert isinstance(outbox.put(LANE, b"{}", SEALER), Put)
    assert not reserve.exists()
    assert outbox.state().health is OutboxHealth.FULL
    assert held(outbox) == [1]
    outbox.close()


def test_when_the_reserve_does_not_help_nothing_was_kept(file: Path, watched: Recording) -> None:
    outbox = opened(file)
    watched.fault = lambda event: FULL if isinstance(event, Written) else None

    assert outbox.put(LANE, b"{}", SEALER) == OutboxFull()
    watched.fault = lambda _event: None
    assert held(outbox) == []
    kept = outbox.put(LANE, b"{}", SEALER)
    assert isinstance(kept, Put)
    assert kept.seq == 1
    outbox.close()


class Once:
    """The first event of a kind on the log gives an error; from then on none, or all."""

    def __init__(self, kind: type[Written | Synced], code: int, *, for_good: bool) -> None:
        self._kind = kind
        self._code = code
        self._for_good = for_good
        self._broken = False

    def __call__(self, event: Event) -> int | None:
        if self._broken:
            return self._code if self._for_good and isinstance(event, Written | Synced) else None
        self._broken = isinstance(event, self._kind) and event.path.endswith("-wal")
        return self._code if self._broken else None


@pytest.mark.parametrize(("kind", "code"), [(Synced, IO_SYNC), (Written, IO_WRITE)])
def test_after_an_error_nothing_is_tried_again_and_the_file_says_what_was_kept(
    kind: type[Written | Synced], code: int, file: Path, watched: Recording
) -> None:
    outbox = opened(file)
    first = outbox.put(LANE, b"{}", SEALER)
    assert outbox.state().pending == 1
    watched.fault = Once(kind, code, for_good=False)

    failed = outbox.put(LANE, b"{}", SEALER)

    assert isinstance(failed, OutboxFailed)
    assert failed.header is not None
    begun = len(watched.events)
    assert outbox.state().health is OutboxHealth.FAILED
    assert outbox.state().pending == 1, "as it was last seen"
    assert outbox.put(LANE, b"{}", SEALER) == OutboxFailed()
    assert outbox.settle([Delivered(1)]) == OutboxFailed()
    assert outbox.batch(10, 1 << 20) == ()
    assert len(watched.events) == begun, "the disk is left alone"
    assert outbox.holds(failed.header.op_id) is False
    assert isinstance(first, Put)
    assert outbox.holds(first.op_id) is True
    outbox.close()

    watched.fault = lambda _event: None
    again = opened(file, Ticking(500))
    assert held(again) == [1]
    again.close()


def test_when_the_disk_is_gone_nobody_says_what_was_kept(file: Path, watched: Recording) -> None:
    outbox = opened(file)
    outbox.put(LANE, b"{}", SEALER)
    watched.fault = Once(Synced, IO_SYNC, for_good=True)

    failed = outbox.put(LANE, b"{}", SEALER)

    assert isinstance(failed, OutboxFailed)
    assert failed.header is not None
    # The whole transaction stands in the log, without its sync: the next start would take it, a power cut may not.
    assert isinstance(outbox.holds(failed.header.op_id), OutboxFailed)
    outbox.close()


def test_damage_that_is_found_while_reading_is_the_end_too(file: Path) -> None:
    outbox = opened(file)
    for _ in range(40):
        outbox.put(LANE, b"{}", SEALER)
    outbox.close()
    content = bytearray(file.read_bytes())
    outbox = opened(file)
    assert outbox.state().pending == 40
    # Everything but the pages that opening reads.
    content[12 * 4096 :] = b"\xff" * (len(content) - 12 * 4096)
    file.write_bytes(content)

    assert outbox.batch(500, 1 << 24) == ()
    assert outbox.state().health is OutboxHealth.FAILED
    assert outbox.state().pending == 40
    outbox.close()
