"""The outbox's thread: one answer a filing, true whatever the disk does, and nothing left of the person."""

from __future__ import annotations

import base64
import gc
import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from outbox_samples import CAISSE_KEY, IDENTITY, ROOT_KEY, Ticking, published, sealing_key
from recording_vfs import Event, Synced, Written, recording
from rfc9180 import AES_256_GCM, open_sealed

from kiosk.sync import outbox_log
from kiosk.sync.filing import (
    AlreadyFiled,
    Filed,
    Filing,
    FilingEnded,
    FilingFault,
    FilingUnknown,
    NotFiled,
    OutboxChanged,
    OutboxEvent,
    OutboxHealth,
)
from kiosk.sync.identity import IdentityAbsent, StoredIdentity
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_once import OutboxOnce
from kiosk.sync.outbox_values import Delivered
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from teleservices.logbook import Logbook
from teleservices.wire import envelope
from teleservices.wire.declarations import ByPassword, CardShown

PATIENCE_S = 30.0
FILING = Filing(
    visit=1,
    service="address_change",
    revision=1,
    nir="284058832102532",
    card=CardShown("20240115", None),
    language="fr",
    proof=ByPassword("Canari-8?$"),
    answers={"town": "33063:33000", "people": ("b2", "b3")},
)


class Bench:
    """A worker, everything around it, and what it told."""

    def __init__(self, folder: Path) -> None:
        root = folder / "root.pem"
        root.write_bytes(ROOT_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        self.ticking = Ticking()
        self.keys = KeyStore(folder / "state", root)
        self.identity: StoredIdentity = IDENTITY
        self.at_identity: Callable[[], None] = lambda: None
        self.file = folder / "state" / "outbox.db"
        self.once = OutboxOnce(self.file, self.ticking.surroundings())
        self.told: queue.Queue[OutboxEvent] = queue.Queue()
        self.lines: list[dict[str, Any]] = []
        self.kept = 0
        self.halted = False
        logbook = Logbook(outbox_log.CATALOGUE, lambda line: self.lines.append(json.loads(line[3:])))
        office = Office(self.once, self.keys, self._who, self.ticking.surroundings(), lambda below: below - 1)
        self.worker = OutboxWorker(
            office,
            Recent(bytes(32), lambda: 0.0),
            self.told.put,
            record=logbook.record,
            kept=self._count,
            halted=lambda: self.halted,
        )

    def _who(self) -> StoredIdentity:
        self.at_identity()
        return self.identity

    def _count(self) -> None:
        self.kept += 1

    @property
    def outbox(self) -> Outbox:
        outbox = self.once()
        assert isinstance(outbox, Outbox)
        return outbox

    def next(self, kind: type[OutboxEvent]) -> Any:
        while not isinstance(event := self.told.get(timeout=PATIENCE_S), kind):
            pass
        return event

    def outcome(self, filing: Filing = FILING, call: str = "1") -> Any:
        self.worker.file(call, filing)
        ended = self.next(FilingEnded)
        assert ended.call == call
        return ended.outcome

    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.worker.stop(PATIENCE_S)
    bench.once.close()


@pytest.fixture
def ready(bench: Bench) -> Bench:
    bench.keys.offer(published(1, sealing_key()))
    bench.worker.start()
    assert bench.next(OutboxChanged).state.health is OutboxHealth.READY
    return bench


def test_a_declaration_is_kept_as_it_was_made(ready: Bench) -> None:
    outcome = ready.outcome()

    assert isinstance(outcome, Filed)
    (entry,) = ready.outbox.batch(10, 1 << 20)
    item = entry.item
    named = {name: value for name, value in vars(item).items() if name not in {"sealed", "signature"}}
    header = envelope.Header(kiosk="borne-01", epoch=ready.outbox.epoch, **named)
    content = open_sealed(base64.b64decode(item.sealed), CAISSE_KEY, envelope.info(header), AES_256_GCM)
    declared = json.loads(envelope.unpad(content) or b"")
    assert declared == {
        "service": "address_change",
        "revision": 1,
        "reference": outcome.reference.signs,
        "nir": FILING.nir,
        "card": {"valid_from": "20240115", "digest": None},
        "language": "fr",
        "proof": {"password": "Canari-8?$", "kind": "password"},
        "answers": {"town": "33063:33000", "people": ["b2", "b3"]},
    }
    assert outcome.filed_at == datetime.fromisoformat(item.occurred_at)
    assert ready.kept == 1


def test_how_the_outbox_stands_is_told_when_it_changes(ready: Bench) -> None:
    ready.outcome()
    assert ready.next(OutboxChanged).state.pending == 1
    ready.outbox.settle([Delivered(1)])
    ready.worker.look()
    assert ready.next(OutboxChanged).state.pending == 0


def test_the_very_same_is_answered_with_the_first_reference(ready: Bench) -> None:
    first = ready.outcome()
    assert ready.outcome(replace(FILING, visit=2)) == AlreadyFiled(first.reference, first.filed_at)
    assert ready.outbox.queue_state().pending == 1
    assert ready.kept == 1
    assert isinstance(ready.outcome(replace(FILING, answers={"town": "other"})), Filed)


def test_a_visit_is_a_lane(ready: Bench) -> None:
    for visit, town in ((1, "a"), (1, "b"), (2, "c")):
        ready.outcome(replace(FILING, visit=visit, answers={"town": town}))
    lanes = [entry.item.lane for entry in ready.outbox.batch(10, 1 << 20)]
    assert lanes[0] == lanes[1] != lanes[2]


def test_without_the_caisses_keys_nothing_is_taken_until_they_come(bench: Bench) -> None:
    bench.worker.start()
    assert bench.next(OutboxChanged).state.health is OutboxHealth.NO_KEYS
    assert bench.outcome() == NotFiled(FilingFault.NO_KEYS)

    bench.keys.offer(published(1, sealing_key()))
    bench.worker.look()
    assert bench.next(OutboxChanged).state.health is OutboxHealth.READY
    assert isinstance(bench.outcome(), Filed)


def test_a_terminal_that_is_not_enrolled_takes_nothing(ready: Bench) -> None:
    ready.identity = IdentityAbsent()
    assert ready.outcome() == NotFiled(FilingFault.NO_KEYS)
    assert ready.next(OutboxChanged).state.health is OutboxHealth.NO_KEYS


def test_nobody_begins_while_the_caisse_knows_this_terminal_no_more_and_who_had_begun_loses_nothing(
    ready: Bench,
) -> None:
    for halted, health in ((True, OutboxHealth.HALTED), (False, OutboxHealth.READY)):
        ready.halted = halted
        ready.worker.look()
        assert ready.next(OutboxChanged).state.health is health
        assert isinstance(ready.outcome(replace(FILING, answers={"town": health.value})), Filed)
        assert ready.next(OutboxChanged).state.health is health


def test_an_outbox_that_does_not_open_is_said_once(bench: Bench) -> None:
    bench.file.mkdir(parents=True)
    bench.worker.start()
    assert bench.next(OutboxChanged).state.health is OutboxHealth.FAILED
    assert bench.outcome() == NotFiled(FilingFault.FAILED)
    bench.worker.stop(PATIENCE_S)
    assert bench.events().count("outbox.unusable") == 1


class Break:
    """From the first sync of the log on, the disk gives errors: once, or for good."""

    def __init__(self, *, for_good: bool) -> None:
        self._for_good = for_good
        self._broken = False

    def __call__(self, event: Event) -> int | None:
        if not isinstance(event, Synced | Written):
            return None
        first = not self._broken and isinstance(event, Synced) and event.path.endswith("-wal")
        again = self._broken and self._for_good
        self._broken = self._broken or first
        return 1034 if first or again else None


@pytest.mark.parametrize(
    ("for_good", "outcome"),
    [(False, NotFiled(FilingFault.FAILED)), (True, FilingUnknown())],
    ids=["an error", "a dead disk"],
)
def test_after_an_error_somebody_looks_before_anything_is_said(
    bench: Bench, outcome: object, *, for_good: bool
) -> None:
    bench.keys.offer(published(1, sealing_key()))
    with recording() as watched:
        bench.worker.start()
        bench.next(OutboxChanged)
        watched.fault = Break(for_good=for_good)
        assert bench.outcome() == outcome
        assert bench.next(OutboxChanged).state.health is OutboxHealth.FAILED
        assert bench.outcome(call="2") == NotFiled(FilingFault.FAILED)
        bench.worker.stop(PATIENCE_S)
        bench.once.close()
    assert bench.kept == 0


def test_a_full_disk_is_said_to_be_full(bench: Bench) -> None:
    bench.keys.offer(published(1, sealing_key()))
    with recording() as watched:
        bench.worker.start()
        bench.next(OutboxChanged)
        watched.fault = lambda event: 13 if isinstance(event, Written) else None
        assert bench.outcome() == NotFiled(FilingFault.FULL)
        watched.fault = lambda _event: None
        assert isinstance(bench.outcome(call="2"), Filed)
        bench.worker.stop(PATIENCE_S)
        bench.once.close()


class Gate:
    """Holds the thread in the middle of a filing until it is let go."""

    def __init__(self, bench: Bench) -> None:
        self._inside, self._onward = threading.Event(), threading.Event()
        bench.at_identity = self._hold

    def _hold(self) -> None:
        self._inside.set()
        assert self._onward.wait(PATIENCE_S)

    def await_filing(self) -> None:
        assert self._inside.wait(PATIENCE_S)

    def let_go(self) -> None:
        self._onward.set()


def test_who_has_left_gets_no_answer_but_what_was_kept_stays(ready: Bench) -> None:
    """The first is being kept when the visit is wiped, the second waits."""
    gate = Gate(ready)
    ready.worker.file("1", FILING)
    gate.await_filing()
    ready.worker.file("2", replace(FILING, answers={"town": "other"}))

    ready.worker.forget()
    gate.let_go()

    assert isinstance(ready.outcome(replace(FILING, answers={"town": "third"}), call="3"), Filed)
    assert ready.outbox.queue_state().pending == 2


def test_stopping_ends_what_is_being_kept_and_drops_what_waits(ready: Bench) -> None:
    gate = Gate(ready)
    ready.worker.file("1", FILING)
    gate.await_filing()
    ready.worker.file("2", replace(FILING, answers={"town": "other"}))

    ready.worker.stop(0)
    gate.let_go()
    ready.worker.stop(PATIENCE_S)

    assert ready.told.empty()
    assert ready.outbox.queue_state().pending == 1


def test_nothing_of_the_person_stays_behind(ready: Bench) -> None:
    marker = "Canari-qui-ne-reste-pas-é"
    ready.outcome(replace(FILING, answers={"town": marker}))
    ready.worker.forget()
    ready.next(OutboxChanged)
    gc.collect()

    frames = sys._current_frames()
    (ident,) = [thread.ident for thread in threading.enumerate() if thread.name == "outbox"]
    frame: FrameType | None = frames[ident or 0]
    while frame is not None:
        assert marker not in str(frame.f_locals)
        assert not any(isinstance(value, Filing) for value in frame.f_locals.values())
        frame = frame.f_back
    left = [one for one in gc.get_objects() if isinstance(one, Filing) and marker in one.answers.values()]
    assert left == []


def test_the_journal_counts_and_says_nothing_else(ready: Bench) -> None:
    outcome = ready.outcome()
    ready.outcome(call="2")
    ready.worker.stop(PATIENCE_S)

    assert [line for line in ready.lines if line["event"] != "outbox.health"][1:] == [
        {"at": ready.lines[2]["at"], "event": "outbox.kept", "pending": 1},
        {"at": ready.lines[3]["at"], "event": "outbox.repeated"},
    ]
    written = json.dumps(ready.lines)
    assert outcome.reference.signs not in written
    assert FILING.service not in written
