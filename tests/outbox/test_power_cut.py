"""Nothing that was acknowledged is lost, whenever the power goes: every state, on the product's own code."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from outbox_samples import LANE, RESERVE, SEALER, Ticking, opened
from power_cut import Cut, cuts
from recording_vfs import Event, NotSharedError, Recording, recording

from kiosk.sync import outbox_file
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_values import Conflicting, Delivered, Put, Rejected, Settlement, Tried
from teleservices.wire.batches import RejectReason

MEMORY = Path("/dev/shm")
FORGOTTEN = 2
"""The dead letter that the workload has the caisse take at its end."""


@dataclass(frozen=True)
class Kept:
    """A put returned."""

    seq: int


@dataclass(frozen=True)
class Leaving:
    """A settlement begins: from now on these may be gone, and must be once it returned."""

    gone: frozenset[int]
    dead: frozenset[int]


@dataclass(frozen=True)
class Left:
    """It returned."""

    gone: frozenset[int]
    dead: frozenset[int]


@contextmanager
def in_memory() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


class Workload:
    """Puts, settlements, parkings and restarts, each marked when it returned."""

    def __init__(self, file: Path, recording: Recording) -> None:
        self._file = file
        self._recording = recording
        self._ticking = Ticking()
        self._outbox = opened(file, self._ticking)

    def put(self, count: int) -> None:
        for _ in range(count):
            put = self._outbox.put(LANE, b"{}", SEALER)
            assert isinstance(put, Put)
            self._recording.mark(Kept(put.seq))

    def settle(self, *settlements: Settlement) -> None:
        gone = frozenset(one.seq for one in settlements if isinstance(one, Delivered))
        dead = frozenset(one.seq for one in settlements if isinstance(one, Rejected | Conflicting))
        self._recording.mark(Leaving(gone, dead))
        assert self._outbox.settle(settlements) is None
        self._recording.mark(Left(gone, dead))

    def deliver_all(self) -> None:
        self.settle(*(Delivered(entry.item.seq) for entry in self._outbox.batch(500, 1 << 20)))

    def play(self) -> None:
        self.put(12)
        self.settle(Delivered(1), Rejected(2, RejectReason.MALFORMED), Tried(3))
        self.put(8)
        assert self._outbox.park(5, "server-error") is None
        self.settle(Conflicting(3), Delivered(4))
        assert self._outbox.unpark() is None
        self.deliver_all()
        self.put(8)
        self.settle(Delivered(21), Delivered(23))
        self._outbox.close()
        self._outbox = opened(self._file, self._ticking)
        self.put(8)
        self.deliver_all()
        for _ in range(3):
            self.put(1)
            self.deliver_all()
        self._recording.mark(Leaving(frozenset((FORGOTTEN,)), frozenset()))
        assert self._outbox.forget_dead(FORGOTTEN) is None
        self.put(8)
        self._outbox.close()


def recorded() -> Sequence[Event]:
    with in_memory() as folder, recording() as written:
        Workload(folder / "outbox.db", written).play()
        return written.events


def fault_of(cut: Cut, folder: Path) -> str | None:
    """What is wrong with what the next start finds, None for nothing."""
    for name, content in cut.files.items():
        (folder / name).write_bytes(content)
    outbox = open_outbox(folder / "outbox.db", surroundings=Ticking(1000).surroundings(), reserve_bytes=RESERVE)
    if not isinstance(outbox, Outbox):
        return f"it does not open: {outbox}"
    with closing(outbox):
        waiting = [entry.item.seq for entry in outbox.batch(500, 1 << 20)]
        dead = [item.seq for item, _ in outbox.dead_letters()]
        assert outbox.unpark() is None
        waiting_all = [entry.item.seq for entry in outbox.batch(500, 1 << 20)]
        put = outbox.put(LANE, b"{}", SEALER)
    with closing(sqlite3.connect(folder / "outbox.db")) as connection:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    if integrity != "ok":
        return f"the file is damaged: {integrity}"
    if waiting != sorted(waiting):
        return "out of order"
    return _broken_promise(cut.marks, set(waiting_all), set(dead), put.seq if isinstance(put, Put) else 0)


def _broken_promise(marks: Sequence[object], waiting: set[int], dead: set[int], next_seq: int) -> str | None:
    kept = {mark.seq for mark in marks if isinstance(mark, Kept)}
    begun = [mark for mark in marks if isinstance(mark, Leaving)]
    ended = [mark for mark in marks if isinstance(mark, Left)]
    may_be_gone = frozenset[int]().union(*(mark.gone for mark in begun))
    if lost := kept - may_be_gone - waiting - dead:
        return f"lost: {sorted(lost)}"
    if back := waiting & frozenset[int]().union(*(mark.gone | mark.dead for mark in ended)):
        return f"came back: {sorted(back)}"
    if vanished := frozenset[int]().union(*(mark.dead for mark in ended)) - dead - {FORGOTTEN}:
        return f"no dead letter: {sorted(vanished)}"
    if next_seq <= max(kept, default=0):
        return f"number used twice: {next_seq}"
    return None


def replay(events: Sequence[Event]) -> tuple[int, list[str]]:
    """How many states there are, and what is wrong with some."""
    count, faults = 0, []
    for cut in cuts(events):
        count += 1
        with in_memory() as folder:
            fault = fault_of(cut, folder)
        if fault is not None:
            faults.append(f"{cut.how}: {fault}")
    return count, faults


def with_pragma(monkeypatch: pytest.MonkeyPatch, name: str, wanted: str, read: str | int) -> None:
    others = tuple(pragma for pragma in outbox_file.PRAGMAS if pragma[0] != name)
    monkeypatch.setattr(outbox_file, "PRAGMAS", (*others, (name, wanted, read)))


Pragma = tuple[str, str, str | int]


def with_pragmas(monkeypatch: pytest.MonkeyPatch, *changed: Pragma) -> None:
    names = {name for name, _, _ in changed}
    others = tuple(pragma for pragma in outbox_file.PRAGMAS if pragma[0] not in names)
    monkeypatch.setattr(outbox_file, "PRAGMAS", (*others, *changed))


def test_no_power_cut_loses_what_was_acknowledged(
    monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """With the product's own settings, then with check-points in the middle of everything."""
    count, faults = replay(recorded())
    assert faults == []
    with_pragmas(monkeypatch, ("wal_autocheckpoint", "12", 12))
    more, faults = replay(recorded())
    assert faults == []
    assert count + more >= 1000
    record_property("proof", f"power cut: {count + more} states of the disk, 0 acknowledged operations lost")


@pytest.mark.parametrize(
    "pragma",
    [("journal_mode", "DELETE", "delete"), ("synchronous", "NORMAL", 1)],
    ids=["sqlite's default", "synchronous=NORMAL"],
)
def test_settings_that_lose_operations_are_caught(pragma: Pragma, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pragmas(monkeypatch, pragma)
    _, faults = replay(recorded())
    assert any(": lost: " in fault for fault in faults)
    assert not any("damaged" in fault or "does not open" in fault for fault in faults)


def test_a_sqlite_inside_python_cannot_be_watched_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recording_vfs.importlib.import_module", lambda _name: sys.modules["pytest"])
    with pytest.raises(NotSharedError), recording():
        pass
