"""What a survey is made of on a real machine: the caisse over TLS, the disk, the journal; and what is kept of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path

import pytest
from scripted_bench import Certificates, ScriptedCaisse, make_certificates
from survey_samples import AT, WELL

from kiosk import journal
from kiosk.maintenance import cabinet_model, diagnostics, measuring
from kiosk.maintenance.answers import Done, Failed, Failure, JournalLine
from kiosk.maintenance.diagnostics import Diagnostics
from kiosk.maintenance.findings import Fact, Finding, Grade, Survey
from kiosk.maintenance.journal_reading import JournalReader
from kiosk.maintenance.seen import Room, Supervision
from kiosk.maintenance.surface import Surface
from kiosk.maintenance.survey_document import ADAPTER, read, written
from kiosk.maintenance.surveyor import Site, Surveyor
from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.keys import KeyStore
from kiosk.sync.probe import Reached, probe
from kiosk.sync.settings import LinkSettings

HEALTH = {"status": "ok"}
SURVEY = Survey(
    AT,
    "borne-01",
    "0.1.0",
    "borne-21p",
    (
        Finding("printer", Grade.FAULT, "no_paper"),
        Finding("link", Grade.GOOD, "up", (Fact("latency", "35 ms"),)),
    ),
)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def caisse(certificates: Certificates) -> Iterator[ScriptedCaisse]:
    server = ScriptedCaisse(certificates.server_file)
    yield server
    server.stop()


def answering(caisse: ScriptedCaisse, certificates: Certificates, date: str) -> Reached | NoAnswer:
    caisse.reset()
    caisse.will_answer(caisse.answer(200, "application/json", HEALTH, Date=date))
    return probe(LinkSettings(caisse.url, certificates.ca_file), Abort(), now=lambda: AT, monotonic=lambda: 0.0)


@pytest.mark.parametrize("ahead_s", [0, 700, -700])
def test_the_caisses_clock_is_read_off_its_answer(
    caisse: ScriptedCaisse, certificates: Certificates, ahead_s: int
) -> None:
    date = format_datetime(AT - timedelta(seconds=ahead_s), usegmt=True)
    assert answering(caisse, certificates, date) == Reached(0, ahead_s - 0.5)


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 22 Nov 2026 08:00:00 -0000"])
def test_a_caisse_that_does_not_say_the_time_is_there_all_the_same(
    caisse: ScriptedCaisse, certificates: Certificates, date: str
) -> None:
    assert answering(caisse, certificates, date) == Reached(0, None)


def test_why_the_caisse_is_out_of_reach(caisse: ScriptedCaisse, certificates: Certificates, tmp_path: Path) -> None:
    def ask(settings: LinkSettings) -> Reached | NoAnswer:
        return probe(settings, Abort())

    caisse.reset()
    caisse.will_answer(caisse.answer(200, "text/html", "<h1>portail</h1>"))
    assert ask(LinkSettings(caisse.url, certificates.ca_file)) == NoAnswer(Cause.FOREIGN)
    assert ask(LinkSettings(caisse.url, certificates.other_ca_file)) == NoAnswer(Cause.UNTRUSTED)
    assert ask(LinkSettings(caisse.url, tmp_path / "none.pem")) == NoAnswer(Cause.NO_CA)
    assert ask(LinkSettings("https://127.0.0.1:9", certificates.ca_file)) == NoAnswer(Cause.UNREACHABLE)


def test_a_survey_brings_all_of_it_together(caisse: ScriptedCaisse, certificates: Certificates, tmp_path: Path) -> None:
    caisse.reset()
    date = format_datetime(datetime.now(UTC), usegmt=True)
    caisse.will_answer(caisse.answer(200, "application/json", HEALTH, Date=date))
    surface = Surface(Supervision(by_systemd=True, watchdog=True), pixels=(1920, 1080))
    survey = Surveyor(
        site=Site("0.1.0", "borne-21p", (1080, 1920), tmp_path, has_modem=True, surface=surface),
        said=lambda: WELL.said,
        probe=partial(probe, LinkSettings(caisse.url, certificates.ca_file)),
        identity=lambda: WELL.identity,
        keys=KeyStore(tmp_path, tmp_path / "root.pem"),
        starts=lambda: 2,
        journal=lambda: False,
        now=lambda: AT,
    ).survey(Abort())

    found = {finding.check: finding.state for finding in survey.findings}
    assert (survey.at, survey.terminal, survey.version, survey.cabinet) == (AT, "borne-01", "0.1.0", "borne-21p")
    assert (found["link"], found["clock"], found["screen"], found["keys"]) == ("up", "exact", "turned", "none")
    assert found["disk"] in {"roomy", "low", "full"}
    assert found["journal"] == "own"
    assert survey.grade is Grade.FAULT


def test_results_are_kept_row_by_row_and_the_oldest_go(tmp_path: Path) -> None:
    kept = Diagnostics(tmp_path)
    for number in range(40):
        assert kept.keep(replace(SURVEY, at=AT + timedelta(minutes=number)))
    with closing(sqlite3.connect(tmp_path / diagnostics.FILE)) as file:
        rows = file.execute('SELECT at, "check", grade, state, facts FROM findings ORDER BY rowid').fetchall()
    assert len(rows) == 30 * 2
    assert rows[0][0] == (AT + timedelta(minutes=10)).isoformat(timespec="milliseconds")
    assert rows[0][1:] == ("printer", 3, "no_paper", "{}")
    assert rows[1][4] == '{"latency": "35 ms"}'


def test_a_damaged_file_keeps_nobody_from_a_survey(tmp_path: Path) -> None:
    (tmp_path / diagnostics.FILE).write_bytes(b"no database" * 1000)
    kept = Diagnostics(tmp_path)
    assert not kept.keep(SURVEY)
    kept.count_start(AT)
    assert kept.starts is None


def test_starts_of_the_last_day_are_counted(tmp_path: Path) -> None:
    for hours in (0, 1, 23, 25, -48):
        kept = Diagnostics(tmp_path)
        kept.count_start(AT + timedelta(hours=hours))
    assert kept.starts == 1
    kept = Diagnostics(tmp_path)
    kept.count_start(AT - timedelta(hours=47))
    assert kept.starts == 2


def test_a_survey_goes_through_json_unchanged() -> None:
    document = json.loads(ADAPTER.dump_json(written(SURVEY)))
    assert document["grade"] == "fault"
    assert [finding["grade"] for finding in document["findings"]] == ["fault", "good"]
    assert read(document) == SURVEY


@pytest.mark.parametrize(
    "document", [None, {}, [], {"at": 1}, json.loads(ADAPTER.dump_json(written(SURVEY))) | {"at": "x"}]
)
def test_what_is_no_survey_is_none(document: object) -> None:
    assert read(document) is None


def line(event: str, at: str = "2026-11-22T08:00:00.000+00:00", **fields: object) -> str:
    return "<6>" + json.dumps({"at": at, "event": event, **fields})


def test_only_declared_lines_are_shown() -> None:
    own = [
        line("app.started", cabinet="borne-21p"),
        line("app.started", cabinet="borne-21p", name="MARIE"),
        line("app.unheard_of", name="MARIE"),
        line("app.version", at="now", version="1"),
        "Traceback: MARIE",
        "[" * 99_999,
        line("app.version", version="0.1.0")[3:],
    ]
    reader = JournalReader(journal.CATALOGUE, lambda: own, lambda: ())
    at = datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert reader.lines() == (
        JournalLine(at, "app.version", "info", "version=0.1.0"),
        JournalLine(at, "app.started", "info", "cabinet=borne-21p"),
    )
    assert not reader.reaches_the_system()


def test_the_systems_journal_goes_first_where_it_can_be_read() -> None:
    reader = JournalReader(
        journal.CATALOGUE,
        lambda: [line("app.started", cabinet="borne-21p")],
        lambda: [line("app.stopped"), "cage: what others wrote"],
    )
    assert [shown.event for shown in reader.lines()] == ["app.stopped"]
    assert reader.reaches_the_system()


def test_a_model_that_is_installed_can_be_chosen(tmp_path: Path) -> None:
    models = ("borne-15p", "borne-21p")
    assert cabinet_model.choose(tmp_path, models, "../secret") == Failed(Failure.UNKNOWN_MODEL)
    assert cabinet_model.chosen(tmp_path, models) is None
    assert cabinet_model.choose(tmp_path, models, "borne-15p") == Done()
    assert cabinet_model.chosen(tmp_path, models) == "borne-15p"
    assert cabinet_model.chosen(tmp_path, ("borne-21p",)) is None
    (tmp_path / "file").touch()
    assert cabinet_model.choose(tmp_path / "file" / "state", models, "borne-15p") == Failed(Failure.DISK)


def test_what_the_kernel_says_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal:        4096 kB\nMemFree: 1 kB\nMemAvailable:    1024 kB\n")
    assert measuring.memory(tmp_path) == Room(1 << 20, 4 << 20)
    assert measuring.memory(tmp_path / "hidden") is None
    for zone, text in (("thermal_zone0", "41000\n"), ("thermal_zone1", "55500\n"), ("thermal_zone2", "asleep")):
        (tmp_path / zone).mkdir()
        (tmp_path / zone / "temp").write_text(text)
    assert measuring.temperature_c(tmp_path) == 55.5
    assert measuring.temperature_c(tmp_path / "none") is None
    assert measuring.disk(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({}, Supervision(by_systemd=False, watchdog=False)),
        ({"INVOCATION_ID": "1"}, Supervision(by_systemd=True, watchdog=False)),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "5000000"}, Supervision(by_systemd=True, watchdog=True)),
    ],
)
def test_who_started_the_process(environment: dict[str, str], seen: Supervision) -> None:
    assert measuring.supervision(environment) == seen
