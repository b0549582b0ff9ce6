"""Nothing of a person, no token and no key in anything that is logged or printed, whatever goes wrong."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.sync.account import WantCheck, WantCode
from kiosk.sync.agenda import Ask
from kiosk.sync.answers import NoAnswer, Refused
from kiosk.sync.enrol import enrol
from kiosk.sync.events import AccountAnswered
from kiosk.sync.transport import silence_libraries
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword, ResetAsked, RobotAnswer, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention, RightsAttestation, RightsRequest
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import OpenVisit, VisitOpened

NIR = "284058832102532"
CARD_DIGEST = "c0ffee" * 10 + "cafe"
TOKEN = "CANARY-TOKEN-" + "T" * 30
ONE_TIME = "CANARY-ENROLMENT-TOKEN"
TYPED, CHOSEN, AGAIN = "Canary-typed-1", "Canary-chosen-2", "Canary-again-3"
ADDRESS, BIRTH_DATE, SIGNS = "canary@exemple.fr", "19840512", "90317"
CODE_TEXT, NUMBER, MASKED = "Assurance Maladie : 4821 est votre code", "+33639980001", "06 ** ** ** 01"
SECRETS = [NIR, CARD_DIGEST, TOKEN, ONE_TIME, "DUPONT", "MARIE", "Mutuelle des Coteaux", "PRIVATE KEY"]
SECRETS += [TYPED, CHOSEN, AGAIN, ADDRESS, BIRTH_DATE, SIGNS, NUMBER, MASKED, "c•••@e•••.fr", "iVBORw", "UklGR"]
CODE = re.compile(r"(?<![0-9.])4821(?![0-9])")
"""Alone: a port or a duration may hold the same digits."""
MESSAGE = OpenVisit(NIR, "20240115", CARD_DIGEST)
REQUEST = RightsRequest("b1", (Mention.LONG_TERM_ILLNESS,))
QUESTIONS = [
    SignIn(TYPED),
    SignInByNir(NIR, TYPED),
    ChoosePassword(CHOSEN, AGAIN),
    ChangeEmail(ADDRESS, AGAIN),
    AskReset(NIR, BIRTH_DATE, RobotAnswer("r", SIGNS)),
    AskOwnReset(BIRTH_DATE),
    WantCode(),
    WantCheck(),
]
REPORT = SmsReport("sms-1", SmsOutcome.FAILED)
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
    caisse: Any, make_link: Any, certificates: Any, tmp_path: Path, documents: list[Any]
) -> Callable[[], list[object]]:
    """Every call against every kind of answer, personal data in all of them."""
    visit, attestation, identified, code, check = documents
    answers = [
        caisse.answer(200, JSON, identified),
        caisse.answer(200, JSON, identified | {"account": {"address": ADDRESS, "by_code": TYPED}}),
        caisse.answer(201, JSON, code),
        caisse.answer(201, JSON, code | {"sms": code["sms"] | {"number": f"{NUMBER} {CODE_TEXT}"}}),
        caisse.answer(201, JSON, check),
        caisse.answer(201, JSON, check | {"sound": SIGNS}),
        caisse.answer(202, JSON, {"minutes": 30}),
        caisse.answer(422, PROBLEM, {"type": Problem.PASSWORD.value, "faults": [CHOSEN, "upper"], "detail": CHOSEN}),
        caisse.answer(403, PROBLEM, {"type": Problem.CREDENTIALS.value, "tries_left": TYPED}),
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
            heard += [link.ask(TOKEN, question) for question in QUESTIONS]
            heard.append(link.report_sms(REPORT))
        heard.append(make_link(ca_file=certificates.other_ca_file).open_visit(MESSAGE))
        heard.append(enrol(caisse.url, ONE_TIME, certificates.ca_file, tmp_path))
        return heard

    return go


@pytest.fixture
def documents(
    visit_document: Any, attestation_document: Any, identified_document: Any, code_document: Any, check_document: Any
) -> list[Any]:
    account = identified_document["account"] | {"address": "c•••@e•••.fr"}
    return [
        visit_document | {"token": TOKEN},
        attestation_document,
        identified_document | {"token": TOKEN, "account": account},
        code_document | {"number": MASKED, "sms": {"id": "sms-1", "number": NUMBER, "text": CODE_TEXT}},
        check_document,
    ]


def test_nothing_is_logged_printed_or_shown(
    go_through_everything: Callable[[], list[object]], net: Net, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = go_through_everything()

    printed = capfd.readouterr()
    asked = [Ask("c", TOKEN, question) for question in QUESTIONS]
    told = [AccountAnswered("c", answer) for answer in heard]
    everything = "\n".join([*net.lines, repr(heard), repr((QUESTIONS, asked, told)), printed.out, printed.err])
    given = {type(answer) for answer in heard}
    assert given >= {VisitOpened, RightsAttestation, CodeSent, ResetAsked, RobotCheck, Refused, NoAnswer}
    assert [secret for secret in SECRETS if secret in everything] == []
    assert CODE.search(CODE_TEXT)
    assert CODE.search(everything) is None


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
