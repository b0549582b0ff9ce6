"""The terminal's outbox: sealed declarations that wait for the caisse, through crashes and power cuts.

One connection writes and does all check-points, behind a lock; no method waits for anything but the disk. What a put or
a settlement did is durable when it returns (``tests/outbox/test_power_cut.py``).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk.sync import outbox_rows as rows
from kiosk.sync.filing import OutboxHealth, OutboxState
from kiosk.sync.outbox_file import is_bug, is_full, look_up, open_file
from kiosk.sync.outbox_reserve import RESERVE_BYTES, Reserve
from kiosk.sync.outbox_values import Delivered, Entry, OutboxFailed, OutboxFault, OutboxFull, Put, Settlement
from kiosk.sync.surroundings import Surroundings, stamp
from teleservices.wire import envelope
from teleservices.wire.batches import Item, QueueState
from teleservices.wire.envelope import Header

if TYPE_CHECKING:
    from sqlite_utils import Database

    from kiosk.sync.sealing import Sealer

T = TypeVar("T")


def open_outbox(file: Path, *, surroundings: Surroundings, reserve_bytes: int = RESERVE_BYTES) -> Outbox | OutboxFault:
    """Open the outbox, made if there is none.

    Args:
        file: the database; beside it stand SQLite's own files and the reserve. Nobody else writes there.
        surroundings: clock and chance.
        reserve_bytes: room kept for the day the disk is full.
    """
    reserve = Reserve(file.with_name(file.name + ".reserve"), reserve_bytes)
    epoch = surroundings.token_hex(16)
    opened = open_file(file, epoch)
    if opened is OutboxFault.FULL:
        reserve.give_up()
        opened = open_file(file, epoch)
    if isinstance(opened, OutboxFault):
        return opened
    reserve.take()
    return Outbox(file, opened, reserve, surroundings)


class Outbox:
    """Made by ``open_outbox``; every method may be called from any thread.

    Attributes:
        epoch: 32 hexadecimal digits, drawn with the database.
    """

    def __init__(self, file: Path, db: Database, reserve: Reserve, surroundings: Surroundings) -> None:
        self._file = file
        self._db = db
        self._reserve = reserve
        self._surroundings = surroundings
        self._lock = threading.Lock()
        self._failed = False
        self._delivered_at: datetime | None = None
        self.epoch = rows.epoch(db)
        self._last_seq = rows.last_seq(db)
        self._seen = rows.queue_state(db, self._last_seq), rows.oldest_at(db)
        self._last_key = rows.last_key(db)

    def put(self, lane: str, content: bytes, sealer: Sealer) -> Put | OutboxFull | OutboxFailed:
        """Seal a content and keep it; returns when it is durable.

        Args:
            lane: 32 hexadecimal digits; what is in one lane is delivered and applied in order.
            content: JSON of a ``Declaration`` or of a ``MaintenanceRecord``.
            sealer: to the caisse's key of now.

        Raises:
            ValueError: the content is longer than an envelope holds.
        """
        with self._lock:
            if self._failed:
                return OutboxFailed()
            if not self._reserve.take():
                return OutboxFull()
            header = self._header(lane, sealer)
            sealed, signature = sealer.seal(header, content)
            digest = envelope.digest(header, sealed)

            def write(db: Database) -> None:
                rows.insert(db, header, sealed, signature, digest)
                if header.key_id != self._last_key:
                    rows.begin_key(db, header.seq, header.key_id, sealer.key_since)

            match self._write(write):
                case OutboxFailed():
                    return OutboxFailed(header)
                case OutboxFull() as full:
                    return full
                case None:
                    self._last_seq, self._last_key = header.seq, header.key_id
                    return Put(header.seq, header.op_id, header)

    def holds(self, op_id: str) -> bool | OutboxFailed:
        """Whether a declaration is here, waiting, parked or dead, whatever happens next.

        After a failure this looks at the file as the next start will: ``OutboxFailed`` when that cannot be done, or
        when a power cut could still change what is there.
        """
        with self._lock:
            if self._failed:
                # Closing writes the log into the database and removes it, with what a failed commit left in it.
                self._db.close()
                return look_up(self._file, rows.HOLDS, op_id)
            try:
                return self._db.execute(rows.HOLDS, (op_id,)).fetchone() is not None
            except sqlite3.DatabaseError as error:
                return self._fail(error)

    def batch(self, most_items: int, most_bytes: int, blocked_lanes: Collection[str] = ()) -> tuple[Entry, ...]:
        """What to deliver next, by ascending ``seq``: nothing that is parked, and nothing of a lane behind it.

        Args:
            most_items: at least 1.
            most_bytes: of the items in JSON; the first is given whatever its size.
            blocked_lanes: those of which nothing is wanted now.
        """
        return self._read(lambda db: tuple(rows.in_turn(db, most_items, most_bytes, blocked_lanes)), ())

    def settle(self, settlements: Sequence[Settlement]) -> OutboxFull | OutboxFailed | None:
        """Do what the caisse's verdicts ask, all or nothing, durably; None when it is done. What is not here any more
        is passed over.
        """
        with self._lock:

            def write(db: Database) -> None:
                for settlement in settlements:
                    rows.settle(db, settlement)

            fault = self._write(write)
            if fault is None:
                if any(isinstance(settlement, Delivered) for settlement in settlements):
                    self._delivered_at = self._surroundings.now()
                self._tidy()
            return fault

    def park(self, seq: int, reason: str) -> OutboxFull | OutboxFailed | None:
        """Set one aside, with what waits behind it in its lane; ``reason`` names a problem or a cause."""
        return self._change(lambda db: rows.park(db, seq, reason))

    def unpark(self, seq: int | None = None) -> OutboxFull | OutboxFailed | None:
        """Put one back in turn, or all of them, with no attempt counted."""
        return self._change(lambda db: rows.unpark(db, seq))

    def parked(self) -> tuple[tuple[int, str], ...]:
        """The ``seq`` of what is set aside, ascending, and why."""
        return self._read(lambda db: tuple(rows.parked(db)), ())

    def dead_letters(self) -> tuple[tuple[Item, str], ...]:
        """What was rejected for good and why, by ascending ``seq``: until the caisse has it for a person to look at."""
        return self._read(lambda db: tuple(rows.dead_letters(db)), ())

    def forget_dead(self, seq: int) -> OutboxFull | OutboxFailed | None:
        """The caisse has this dead letter."""
        return self._change(lambda db: rows.forget_dead(db, seq))

    def queue_state(self) -> QueueState:
        """How the outbox stands, for the caisse; as it last stood once it failed."""
        return self._look()[0]

    def state(self) -> OutboxState:
        """How the outbox stands, for people; as it last stood once it failed. It never says ``NO_KEYS``."""
        queue, oldest = self._look()
        with self._lock:
            health, delivered_at = self._health(), self._delivered_at
        oldest_at = None if oldest is None else datetime.fromisoformat(oldest)
        return OutboxState(health, queue.pending, queue.parked, queue.dead, oldest_at, delivered_at)

    @property
    def next_try_at(self) -> datetime | None:
        """When the courier means to try again, as it last said, even before a restart."""
        text = self._read(rows.next_try_at, None)
        return None if text is None else datetime.fromisoformat(text)

    @next_try_at.setter
    def next_try_at(self, moment: datetime | None) -> None:
        self._change(lambda db: rows.set_next_try_at(db, None if moment is None else stamp(moment)))

    def close(self) -> None:
        """Let go of the file; nothing is called afterwards."""
        with self._lock:
            self._db.close()

    def _header(self, lane: str, sealer: Sealer) -> Header:
        around = self._surroundings
        return Header(
            kiosk=sealer.kiosk,
            epoch=self.epoch,
            seq=self._last_seq + 1,
            op_id=around.uuid7(),
            lane=lane,
            suite=sealer.suite,
            key_id=sealer.key_id,
            signer=sealer.signer,
            occurred_at=stamp(around.now()),
            boot_id=around.boot_id,
            uptime_ms=around.uptime_ms(),
        )

    def _look(self) -> tuple[QueueState, str | None]:
        def look(db: Database) -> tuple[QueueState, str | None]:
            self._seen = rows.queue_state(db, self._last_seq), rows.oldest_at(db)
            return self._seen

        return self._read(look, self._seen)

    def _health(self) -> OutboxHealth:
        if self._failed:
            return OutboxHealth.FAILED
        return OutboxHealth.READY if self._reserve.held else OutboxHealth.FULL

    def _change(self, work: Callable[[Database], None]) -> OutboxFull | OutboxFailed | None:
        with self._lock:
            return self._write(work)

    def _write(self, work: Callable[[Database], None]) -> OutboxFull | OutboxFailed | None:
        """One transaction; once more in the reserve's room when the disk is full."""
        if self._failed:
            return OutboxFailed()
        outcome = self._try_once(work)
        if isinstance(outcome, OutboxFull) and self._reserve.give_up():
            outcome = self._try_once(work)
        return outcome

    def _try_once(self, work: Callable[[Database], None]) -> OutboxFull | OutboxFailed | None:
        try:
            with self._db.atomic():
                work(self._db)
        except sqlite3.DatabaseError as error:
            return OutboxFull() if is_full(error) else self._fail(error)
        return None

    def _tidy(self) -> None:
        """Leave no trace of what was delivered once nothing waits, and take the reserve again."""
        try:
            if rows.is_drained(self._db):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.DatabaseError as error:
            if not is_full(error):
                self._fail(error)
        self._reserve.take()

    def _read(self, work: Callable[[Database], T], otherwise: T) -> T:
        with self._lock:
            if self._failed:
                return otherwise
            try:
                return work(self._db)
            except sqlite3.DatabaseError as error:
                self._fail(error)
                return otherwise

    def _fail(self, error: sqlite3.DatabaseError) -> OutboxFailed:
        if is_bug(error):
            raise error
        self._failed = True
        return OutboxFailed()
