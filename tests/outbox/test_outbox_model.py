"""Whatever is done to an outbox, in whatever order, it does what a list of values would do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from outbox_samples import IDENTITY, Ticking, opened, sealing_key

from kiosk.sync.outbox_values import Conflicting, Delivered, Put, Rejected, Settlement, Tried
from kiosk.sync.sealing import Sealer
from teleservices.wire.batches import QueueState, RejectReason

LANES = tuple(f"{number:032x}" for number in range(3))
KEYS = {
    key_id: Sealer(IDENTITY, sealing_key(key_id, f"2026-{month:02}-01T00:00:00Z"))
    for key_id, month in (("zeta", 9), ("alpha", 10), ("mid", 11))
}
SINCE = tuple(KEYS)
"""Oldest first."""


@dataclass
class Row:
    seq: int
    op_id: str
    lane: str
    key_id: str
    attempts: int = 0
    parked: str | None = None


class OutboxModel(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        self.file = Path(self.folder.name) / "outbox.db"
        self.ticking = Ticking()
        self.outbox = opened(self.file, self.ticking)
        self.epoch = self.outbox.epoch
        self.rows: list[Row] = []
        self.dead: list[tuple[Row, str]] = []
        self.used = 0
        self.gone: list[str] = []

    def teardown(self) -> None:
        self.outbox.close()
        self.folder.cleanup()

    @rule(lane=st.sampled_from(LANES), key=st.sampled_from(SINCE))
    def put(self, lane: str, key: str) -> None:
        kept = self.outbox.put(lane, b"{}", KEYS[key])
        assert isinstance(kept, Put)
        self.used += 1
        assert kept.seq == self.used
        self.rows.append(Row(kept.seq, kept.op_id, lane, key))

    @precondition(lambda self: self.used)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        seqs = data.draw(st.lists(st.integers(1, self.used + 1), unique=True, max_size=4))
        kinds = data.draw(st.lists(st.sampled_from("drct"), min_size=len(seqs), max_size=len(seqs)))
        settlements = [_settlement(kind, seq) for kind, seq in zip(kinds, seqs, strict=True)]
        assert self.outbox.settle(settlements) is None
        for settlement in settlements:
            for row in [row for row in self.rows if row.seq == settlement.seq]:
                self._settle(row, settlement)

    def _settle(self, row: Row, settlement: Settlement) -> None:
        if isinstance(settlement, Tried):
            row.attempts += 1
            return
        self.rows.remove(row)
        match settlement:
            case Rejected(_, reason):
                self.dead.append((row, reason.value))
            case Conflicting():
                self.dead.append((row, "conflict"))
            case Delivered():
                self.gone.append(row.op_id)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def park(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.rows))
        assert self.outbox.park(row.seq, "x") is None
        row.parked = "x"

    @rule(data=st.data())
    def unpark(self, data: st.DataObject) -> None:
        seq = data.draw(st.none() | st.integers(1, self.used + 1))
        assert self.outbox.unpark(seq) is None
        for row in self.rows:
            if row.parked and seq in (None, row.seq):
                row.parked, row.attempts = None, 0

    @precondition(lambda self: self.dead)
    @rule(data=st.data())
    def forget_dead(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(self.dead))
        assert self.outbox.forget_dead(letter[0].seq) is None
        self.dead.remove(letter)
        self.gone.append(letter[0].op_id)

    @rule()
    def restart(self) -> None:
        self.outbox.close()
        self.outbox = opened(self.file, self.ticking)
        assert self.outbox.epoch == self.epoch

    @rule(most=st.integers(1, 6), blocked=st.sets(st.sampled_from(LANES)))
    def batch(self, most: int, blocked: set[str]) -> None:
        held_back: set[str] = set(blocked)
        expected = []
        for row in self.rows:
            if row.parked:
                held_back.add(row.lane)
            elif row.lane not in held_back:
                expected.append((row.seq, row.attempts))
        batch = self.outbox.batch(most, 1 << 20, blocked)
        assert [(entry.item.seq, entry.attempts) for entry in batch] == expected[:most]

    @invariant()
    def it_stands_as_the_model(self) -> None:
        waiting = [row for row in self.rows if not row.parked]
        kept = [*self.rows, *(row for row, _ in self.dead)]
        oldest_key = min((SINCE.index(row.key_id) for row in kept), default=None)
        assert self.outbox.queue_state() == QueueState(
            pending=len(waiting),
            oldest_seq=waiting[0].seq if waiting else None,
            oldest_key_id=None if oldest_key is None else SINCE[oldest_key],
            parked=len(self.rows) - len(waiting),
            dead=len(self.dead),
        )
        letters = sorted((row.seq, reason) for row, reason in self.dead)
        assert [(item.seq, reason) for item, reason in self.outbox.dead_letters()] == letters
        assert all(self.outbox.holds(row.op_id) is True for row in kept)
        assert not any(self.outbox.holds(op_id) for op_id in self.gone[-3:])


def _settlement(kind: str, seq: int) -> Settlement:
    match kind:
        case "d":
            return Delivered(seq)
        case "r":
            return Rejected(seq, RejectReason.MALFORMED)
        case "c":
            return Conflicting(seq)
        case _:
            return Tried(seq)


OutboxModel.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestOutboxModel = OutboxModel.TestCase
