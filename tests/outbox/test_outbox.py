"""What goes into the outbox comes out in order, and stays until the caisse has it."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from outbox_samples import CAISSE_KEY, IDENTITY, LANE, SEALER, TERMINAL_KEY, Ticking, opened, sealing_key
from rfc9180 import AES_256_GCM, open_sealed

from kiosk.sync.filing import OutboxHealth, OutboxState
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import Conflicting, Delivered, Put, Rejected, Tried
from kiosk.sync.sealing import Sealer
from teleservices.wire import envelope
from teleservices.wire.batches import QueueState, RejectReason

OTHER_LANE = "b" * 32
CANARY = b"284058832102532"
MEGABYTE = 1 << 20


def put(outbox: Outbox, lane: str = LANE, content: bytes = b"{}", sealer: Sealer = SEALER) -> Put:
    kept = outbox.put(lane, content, sealer)
    assert isinstance(kept, Put)
    return kept


def waiting(outbox: Outbox, most_items: int = 500, most_bytes: int = MEGABYTE, *blocked: str) -> list[int]:
    return [entry.item.seq for entry in outbox.batch(most_items, most_bytes, blocked)]


def test_what_is_put_can_be_opened_by_the_caisse_alone(outbox: Outbox) -> None:
    kept = put(outbox, content=b'{"service":"x"}')

    (entry,) = outbox.batch(10, MEGABYTE)
    header, sealed = kept.header, base64.b64decode(entry.item.sealed)
    assert (entry.item.seq, entry.item.op_id, entry.item.lane) == (1, kept.op_id, LANE)
    assert vars(entry.item).items() >= {k: v for k, v in vars(header).items() if k not in {"kiosk", "epoch"}}.items()
    assert entry.digest == envelope.digest(header, sealed).hex()
    content = open_sealed(sealed, CAISSE_KEY, envelope.info(header), AES_256_GCM)
    assert envelope.unpad(content) == b'{"service":"x"}'
    signature = base64.b64decode(entry.item.signature)
    TERMINAL_KEY.public_key().verify(signature, envelope.signed_bytes(header, sealed))


def test_the_header_says_when_and_where(outbox: Outbox, ticking: Ticking) -> None:
    header = put(outbox).header

    assert header.occurred_at == ticking.moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert (header.kiosk, header.epoch, header.boot_id) == ("borne-01", outbox.epoch, "boot-1")


def test_a_batch_ascends_and_knows_its_limits(outbox: Outbox) -> None:
    for _ in range(6):
        put(outbox)

    size = sum(len(str(value)) for value in vars(outbox.batch(1, 1)[0].item).values())
    assert waiting(outbox, 4) == [1, 2, 3, 4]
    assert waiting(outbox, 10, 1) == [1]
    assert waiting(outbox, 10, 3 * (size + 320)) == [1, 2, 3]


def test_a_batch_is_not_larger_in_json_than_it_was_to_be(outbox: Outbox) -> None:
    from kiosk.sync.decoding import encode

    for _ in range(40):
        put(outbox)
    batch = outbox.batch(500, 20_000)
    assert len(batch) > 5
    assert sum(len(encode(entry.item)) + 1 for entry in batch) <= 20_000


def test_what_is_delivered_leaves_what_is_tried_counts(outbox: Outbox) -> None:
    for _ in range(3):
        put(outbox)

    assert outbox.settle([Delivered(2), Tried(1), Tried(1), Delivered(99)]) is None

    assert [(entry.item.seq, entry.attempts) for entry in outbox.batch(10, MEGABYTE)] == [(1, 2), (3, 0)]


def test_what_is_rejected_is_kept_as_a_dead_letter(outbox: Outbox) -> None:
    for _ in range(3):
        put(outbox)
    (first, *_) = outbox.batch(10, MEGABYTE)

    assert outbox.settle([Rejected(1, RejectReason.SUITE), Conflicting(3)]) is None

    letters = outbox.dead_letters()
    assert [(item.seq, reason) for item, reason in letters] == [(1, "suite"), (3, "conflict")]
    assert letters[0][0] == first.item
    assert waiting(outbox) == [2]
    assert outbox.forget_dead(1) is None
    assert [item.seq for item, _ in outbox.dead_letters()] == [3]


def test_what_is_parked_holds_its_lane_back_and_no_other(outbox: Outbox) -> None:
    for lane in (LANE, OTHER_LANE, LANE, OTHER_LANE, LANE):
        put(outbox, lane)

    assert outbox.park(3, "server-error") is None
    assert waiting(outbox) == [1, 2, 4]
    assert outbox.unpark(3) is None
    assert waiting(outbox) == [1, 2, 3, 4, 5]


def test_unparking_all_forgets_the_attempts(outbox: Outbox) -> None:
    for lane in (LANE, OTHER_LANE):
        put(outbox, lane)
    outbox.settle([Tried(1), Tried(2)])
    outbox.park(1, "server-error")

    outbox.unpark()

    assert [entry.attempts for entry in outbox.batch(10, MEGABYTE)] == [0, 1]


def test_a_blocked_lane_is_left_out(outbox: Outbox) -> None:
    for lane in (LANE, OTHER_LANE, LANE):
        put(outbox, lane)

    assert waiting(outbox, 500, MEGABYTE, LANE) == [2]


def test_how_the_queue_stands(outbox: Outbox) -> None:
    assert outbox.queue_state() == QueueState(0, None, None, 0, 0)
    old, new = sealing_key("2026-10", "2026-10-01T00:00:00Z"), sealing_key("2026-11", "2026-11-01T00:00:00Z")
    for key in (new, old, new, new):
        put(outbox, f"{key.key_id:0<32}", sealer=Sealer(IDENTITY, key))

    outbox.park(3, "x")
    outbox.settle([Delivered(1)])
    assert outbox.queue_state() == QueueState(pending=2, oldest_seq=2, oldest_key_id="2026-10", parked=1, dead=0)
    outbox.settle([Rejected(2, RejectReason.KEY)])
    assert outbox.queue_state() == QueueState(pending=1, oldest_seq=4, oldest_key_id="2026-10", parked=1, dead=1)
    outbox.forget_dead(2)
    assert outbox.queue_state() == QueueState(pending=1, oldest_seq=4, oldest_key_id="2026-11", parked=1, dead=0)


def test_how_it_stands_for_people(outbox: Outbox, ticking: Ticking) -> None:
    first = put(outbox).header.occurred_at
    put(outbox)

    assert outbox.state() == OutboxState(OutboxHealth.READY, pending=2, oldest_at=datetime.fromisoformat(first))
    outbox.settle([Delivered(1), Delivered(2)])
    assert outbox.state() == OutboxState(OutboxHealth.READY, delivered_at=ticking.moment)


def test_it_holds_what_waits_and_what_is_dead(outbox: Outbox) -> None:
    one, two = put(outbox), put(outbox)

    assert outbox.holds(one.op_id) is True
    outbox.settle([Delivered(1), Rejected(2, RejectReason.KEY)])
    assert outbox.holds(one.op_id) is False
    assert outbox.holds(two.op_id) is True


def test_a_restart_finds_everything_as_it_was(file: Path) -> None:
    outbox = opened(file)
    for _ in range(4):
        put(outbox)
    outbox.settle([Delivered(2), Rejected(4, RejectReason.KEY), Tried(3)])
    outbox.park(1, "x")
    moment = datetime(2026, 11, 22, 10, tzinfo=UTC)
    outbox.next_try_at = moment
    before = outbox.epoch, outbox.batch(10, MEGABYTE), outbox.dead_letters(), outbox.queue_state()
    outbox.close()

    again = opened(file, Ticking(500))
    assert (again.epoch, again.batch(10, MEGABYTE), again.dead_letters(), again.queue_state()) == before
    assert again.next_try_at == moment
    again.close()


@pytest.mark.parametrize("restart", [False, True])
def test_a_number_is_never_used_twice(file: Path, *, restart: bool) -> None:
    outbox = opened(file)
    for _ in range(3):
        put(outbox)
    outbox.settle([Delivered(1), Delivered(2), Rejected(3, RejectReason.KEY)])
    outbox.forget_dead(3)
    if restart:
        outbox.close()
        outbox = opened(file)

    assert put(outbox).seq == 4
    outbox.close()


def test_another_database_is_another_epoch(file: Path, tmp_path: Path) -> None:
    ticking = Ticking()
    one, other = opened(file, ticking), opened(tmp_path / "other.db", ticking)
    assert one.epoch != other.epoch
    assert len(one.epoch) == 32
    one.close()
    other.close()


def test_nothing_of_what_was_declared_is_in_any_file(file: Path) -> None:
    outbox = opened(file)
    put(outbox, content=CANARY)
    written = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    marker = SEALER.key_id.encode()

    assert any(marker in content for content in written.values())
    assert not any(CANARY in content for content in written.values())
    outbox.close()


def test_once_nothing_waits_nothing_is_left_in_the_log(file: Path) -> None:
    outbox = opened(file)
    op_id = put(outbox).op_id.encode()
    assert any(op_id in path.read_bytes() for path in file.parent.iterdir())

    outbox.settle([Delivered(1)])

    assert not any(op_id in path.read_bytes() for path in file.parent.iterdir())
    assert file.with_name("outbox.db-wal").stat().st_size == 0
    outbox.close()


def test_a_content_that_no_envelope_holds_is_a_fault_of_ours(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="too long"):
        outbox.put(LANE, bytes(envelope.LARGEST), SEALER)
    assert put(outbox).seq == 1
