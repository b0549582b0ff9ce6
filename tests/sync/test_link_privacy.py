"""Nothing of a person, no token and no key in anything that is logged or printed, whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.sync.answers import NoAnswer, Refused
from kiosk.sync.enrol import enrol
from kiosk.sync.transport import silence_libraries
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention, RightsAttestation, RightsRequest
from teleservices.wire.visits import OpenVisit, VisitOpened

NIR = "284058832102532"
CARD_DIGEST = "c0ffee" * 10 + "cafe"
TOKEN = "CANARY-TOKEN-" + "T" * 30
ONE_TIME = "CANARY-ENROLMENT-TOKEN"
SECRETS = [NIR, CARD_DIGEST, TOKEN, ONE_TIME, "DUPONT", "MARIE", "Mutuelle des Coteaux", "PRIVATE KEY"]
MESSAGE = OpenVisit(NIR, "20240115", CARD_DIGEST)
REQUEST = RightsRequest("b1", (Mention.LONG_TERM_ILLNESS,))
JSON, PROBLEM = "application/json", "application/problem+json"


class Net(logging.Handler):
    """Takes everything that is logged anywhere."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {record.args} {record.exc_info}")


@pytest.fixture
def net() -> Iterator[Net]:
    catcher = Net()
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict} | {"": root.level}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(catcher)
    yield catcher
    root.removeHandler(catcher)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def go_through_everything(
    caisse: Any, make_link: Any, certificates: Any, tmp_path: Path, documents: tuple[Any, Any]
) -> Callable[[], list[object]]:
    """Every call against every kind of answer, personal data in all of them."""
    visit, attestation = documents
    answers = [
        caisse.answer(201, JSON, visit),
        caisse.answer(201, JSON, attestation),
        caisse.answer(201, JSON, visit | {"expires_in_s": NIR}),
        caisse.answer(201, JSON, attestation | {"issued_at": "DUPONT MARIE"}),
        caisse.answer(200, "text/html", f"<html>{NIR}</html>"),
        caisse.answer(403, PROBLEM, {"type": Problem.CARD_REFUSED.value, "detail": f"DUPONT {NIR}"}),
        caisse.answer(401, PROBLEM, {"type": Problem.CLOCK_SKEW.value}, Date="Mon, 01 Jan 2001 12:00:00 GMT"),
        b"HTTP/1.1 201 x\r\nbad header " + NIR.encode() + b"\r\n\r\n",
        b"",
    ]

    def go() -> list[object]:
        heard: list[object] = []
        for answer in answers:
            caisse.reset()
            caisse.will_answer(answer)
            link = make_link()
            heard += [link.open_visit(MESSAGE), link.attest(TOKEN, REQUEST), link.close_visit(TOKEN), link.health()]
        heard.append(make_link(ca_file=certificates.other_ca_file).open_visit(MESSAGE))
        heard.append(enrol(caisse.url, ONE_TIME, certificates.ca_file, tmp_path))
        return heard

    return go


@pytest.fixture
def documents(visit_document: Any, attestation_document: Any) -> tuple[Any, Any]:
    return visit_document | {"token": TOKEN}, attestation_document


def test_nothing_is_logged_printed_or_shown(
    go_through_everything: Callable[[], list[object]], net: Net, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = go_through_everything()

    printed = capfd.readouterr()
    everything = "\n".join([*net.lines, repr(heard), printed.out, printed.err])
    assert {type(answer) for answer in heard} >= {VisitOpened, RightsAttestation, Refused, NoAnswer}
    assert [secret for secret in SECRETS if secret in everything] == []


def test_the_net_catches_what_is_logged(net: Net) -> None:
    """The canary that must be found: were a library to speak up, the test above would hear it."""
    logging.getLogger("some.library").debug("POST %s", NIR)

    assert any(NIR in line for line in net.lines)


def test_it_is_the_silence_that_keeps_the_libraries_from_the_net(
    caisse: Any, make_link: Any, net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    """urllib3 does speak when it may."""
    monkeypatch.setattr(logging.getLogger("urllib3"), "propagate", True)
    caisse.will_answer(b"")

    make_link().open_visit(MESSAGE)

    assert any("/v1/visits" in line or "127.0.0.1" in line for line in net.lines)
    silence_libraries()
