"""What a technician's orders ask of the caisse: to be let in, to be enrolled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from outbox_samples import IDENTITY, LANE, SEALER, opened
from scripted_bench import Certificates, ScriptedCaisse, make_certificates

from kiosk.maintenance.answers import EnrolledAs, Failed, Failure
from kiosk.maintenance.enrolling import enrol_here
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.identity import Identity, load, store
from kiosk.sync.link import Link
from kiosk.sync.outbox_once import FILE as OUTBOX
from kiosk.sync.outbox_values import Put
from kiosk.sync.settings import LinkSettings
from teleservices.wire.maintenance import EnterMaintenance, MaintenanceGranted
from teleservices.wire.problems import Problem

JSON, PROBLEM = "application/json", "application/problem+json"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def process(certificates: Certificates) -> Iterator[ScriptedCaisse]:
    server = ScriptedCaisse(certificates.server_file)
    yield server
    server.stop()


@pytest.fixture
def caisse(process: ScriptedCaisse) -> ScriptedCaisse:
    process.reset()
    return process


@pytest.fixture
def link(caisse: ScriptedCaisse, certificates: Certificates) -> LinkSettings:
    return LinkSettings(caisse.url, certificates.ca_file)


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ((201, JSON, {"technician": "A. Morel"}), MaintenanceGranted("A. Morel")),
        ((401, PROBLEM, {"type": Problem.CREDENTIALS, "tries_left": 2}), Refused(Problem.CREDENTIALS, tries_left=2)),
        ((429, PROBLEM, {"type": Problem.LOCKED}), Refused(Problem.LOCKED)),
        ((201, JSON, {"technician": 7}), NoAnswer(Cause.MALFORMED)),
        ((200, "text/html", {"technician": "A. Morel"}), NoAnswer(Cause.FOREIGN)),
    ],
)
def test_the_caisse_is_asked_by_a_signed_question(
    caisse: ScriptedCaisse, link: LinkSettings, reply: tuple[int, str, dict[str, Any]], answer: object
) -> None:
    caisse.will_answer(caisse.answer(*reply))

    assert Link(link, lambda: IDENTITY).enter_maintenance(EnterMaintenance("004217", "12345678")) == answer

    request = caisse.seen()
    assert (request["method"], request["path"]) == ("POST", "/v1/maintenance-entries")
    assert json.loads(request["body"]) == {"number": "004217", "code": "12345678"}
    assert "signature" in request["headers"]
    assert "authorization" not in request["headers"]


def test_an_enrolment_keeps_the_name_and_asks_for_the_keys(
    caisse: ScriptedCaisse, link: LinkSettings, tmp_path: Path
) -> None:
    caisse.will_answer(caisse.answer(201, JSON, {"terminal": "borne-07"}))
    fetched: list[object] = []

    answer = enrol_here("one-time", link, tmp_path, lambda: fetched.append(load(tmp_path)))

    assert answer == EnrolledAs("borne-07")
    assert [who.terminal for who in fetched if isinstance(who, Identity)] == ["borne-07"]


def test_a_token_that_the_caisse_refuses_changes_nothing(
    caisse: ScriptedCaisse, link: LinkSettings, tmp_path: Path
) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.ENROLMENT_TOKEN}))
    assert enrol_here("one-time", link, tmp_path, pytest.fail) == Failed(Failure.ENROLMENT)


def test_without_a_caisse_nothing_changes(certificates: Certificates, tmp_path: Path) -> None:
    nowhere = LinkSettings("https://127.0.0.1:9", certificates.ca_file)
    assert enrol_here("one-time", nowhere, tmp_path, pytest.fail) == Failed(Failure.NO_CAISSE)


def test_without_a_disk_nothing_is_asked(caisse: ScriptedCaisse, link: LinkSettings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert enrol_here("one-time", link, tmp_path / "file" / "state", pytest.fail) == Failed(Failure.DISK)
    assert caisse.saw_nothing_more()


def test_another_name_waits_until_the_outbox_is_empty(
    caisse: ScriptedCaisse, link: LinkSettings, tmp_path: Path
) -> None:
    store(IDENTITY, tmp_path)
    outbox = opened(tmp_path / OUTBOX)
    assert isinstance(outbox.put(LANE, b"{}", SEALER), Put)
    outbox.close()
    caisse.will_answer(caisse.answer(201, JSON, {"terminal": "borne-07"}))
    assert enrol_here("one-time", link, tmp_path, pytest.fail) == Failed(Failure.QUEUE_NOT_EMPTY)
    assert load(tmp_path) == IDENTITY
