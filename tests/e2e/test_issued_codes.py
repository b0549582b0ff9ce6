"""200 codes provisoires, made by the caisse and sent by the terminal's modem, leave no trace on either side."""

from __future__ import annotations

import os
import queue
import re
import signal
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from code_traces import ALL, WRITTEN, contents_under, packed, trace

from dock.caisse import CaisseProcess
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.events import ModemEvent, SmsEnded, SmsReported
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.status import Sent
from kiosk.devices.modem.worker import ModemWorker
from kiosk.sync.account import WantCode
from kiosk.sync.answers import Refused
from kiosk.sync.enrol import enrol
from kiosk.sync.identity import load
from kiosk.sync.link import Link
from kiosk.sync.settings import LinkSettings
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport
from teleservices.wire.problems import Problem
from teleservices.wire.sign_in import SignIn
from teleservices.wire.visits import OpenVisit, VisitOpened

CODES = 200
PATIENCE_S = 30.0
TODAYS_CARD = "20261101"
"""Newer than any loss declared."""
EVERYBODY_HERE = "[identification.codes]\nper_terminal = 100000\n[identification.spraying]\npeople = 100000\n"


@dataclass(frozen=True)
class Issued:
    """The codes that telephones received, and where both sides keep their files."""

    codes: frozenset[str]
    places: tuple[Path, ...]


@dataclass
class _Terminal:
    link: Link
    modem: ModemWorker
    said: queue.Queue[ModemEvent]

    def until(self, kind: type[SmsEnded | SmsReported], job: str) -> ModemEvent:
        while True:
            event = self.said.get(timeout=PATIENCE_S)
            if isinstance(event, kind) and event.job == job:
                return event

    def receive(self, nir: str, simulator: ModemSimulator) -> tuple[str, str]:
        """The visit's token, and the code that came by SMS."""
        visit = self.link.open_visit(OpenVisit(nir, TODAYS_CARD, None))
        assert isinstance(visit, VisitOpened)
        sent = self.link.ask(visit.token, WantCode())
        assert isinstance(sent, CodeSent)
        assert sent.sms is not None
        self.modem.send(sent.sms)
        ended = self.until(SmsEnded, sent.sms.id)
        assert isinstance(ended, SmsEnded)
        assert isinstance(ended.end, Sent)
        self.link.report_sms(SmsReport(sent.sms.id, SmsOutcome.SENT))
        self.until(SmsReported, sent.sms.id)
        self.link.report_sms(SmsReport(sent.sms.id, SmsOutcome.DELIVERED))
        found = re.search(r"\b[0-9]{4}\b", simulator.messages()[-1].text)
        assert found is not None
        return visit.token, found[0]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    caisse_files, kiosk_files = tmp_path_factory.mktemp("caisse"), tmp_path_factory.mktemp("kiosk")
    overlay = tmp_path_factory.mktemp("settings") / "everybody.toml"
    overlay.write_text(EVERYBODY_HERE, "utf-8")
    codes = []
    with ExitStack() as running:
        simulator = ModemSimulator(kiosk_files / "modem")
        simulator.start()
        running.callback(simulator.stop)
        said: queue.Queue[ModemEvent] = queue.Queue()
        modem = ModemWorker(ModemSettings(kiosk_files / "modem", 115200, None, kiosk_files / "pin-refused"), said.put)
        modem.start()
        running.callback(modem.stop, PATIENCE_S)
        caisse = running.enter_context(CaisseProcess(caisse_files, people=2 * CODES, settings=(overlay,)))
        enrol(caisse.url, caisse.add_terminal("borne-01"), caisse.ca_file, kiosk_files)
        link = Link(LinkSettings(caisse.url, caisse.ca_file), lambda: load(kiosk_files))
        terminal = _Terminal(link, modem, said)
        for number, nir in enumerate(_people(caisse_files)):
            token, code = terminal.receive(nir, simulator)
            codes.append(code)
            _use(link, token, code, number)
        # What a crash leaves belongs to what is searched.
        assert caisse.pid is not None
        os.kill(caisse.pid, signal.SIGABRT)
        caisse.kill()
    return Issued(frozenset(codes), (caisse_files, kiosk_files))


def _people(caisse_files: Path) -> list[str]:
    """People who have a mobile number and whom the caisse serves."""
    database = f"file:{caisse_files / 'caisse.sqlite3'}?mode=ro"
    query = """
        select person.nir from person
        join insured on insured.person_id = person.id
        join account on account.insured_id = person.id
        where account.mobile is not null and insured.regime = 'general' order by person.id desc limit ?
        """
    with closing(sqlite3.connect(database, uri=True)) as connection:
        found = [Nir(nir).full for (nir,) in connection.execute(query, (CODES,))]
    assert len(found) == CODES
    return found


def _use(link: Link, token: str, code: str, number: int) -> None:
    """Some codes are mistyped first, some used, some left to live."""
    if number % 4 == 0:
        wrong = ALL[(int(code) + 1) % len(ALL)]
        refused = link.ask(token, SignIn(wrong))
        assert isinstance(refused, Refused)
        assert refused.problem is Problem.CREDENTIALS
    if number % 2 == 0:
        visit = link.ask(token, SignIn(code))
        assert isinstance(visit, VisitOpened)
        assert visit.level is Level.CODE
    link.close_visit(token)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", WRITTEN)
def test_no_code_is_written_anywhere(issued: Issued, way: str) -> None:
    found = trace(issued.codes, way, contents_under(*issued.places, pages=WRITTEN[way].pages))

    assert not found.leaks, found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("way", WRITTEN)
def test_a_planted_trace_is_found(issued: Issued, way: str) -> None:
    written = {
        "ASCII": lambda code: code.encode(),
        "UTF-16": lambda code: code.encode("utf-16-le"),
        # Two bytes are common by chance: a single trace of each would stand out hardly.
        "BCD": lambda code: 2 * (b"\x81" + bytes.fromhex(code) + b"\x81"),
        "septets": lambda code: b"\x00" + packed(code, 3, " ", " ") + b"\x00",
        "septets in hexadecimal": lambda code: packed(code, 6, " ", " ").hex().upper().encode(),
    }
    planted = b"\n\n".join(written[way](code) for code in issued.codes)

    assert trace(issued.codes, way, [*contents_under(*issued.places, pages=WRITTEN[way].pages), planted]).leaks
