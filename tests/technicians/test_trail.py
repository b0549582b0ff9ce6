"""What technicians do reaches the trail as declarations reach their effect: sealed, once, dated, whatever it holds."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from outbox_items import LANE, OTHER_LANE, Pen, content_of, declaration
from running_caisse import NOON, Caisse, Terminal, demo_settings
from sqlalchemy import select
from technicians_at_work import SACHA

from caisse.declarations.opened import LaterError, Opened, Work
from caisse.declarations.worker import Worker
from caisse.handlers.sweeping import sweep
from caisse.handlers.trail import DEEDS, KEPT, Line, trail
from caisse.parts import Parts
from caisse.sealing_keys import SealingKeys
from caisse.store.account_schema import ALARM
from caisse.store.intake_schema import INTAKE, QUARANTINE
from caisse.store.maintenance_schema import DEED
from caisse.store.store import Store
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

ENTERED = MaintenanceRecord(Deed.ENTERED, Way.ONLINE, SACHA.number)


@pytest.fixture(scope="session")
def sealing_keys(tmp_path_factory: pytest.TempPathFactory) -> SealingKeys:
    keys = SealingKeys(tmp_path_factory.mktemp("sealing"))
    made = keys.make(NOON - timedelta(days=30), NOON + timedelta(days=335))
    keys.publish((made,), Ed25519PrivateKey.generate())
    return keys


@pytest.fixture(scope="session")
def shared_caisse(shared_store: Store, sealing_keys: SealingKeys) -> Iterator[Caisse]:
    running = Caisse(shared_store, demo_settings(), sealing_keys=sealing_keys)
    yield running
    running.stop()


@pytest.fixture
def pen(terminal: Terminal, sealing_keys: SealingKeys) -> Pen:
    published = sealing_keys.published()
    assert published is not None
    return Pen(terminal, published.keys[0])


@pytest.fixture
def worker(caisse: Caisse) -> Worker:
    return Worker(caisse.parts, nobody)


def nobody(_parts: Parts, _opened: Opened) -> Work:
    """No declaration is judged here."""
    raise LaterError


def content(record: MaintenanceRecord = ENTERED, **changes: Any) -> bytes:
    return json.dumps(asdict(record) | changes).encode()


def drain(worker: Worker) -> None:
    while worker.round():
        pass


def lines(caisse: Caisse) -> tuple[Line, ...]:
    return caisse.store.read(trail)


def outcomes(caisse: Caisse) -> list[str | None]:
    found = select(INTAKE.c.outcome).order_by(INTAKE.c.seq)
    return list(caisse.store.read(lambda connection: connection.execute(found).scalars().all()))


def quarantined(caisse: Caisse) -> list[tuple[str, str]]:
    found = select(QUARANTINE.c.kind, QUARANTINE.c.reason).order_by(QUARANTINE.c.seq)
    return [(row.kind, row.reason) for row in caisse.store.read(lambda connection: connection.execute(found).all())]


def test_a_record_becomes_a_line_at_the_moment_it_was_made(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    item = pen.item(content=content(outcome="no-paper", deed=Deed.TICKET_TESTED))
    assert pen.statuses(item) == ["accepted"]
    drain(worker)
    (line,) = lines(caisse)
    expected = Line("borne-1", "ticket-tested", Way.ONLINE, SACHA.number, "no-paper", NOON - pen.ago, unsure=False)
    assert line == expected
    assert outcomes(caisse) == ["noted"]
    kept = caisse.store.read(lambda connection: connection.execute(select(DEED.c.op)).scalar_one())
    assert kept == item.op_id
    assert '"event": "declaration.settled", "terminal": "borne-1", "outcome": "noted"' in "\n".join(caisse.log)


def test_the_lines_of_a_lane_come_in_its_order_and_once(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    items = []
    for minutes, deed in ((9, Deed.ENTERED), (8, Deed.SURVEYED), (7, Deed.LEFT)):
        pen.ago = timedelta(minutes=minutes)
        items.append(pen.item(content=content(replace(ENTERED, deed=deed))))
    for _ in range(2):
        pen.deliver(*items)
        drain(worker)
    assert [line.deed for line in lines(caisse)] == ["left", "surveyed", "entered"]
    assert outcomes(caisse) == ["noted"] * 3


def test_two_servers_write_a_line_once(caisse: Caisse, pen: Pen) -> None:
    for _ in range(20):
        pen.deliver(pen.item(content=content()))
    workers = [Worker(caisse.parts, nobody) for _ in range(2)]
    together = threading.Barrier(2)

    def work(worker: Worker) -> None:
        together.wait(30)
        while None in outcomes(caisse):
            worker.round()

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lines(caisse)) == 20


def test_every_deed_and_every_way_has_its_line(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    for deed in Deed:
        for way in Way:
            pen.deliver(pen.item(content=content(MaintenanceRecord(deed, way, SACHA.number))))
    drain(worker)
    assert {(line.deed, line.way) for line in lines(caisse)} == {(deed, way) for deed in Deed for way in Way}


@pytest.mark.parametrize(
    ("way", "technician"), [(Way.SHELL, "root"), (Way.SHELL, "ACME\\jean+2"), (Way.OFFLINE, ""), (Way.ONLINE, "")]
)
def test_who_may_be_a_user_or_nobody_yet(caisse: Caisse, pen: Pen, worker: Worker, way: Way, technician: str) -> None:
    pen.deliver(pen.item(content=content(MaintenanceRecord(Deed.REFUSED, way, technician, "credentials"))))
    drain(worker)
    assert [line.technician for line in lines(caisse)] == [technician]


@pytest.mark.parametrize(
    "changes",
    [
        {"technician": "2840588321025"},
        {"technician": "MARIE DUPONT"},
        {"technician": "", "way": "shell"},
        {"technician": "jean dupont", "way": "shell"},
        {"technician": "a" * 65, "way": "shell"},
        {"outcome": "pas de papier"},
        {"outcome": ""},
        {"outcome": "x" * 49},
    ],
)
def test_nothing_but_numbers_and_words_enters_the_trail(
    caisse: Caisse, pen: Pen, worker: Worker, changes: dict[str, Any]
) -> None:
    pen.deliver(pen.item(content=content(**changes)))
    drain(worker)
    assert lines(caisse) == ()
    assert (outcomes(caisse), quarantined(caisse)) == (["unreadable"], [("unreadable", "content")])
    raised = caisse.store.read(lambda connection: connection.execute(select(ALARM.c.kind)).scalars().all())
    assert raised == ["declaration-unreadable"]


@pytest.mark.parametrize("changes", [{"kind": "inventory"}, {"deed": "dusted"}, {"way": "telepathy"}, {"deed": 1}])
def test_what_a_newer_terminal_tells_waits_a_week_for_a_newer_caisse(
    caisse: Caisse, pen: Pen, worker: Worker, changes: dict[str, Any]
) -> None:
    pen.deliver(pen.item(content=content(**changes)))
    pen.deliver(pen.item(OTHER_LANE, content()))
    drain(worker)
    assert (outcomes(caisse), quarantined(caisse)) == ([None, "noted"], [])
    caisse.clock.advance(days=7, minutes=-1)
    drain(worker)
    assert outcomes(caisse) == [None, "noted"]
    caisse.clock.advance(minutes=1)
    drain(worker)
    assert (outcomes(caisse), quarantined(caisse)) == (["unreadable", "noted"], [("unreadable", "kind")])


@pytest.mark.parametrize("kind", [None, 1, ["maintenance"], {}])
def test_a_kind_that_is_no_word_is_nothing(caisse: Caisse, pen: Pen, worker: Worker, kind: object) -> None:
    pen.deliver(pen.item(content=content(kind=kind)))
    drain(worker)
    assert quarantined(caisse) == [("unreadable", "content")]


def test_a_declaration_is_still_the_judge_s(caisse: Caisse, pen: Pen) -> None:
    seen: list[Opened] = []

    def look(_parts: Parts, opened: Opened) -> Work:
        seen.append(opened)
        raise LaterError

    pen.deliver(pen.item(LANE, content_of(declaration())), pen.item(OTHER_LANE, content()))
    drain(Worker(caisse.parts, look))
    assert [one.declaration for one in seen] == [declaration()]
    assert [line.deed for line in lines(caisse)] == ["entered"]


def test_a_clock_that_stood_still_dates_by_the_arrival(caisse: Caisse, terminal: Terminal, pen: Pen) -> None:
    pen.ago = timedelta(days=400)
    pen.deliver(pen.item(content=content(), uptime_ms=1000, boot_id="d2d2d2d2-0000-4000-8000-000000000000"))
    drain(Worker(caisse.parts, nobody))
    (line,) = lines(caisse)
    assert (line.done_at, line.unsure, line.terminal) == (NOON, True, terminal.name)


def test_the_trail_is_forgotten_after_a_year(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    pen.deliver(pen.item(content=content()))
    drain(worker)
    (line,) = lines(caisse)
    almost, then = line.done_at + KEPT - timedelta(seconds=1), line.done_at + KEPT
    caisse.store.write(lambda connection: sweep(connection, almost))
    assert lines(caisse) == (line,)
    caisse.store.write(lambda connection: sweep(connection, then))
    assert lines(caisse) == ()


def test_the_trail_is_read_by_terminal_and_since(caisse: Caisse, pen: Pen, worker: Worker) -> None:
    other = Pen(caisse.terminal("borne-2"), pen.key)
    for one, days in ((pen, 3), (pen, 1), (other, 2)):
        one.ago = timedelta(days=days)
        one.uptime_ms = 10 * 24 * 3_600_000
        one.deliver(one.item(content=content()))
    drain(worker)

    def days_ago(**which: Any) -> list[int]:
        found = caisse.store.read(lambda connection: trail(connection, **which))
        return [(NOON - line.done_at).days for line in found]

    assert days_ago() == [1, 2, 3]
    assert days_ago(terminal="borne-1") == [1, 3]
    assert days_ago(since=NOON - timedelta(days=2)) == [1, 2]
    assert days_ago(most=1) == [1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_deed_and_every_way_can_be_told(language: str) -> None:
    texts = read(language)
    said = [texts.t(f"technician.deed.{deed}") for deed in DEEDS] + [texts.t(f"technician.way.{way}") for way in Way]
    assert len(set(said)) == len(DEEDS) + len(Way)
