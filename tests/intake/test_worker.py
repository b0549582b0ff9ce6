"""What is accepted takes effect once, in its lane's order, whatever goes wrong in between; on both databases."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from outbox_items import LANE, OTHER_LANE, Pen, content_of, declaration
from running_caisse import Caisse, Terminal
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import OperationalError

from caisse.declarations.opened import LaterError, Opened, Outcome, Work
from caisse.declarations.worker import Worker
from caisse.handlers import terminals
from caisse.handlers.turns import CrowdedError
from caisse.parts import Parts
from caisse.store.account_schema import ALARM
from caisse.store.intake_schema import INTAKE, QUARANTINE
from caisse.store.schema import NONCE
from caisse.store.store import StoreBusyError
from teleservices.wire.envelope import STEP, Header, pad, signed_bytes

A, B, C = "AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"


@dataclass
class Judge:
    """Writes each reference down, in the transaction of its outcome, where the store's users already have a table.

    Attributes:
        troubles: raised when a reference is judged, one a try.
    """

    terminal: str
    troubles: dict[str, list[Exception]] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)
    spoiled: dict[str, Exception] = field(default_factory=dict)
    outcome: Outcome = Outcome.REGISTERED

    def __call__(self, parts: Parts, opened: Opened) -> Work:
        reference = opened.declaration.reference
        self.judged.append(reference)
        if self.troubles.get(reference):
            raise self.troubles[reference].pop()

        def work(connection: Connection) -> Outcome:
            effect = {"terminal": self.terminal, "nonce": f"{len(applied(connection)):04} {reference}"}
            connection.execute(insert(NONCE).values(effect | {"expires_at": parts.now()}))
            if reference in self.spoiled:
                raise self.spoiled[reference]
            return self.outcome

        return work


def applied(connection: Connection) -> list[str]:
    found = connection.execute(select(NONCE.c.nonce).where(NONCE.c.nonce.like("0%")).order_by(NONCE.c.nonce))
    return [nonce[5:] for nonce in found.scalars()]


def effects(caisse: Caisse) -> list[str]:
    return caisse.store.read(applied)


def rows(caisse: Caisse) -> list[tuple[int, str | None, bool]]:
    """Of each declaration: its number, its outcome, whether its content is still there."""
    found = select(INTAKE.c.seq, INTAKE.c.outcome, INTAKE.c.sealed).order_by(INTAKE.c.terminal, INTAKE.c.seq)
    return [
        (row.seq, row.outcome, row.sealed is not None)
        for row in caisse.store.read(lambda connection: connection.execute(found).all())
    ]


def alarms(caisse: Caisse) -> list[tuple[str, str]]:
    return [
        (row.kind, row.place) for row in caisse.store.read(lambda connection: connection.execute(select(ALARM)).all())
    ]


@pytest.fixture
def judge(terminal: Terminal) -> Judge:
    return Judge(terminal.name)


@pytest.fixture
def worker(caisse: Caisse, judge: Judge) -> Worker:
    return Worker(caisse.parts, judge)


def drain(worker: Worker) -> None:
    while worker.round():
        pass


@pytest.fixture
def file(pen: Pen) -> Callable[..., None]:
    """Delivers declarations by their references."""

    def deliver(*references: str, lane: str = LANE) -> None:
        items = [pen.item(lane, content_of(declaration(reference))) for reference in references]
        assert pen.statuses(*items) == ["accepted"] * len(items)

    return deliver


File = Callable[..., None]


def test_what_was_filed_reaches_the_judge_whole(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    seen: list[Opened] = []

    def look(_parts: Parts, opened: Opened) -> Work:
        seen.append(opened)
        return lambda _: Outcome.REFUSED

    pen.deliver(pen.item())
    drain(Worker(caisse.parts, look))
    (opened,) = seen
    assert opened.declaration == declaration()
    assert (opened.terminal, opened.received_at) == ("borne-1", caisse.clock())
    assert (caisse.clock() - opened.filed_at, opened.unsure) == (pen.ago, False)
    assert rows(caisse) == [(1, "refused", False)]


def test_a_lane_is_applied_in_its_order_and_once(caisse: Caisse, worker: Worker, file: File) -> None:
    file(A, B, C)
    drain(worker)
    drain(worker)
    assert effects(caisse) == [A, B, C]
    assert rows(caisse) == [(1, "registered", False), (2, "registered", False), (3, "registered", False)]


def test_what_is_rejected_is_nobody_s_to_open(caisse: Caisse, pen: Pen, worker: Worker, judge: Judge) -> None:
    pen.deliver(pen.item(suite="x"))
    drain(worker)
    assert judge.judged == []
    assert rows(caisse) == [(1, "rejected", True)]


@pytest.mark.parametrize("trouble", [StoreBusyError(), CrowdedError()], ids=lambda error: type(error).__name__)
def test_what_is_nobody_s_fault_waits_and_leaves_no_trace(
    caisse: Caisse, worker: Worker, judge: Judge, file: File, trouble: Exception
) -> None:
    judge.troubles[A] = [trouble]
    file(A, B)
    file(C, lane=OTHER_LANE)
    assert worker.round() == 1
    assert effects(caisse) == [C]
    drain(worker)
    assert effects(caisse) == [C, A, B]
    assert not [line for line in caisse.log if "declaration.postponed" in line]


def test_one_that_must_wait_holds_its_own_lane_up_only(
    caisse: Caisse, worker: Worker, judge: Judge, file: File
) -> None:
    judge.troubles[A] = [LaterError()] * 8
    file(A, B)
    file(C, lane=OTHER_LANE)
    for _ in range(8):
        drain(worker)
        assert effects(caisse) == [C]
        caisse.clock.advance(minutes=1)
    drain(worker)
    assert effects(caisse) == [C, A, B]
    assert alarms(caisse) == []


def test_a_bug_holds_its_own_lane_up_calls_a_person_and_is_tried_again_daily(
    caisse: Caisse, worker: Worker, judge: Judge, file: File
) -> None:
    judge.troubles[A] = [ZeroDivisionError()] * 6
    file(A, B)
    file(C, lane=OTHER_LANE)
    waits = []
    for minutes in (1, 2, 4, 8, 24 * 60, 24 * 60):
        drain(worker)
        caisse.clock.advance(minutes=minutes, seconds=-1)
        before = len(judge.judged)
        drain(worker)
        waits.append(len(judge.judged) - before)
        caisse.clock.advance(seconds=1)
    assert waits == [0] * 6
    assert effects(caisse) == [C]
    assert alarms(caisse)[0] == ("declaration-stuck", "borne-1")
    kept = caisse.store.read(lambda connection: connection.execute(select(QUARANTINE)).all())
    assert [(row.kind, row.seq, row.reason, row.sealed) for row in kept] == [("stuck", 1, "ZeroDivisionError", None)]
    drain(worker)
    assert effects(caisse) == [C, A, B]


def test_an_effect_whose_transaction_fails_never_was(caisse: Caisse, worker: Worker, judge: Judge, file: File) -> None:
    judge.spoiled[A] = ZeroDivisionError()
    file(A)
    drain(worker)
    assert (effects(caisse), rows(caisse)) == ([], [(1, None, True)])
    judge.spoiled.clear()
    caisse.clock.advance(minutes=1)
    drain(worker)
    assert (effects(caisse), rows(caisse)) == ([A], [(1, "registered", False)])


def test_a_bug_in_one_effect_undoes_no_other_of_its_transaction(
    caisse: Caisse, worker: Worker, judge: Judge, file: File
) -> None:
    judge.spoiled[B] = ZeroDivisionError()
    for reference, lane in ((A, "0a" * 16), (B, "0b" * 16), (C, "0c" * 16)):
        file(reference, lane=lane)
    assert worker.round() == 2
    assert effects(caisse) == [A, C]
    assert [line for line in caisse.log if "declaration.postponed" in line and "ZeroDivisionError" in line]


def test_the_database_s_own_trouble_in_one_effect_is_nobody_s_fault(
    caisse: Caisse, worker: Worker, judge: Judge, file: File
) -> None:
    judge.spoiled[B] = OperationalError("", None, Exception())
    file(A, lane="0a" * 16)
    file(B, lane="0b" * 16)
    assert worker.round() == 0
    assert effects(caisse) == []
    judge.spoiled.clear()
    assert worker.round() == 2
    assert effects(caisse) == [A, B]
    assert not [line for line in caisse.log if "declaration.postponed" in line]


def test_an_effect_that_only_shows_at_the_commit_what_is_wrong_with_it_stands_alone(
    caisse: Caisse, judge: Judge, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction of several fails as a whole: each is then tried by itself."""
    real = caisse.store.write

    def write(work: Callable[[Connection], object]) -> object:
        group = getattr(work, "keywords", {}).get("group", ())
        if any(one.waiting.lane == "0b" * 16 for one in group):
            raise ZeroDivisionError
        return real(work)

    monkeypatch.setattr(caisse.store, "write", write)
    for reference, lane in ((A, "0a" * 16), (B, "0b" * 16), (C, "0c" * 16)):
        file(reference, lane=lane)
    assert Worker(caisse.parts, judge).round() == 2
    assert effects(caisse) == [A, C]
    assert [row[1] for row in rows(caisse)] == ["registered", None, "registered"]


def test_a_revoked_terminal_delivers_no_more_and_what_it_delivered_takes_effect(
    caisse: Caisse, pen: Pen, worker: Worker, file: File
) -> None:
    file(A)
    caisse.store.write(lambda connection: terminals.revoke(connection, "borne-1", caisse.clock()))
    refused = pen.deliver(pen.item())
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/unknown-terminal")
    drain(worker)
    assert effects(caisse) == [A]


def test_what_was_signed_before_a_terminal_was_enrolled_anew_takes_effect(
    caisse: Caisse, pen: Pen, worker: Worker, file: File
) -> None:
    before = pen.item(LANE, content_of(declaration(A)))
    pen.terminal = caisse.terminal("borne-1")
    assert pen.statuses(before, pen.item(LANE, content_of(declaration(B)))) == ["accepted"] * 2
    drain(worker)
    assert effects(caisse) == [A, B]


def flipped(text: str, where: int) -> str:
    content = bytearray(base64.b64decode(text))
    content[where] ^= 1
    return base64.b64encode(content).decode()


UNREADABLE: dict[str, Callable[[Pen], object]] = {
    "signer": lambda pen: pen.item(signer="0" * 16),
    "signature": lambda pen: replace(item := pen.item(), signature=flipped(item.signature, 5)),
    "signature of other bytes": lambda pen: replace(item := pen.item(), sealed=flipped(item.sealed, 99)),
    "signature of another header": lambda pen: replace(pen.item(), lane=OTHER_LANE),
    "content that is no JSON": lambda pen: pen.item(content=b"{"),
    "content that is no declaration": lambda pen: pen.item(content=b'{"service": "address_change"}'),
    "content of two kinds": lambda pen: pen.item(
        content=content_of(declaration()).replace(b'"revision": 1', b'"revision": "1"')
    ),
}


@pytest.mark.parametrize("why", UNREADABLE)
def test_what_cannot_be_read_is_kept_told_and_its_lane_goes_on(
    caisse: Caisse, pen: Pen, worker: Worker, judge: Judge, why: str
) -> None:
    wrong = UNREADABLE[why](pen)
    assert pen.statuses(wrong, pen.item(LANE, content_of(declaration(B)))) == ["accepted"] * 2
    drain(worker)
    assert judge.judged == [B]
    assert rows(caisse) == [(1, "unreadable", False), (2, "registered", False)]
    kept = caisse.store.read(lambda connection: connection.execute(select(QUARANTINE)).all())
    assert [(row.kind, row.seq, row.reason, row.sealed is not None) for row in kept] == [
        ("unreadable", 1, why.split(maxsplit=1)[0], True)
    ]
    assert alarms(caisse) == [("declaration-unreadable", "borne-1")]


def test_what_is_sealed_under_another_header_does_not_open(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    """Signed anew by a terminal that was taken over: the seal itself is bound to the header."""
    item = pen.item()
    moved = replace(item, lane=OTHER_LANE)
    names = [name for name in Header.__dataclass_fields__ if name not in {"kiosk", "epoch"}]
    header = Header("borne-1", pen.epoch, *(getattr(moved, name) for name in names))
    signature = pen.terminal.key.sign(signed_bytes(header, base64.b64decode(item.sealed)))
    pen.deliver(replace(moved, signature=base64.b64encode(signature).decode()))
    drain(worker)
    kept = caisse.store.read(lambda connection: connection.execute(select(QUARANTINE.c.reason)).scalars().all())
    assert kept == ["seal"]


def test_a_judge_that_knows_nobody_is_an_alarm_too(caisse: Caisse, worker: Worker, judge: Judge, file: File) -> None:
    judge.outcome = Outcome.UNREADABLE
    file(A)
    drain(worker)
    assert rows(caisse) == [(1, "unreadable", False)]
    assert alarms(caisse) == [("declaration-unreadable", "borne-1")]


def test_a_private_key_that_is_not_here_may_come_back(caisse: Caisse, terminal: Terminal, worker: Worker) -> None:
    keys = caisse.parts.sealing_keys
    key = keys.make(caisse.clock(), caisse.clock())
    pen = Pen(terminal, key)
    pen.deliver(pen.item(content=content_of(declaration(A))))
    file = keys._file(key.key_id)
    kept = file.read_bytes()
    keys.destroy(key.key_id)
    drain(worker)
    assert rows(caisse) == [(1, None, True)]
    file.write_bytes(kept)
    caisse.clock.advance(minutes=1)
    drain(worker)
    assert effects(caisse) == [A]
    keys.destroy(key.key_id)


def test_several_workers_apply_each_once_and_in_order(caisse: Caisse, pen: Pen, judge: Judge) -> None:
    lanes = [f"{number:032x}" for number in range(5)]
    items = [pen.item(lanes[n % 5], content_of(declaration(f"{'ABCDE'[n % 5]}{n:09}"))) for n in range(40)]
    pen.deliver(*items)
    workers = [Worker(caisse.parts, judge) for _ in range(3)]
    for one in workers:
        one.start()
    done = threading.Event()
    waiting = select(func.count()).select_from(INTAKE).where(INTAKE.c.outcome.is_(None))
    for _ in range(2000):
        if caisse.store.read(lambda connection: connection.execute(waiting).scalar_one()) == 0:
            break
        done.wait(0.02)
    for one in workers:
        one.stop()
    found = effects(caisse)
    assert len(found) == len(set(found)) == 40
    for lane in "ABCDE":
        of_lane = [reference for reference in found if reference.startswith(lane)]
        assert of_lane == sorted(of_lane)


def test_more_lanes_than_a_round_looks_at_all_have_their_turn(
    caisse: Caisse, pen: Pen, judge: Judge, worker: Worker
) -> None:
    judge.troubles = {f"{number:010}": [ZeroDivisionError()] * 2 for number in range(250)}
    items = [pen.item(f"{number:032x}", content_of(declaration(f"{number:010}"))) for number in range(260)]
    pen.deliver(*items)
    for _ in range(3):
        worker.round()
    assert set(effects(caisse)) == {f"{number:010}" for number in range(250, 260)}


def test_the_log_says_how_it_ended_and_of_whom_nothing(caisse: Caisse, worker: Worker, file: File) -> None:
    file(A)
    drain(worker)
    (told,) = [line for line in caisse.log if "declaration.settled" in line]
    assert '"terminal": "borne-1", "outcome": "registered"' in told
    assert not [line for line in caisse.log if A in line]


def test_padding_that_is_none_is_unreadable(
    caisse: Caisse, pen: Pen, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(pad(b"x")) == STEP
    monkeypatch.setattr("teleservices.wire.envelope.pad", lambda content: bytes(STEP))
    pen.deliver(pen.item())
    drain(worker)
    kept = caisse.store.read(lambda connection: connection.execute(select(QUARANTINE.c.reason)).scalars().all())
    assert kept == ["padding"]
