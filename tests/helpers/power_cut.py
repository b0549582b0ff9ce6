"""Every state in which a power cut can leave the files of a recording (facts/sync.md §2b).

What was written since a file's last sync may be lost, whole, torn at 512 bytes, or out of order; a name that was made
or removed stands once its directory was synced, and perhaps before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from recording_vfs import Created, Deleted, DirectorySynced, Event, Marked, Synced, Truncated, Written

SECTOR = 512

Files = dict[str, bytes]
"""Contents by name."""
_Change = Written | Truncated


@dataclass
class _Inode:
    durable: bytes = b""
    pending: list[_Change] = field(default_factory=list)


@dataclass(frozen=True)
class Cut:
    """The power goes.

    Attributes:
        marks: what the recording had marked until then.
        files: what the next start finds.
        how: which of the possible states this is, for a failing test's message.
    """

    marks: tuple[object, ...]
    files: Files
    how: str


def cuts(events: Sequence[Event]) -> Iterator[Cut]:
    """All states, at each event; those that look the same and oblige to the same come once."""
    disk = _Disk()
    marks: list[object] = []
    seen: set[tuple[int, int]] = set()
    for number, event in enumerate(events):
        if isinstance(event, Marked):
            marks.append(event.what)
            continue
        disk.take(event)
        for how, files in disk.states():
            same = (len(marks), hash(frozenset(files.items())))
            if same not in seen:
                seen.add(same)
                yield Cut(tuple(marks), files, f"{how} after event {number}, {type(event).__name__}")


class _Disk:
    """What the system was told to write, and what of it must be there after a cut."""

    def __init__(self) -> None:
        self._names: dict[str, _Inode] = {}
        self._durable_names: dict[str, _Inode] = {}

    def take(self, event: Event) -> None:
        match event:
            case Created(path):
                self._names[_name(path)] = _Inode()
            case Deleted(path):
                del self._names[_name(path)]
            case Written(path) | Truncated(path):
                self._names[_name(path)].pending.append(event)
            case Synced(path):
                inode = self._names[_name(path)]
                inode.durable, inode.pending = _changed(inode.durable, inode.pending), []
            case DirectorySynced():
                self._durable_names = dict(self._names)
            case Marked():
                pass
            case _:
                assert_never(event)

    def states(self) -> Iterator[tuple[str, Files]]:
        for which, names in (("names lost", self._durable_names), ("names there", self._names)):
            yield f"all lost, {which}", {name: inode.durable for name, inode in names.items()}
            yield f"all there, {which}", {name: _with(inode, inode.pending) for name, inode in names.items()}
            yield f"last torn, {which}", {name: _with(inode, _torn(inode.pending)) for name, inode in names.items()}
            yield f"first lost, {which}", {name: _with(inode, inode.pending[1:]) for name, inode in names.items()}


def _name(path: str) -> str:
    return Path(path).name


def _with(inode: _Inode, changes: Sequence[_Change]) -> bytes:
    return _changed(inode.durable, changes)


def _changed(content: bytes, changes: Sequence[_Change]) -> bytes:
    if not changes:
        return content
    made = bytearray(content)
    for change in changes:
        match change:
            case Written(_, offset, written):
                made.extend(bytes(max(0, offset - len(made))))
                made[offset : offset + len(written)] = written
            case Truncated(_, size):
                del made[size:]
            case _:
                assert_never(change)
    return bytes(made)


def _torn(changes: Sequence[_Change]) -> list[_Change]:
    """The last write reached the disk in every other sector only."""
    last = changes[-1] if changes else None
    if not isinstance(last, Written):
        return list(changes)
    sectors = range(0, len(last.content), 2 * SECTOR)
    halves = [Written(last.path, last.offset + at, last.content[at : at + SECTOR]) for at in sectors]
    return [*changes[:-1], *halves]
