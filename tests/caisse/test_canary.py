"""Nothing of a person leaks: a name and a NIR are planted wherever something can be sent, then looked for."""

from __future__ import annotations

import logging
from datetime import date

import pytest
import requests
from running_caisse import Caisse, Terminal

from caisse.demo.load import replace_people
from caisse.demo.rows import InsuredRow, PersonRow, Rows
from caisse.library_log import capture
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.wire.enrolment import Enrol
from teleservices.wire.visits import Beneficiary, OpenVisit, VisitOpened

NAME = "CANARITONTAINE"
NIR = Nir("2840588777042")
NEEDLES = (NAME, NAME.lower(), NIR.body, NIR.full, NIR.grouped)


def leaks(texts: list[str]) -> list[str]:
    return [text for text in texts if any(needle in text for needle in NEEDLES)]


@pytest.fixture
def answers(caisse: Caisse, terminal: Terminal) -> list[requests.Response]:
    """The canary as a person of the caisse, in every field, address and header, at every door."""
    person = PersonRow(
        1,
        NIR.body,
        NAME,
        NAME,
        "19840512",
        treating_doctor=True,
        illness_start=None,
        illness_end=None,
        copayment_exemption=NAME,
    )
    rows = Rows([person], [InsuredRow(1, "general", date(2000, 1, 1), None, NAME)])
    caisse.store.write(lambda connection: replace_people(connection, [rows]))
    visit = terminal.visit(NIR.full)
    document = terminal.attest(visit, 0, "ald", "exoneration")
    assert NAME in document.text
    assert NIR.full in document.text
    headers = {
        "Authorization": f"Bearer {NIR.full}",
        "Signature-Input": f'x=({NAME});keyid="{NAME}"',
        "Signature": "x=:AA==:",
    }
    return [
        caisse.get(f"/v/{NAME}"),
        caisse.get(f"/v/{NIR.full}"),
        caisse.get(f"/{NAME}?{NIR.full}={NAME}"),
        caisse.post("/v1/enrolments", {"token": NIR.full, "public_key": NAME}),
        caisse.post("/v1/enrolments", {NAME: NIR.full}),
        requests.post(caisse.url + "/v1/enrolments", data=f"{{{NAME} {NIR.full}", timeout=30),
        requests.post(caisse.url + "/v1/visits", data=NAME, headers=headers, timeout=30),
        requests.request("PUT", f"{caisse.url}/v1/visits?{NIR.full}", timeout=30),
        requests.post(caisse.url + "/v1/visits", data=NAME.encode() * 10_000, timeout=30),
        Terminal(caisse, NAME).open(NIR.full),
        terminal.send("POST", "/v1/visits", {"nir": NIR.full + "0", "card_valid_from": NAME, "card_digest": NAME}),
        terminal.send("POST", "/v1/visits", {"nir": NIR.full, "card_valid_from": NAME, "card_digest": None}),
        terminal.send("POST", "/v1/visits", {"nir": {NAME: NIR.full}, "card_valid_from": 1, "card_digest": [NAME]}),
        terminal.send("POST", "/v1/rights-attestations", {"beneficiary": NAME, "mentions": []}, visit["token"]),
        terminal.send("POST", "/v1/rights-attestations", {"beneficiary": "x", "mentions": [NAME]}, visit["token"]),
        terminal.send("POST", "/v1/rights-attestations", {"beneficiary": NAME, "mentions": []}, NIR.full),
        terminal.send("POST", "/v1/maintenance-entries", {"number": NIR.full, "code": NAME}),
        terminal.send("POST", "/v1/maintenance-entries", {NAME: NIR.full}),
        requests.post(f"{caisse.url}/technician/sign-in", data={"number": NIR.full, "code": NAME}, timeout=30),
        requests.post(f"{caisse.url}/technician/answer", data={"terminal": NAME, "challenge": NIR.full}, timeout=30),
        terminal.close(visit),
        terminal.attest(visit),
    ]


def test_no_answer_but_the_document_holds_the_canary(answers: list[requests.Response]) -> None:
    assert sum(answer.status_code >= 400 for answer in answers) == len(answers) - 1
    told = [answer.text + str(answer.headers) for answer in answers]
    assert leaks(told) == []


def test_no_line_of_the_journal_holds_the_canary(caisse: Caisse, answers: list[requests.Response]) -> None:
    assert len(caisse.log) >= len(answers)
    assert leaks(caisse.log) == []


def test_a_library_that_quotes_the_canary_is_not_quoted(caisse: Caisse) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        capture(caisse.parts.log)
        logging.getLogger("uvicorn.error").error("no %s", NAME)
        try:
            date.fromisoformat(NIR.full)
        except ValueError:
            logging.getLogger("sqlalchemy.pool").exception("lost %s", NAME)
    finally:
        root.handlers, root.level = handlers, level
    assert len(caisse.log) == 2
    assert '"error": "ValueError"' in caisse.log[1]
    assert leaks(caisse.log) == []


def test_the_canary_is_found_where_it_is(caisse: Caisse, answers: list[requests.Response]) -> None:
    """The search itself, on a line that does hold it."""
    planted = [*caisse.log, f'{{"event": "x", "nir": "{NIR.full}"}}']
    assert leaks(planted) == planted[-1:]


def test_the_values_of_the_wire_do_not_show_people() -> None:
    beneficiary = Beneficiary("x", NAME, "C", insured=True)
    offer = VisitOpened(NIR.full, Level.CARD, 1, (beneficiary,), ())
    shown = [OpenVisit(NIR.full, None, None), Enrol(NIR.full, NAME), beneficiary, offer, NIR]
    assert leaks([repr(value) for value in shown]) == []
