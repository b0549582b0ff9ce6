"""Every kind of answer becomes its value: the caisse's yes, its no, or nothing that may be taken for an answer."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from dock.network import NetworkSwitch
from kiosk.sync.answers import Cause, Closed, Healthy, NoAnswer, Refused
from kiosk.sync.identity import IdentityAbsent
from kiosk.sync.link import Link
from kiosk.sync.settings import LinkSettings
from teleservices.levels import Level
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention, RightsAttestation, RightsRequest
from teleservices.wire.visits import Beneficiary, OpenVisit, ServiceOffer, VisitOpened

MESSAGE = OpenVisit("284058832102532", "20240115", None)
REQUEST = RightsRequest("b1", (Mention.LONG_TERM_ILLNESS,))
TOKEN = "T" * 43
JSON, PROBLEM = "application/json", "application/problem+json"


def test_an_opened_visit(caisse: Any, make_link: Any, visit_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, visit_document))

    assert make_link().open_visit(MESSAGE) == VisitOpened(
        TOKEN,
        Level.CARD,
        1200,
        (Beneficiary("b1", "MARIE", "D", insured=True),),
        (ServiceOffer("rights_attestation", None),),
    )
    request = caisse.seen()
    assert (request["method"], request["path"]) == ("POST", "/v1/visits")
    assert request["body"] == '{"nir":"284058832102532","card_valid_from":"20240115","card_digest":null}'
    assert request["verdict"] == "borne-01"


def test_an_attestation(caisse: Any, make_link: Any, attestation_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, f"{JSON}; charset=utf-8", attestation_document))

    answer = make_link().attest(TOKEN, REQUEST)

    assert isinstance(answer, RightsAttestation)
    assert (answer.reference, answer.caisse.name, answer.person.family_name) == (
        "ABCDEFGHJK",
        "CPAM d’essai",
        "DUPONT",
    )
    request = caisse.seen()
    assert request["headers"]["authorization"] == f"Bearer {TOKEN}"
    assert request["body"] == '{"beneficiary":"b1","mentions":["ald"]}'
    assert request["verdict"] == "borne-01"


def test_a_closed_visit(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(b"HTTP/1.1 204 x\r\n\r\n")

    assert make_link().close_visit(TOKEN) == Closed()
    request = caisse.seen()
    assert (request["method"], request["path"], request["verdict"]) == ("DELETE", "/v1/visits/current", "borne-01")


def test_health_is_asked_without_a_signature(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))

    assert make_link().health() == Healthy()
    assert "signature" not in caisse.seen()["headers"]


def test_a_newer_caisse_may_say_more(caisse: Any, make_link: Any, visit_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, visit_document | {"colour": "blue"}))

    assert isinstance(make_link().open_visit(MESSAGE), VisitOpened)


@pytest.mark.parametrize("problem", Problem)
def test_every_refusal(caisse: Any, make_link: Any, problem: Problem) -> None:
    status = 503 if problem is Problem.BUSY else 403
    caisse.will_answer(caisse.answer(status, PROBLEM, {"type": problem.value, "title": "Non", "status": status}))

    assert make_link().open_visit(MESSAGE) == Refused(problem)


def test_a_refusal_names_the_regime_to_turn_to(caisse: Any, make_link: Any) -> None:
    document = {"type": Problem.OTHER_REGIME.value, "regime": "MSA"}
    caisse.will_answer(caisse.answer(403, PROBLEM, document))

    assert make_link().open_visit(MESSAGE) == Refused(Problem.OTHER_REGIME, regime="MSA")


@pytest.mark.parametrize(("said", "understood"), [("7", 7), ("soon", None), ("-1", None), ("9" * 9, None)])
def test_a_refusal_says_when_to_come_back(caisse: Any, make_link: Any, said: str, understood: int | None) -> None:
    caisse.will_answer(caisse.answer(503, PROBLEM, {"type": Problem.BUSY.value}, Retry_After=said))

    assert make_link().attest(TOKEN, REQUEST) == Refused(Problem.BUSY, retry_after_s=understood)


NOT_THE_CAISSE = {
    "captive portal": (200, "text/html", "<html>Wi-Fi</html>"),
    "captive portal with the status of a yes": (201, "text/html", "<html>Wi-Fi</html>"),
    "json with another status": (200, JSON, {}),
    "json without a media type": (201, "", "{}"),
    "proxy's error page": (502, "text/html", "<html>Bad gateway</html>"),
    "gateway's json": (504, JSON, {"message": "timeout"}),
    "nothing": (204, "", ""),
    "redirection": (302, "text/html", ""),
    "problem with a yes's status": (200, PROBLEM, {"type": Problem.LEVEL.value}),
    "more than a megabyte": (201, JSON, " " * (1 << 20) + "{}"),
}


@pytest.mark.parametrize("answer", NOT_THE_CAISSE.values(), ids=NOT_THE_CAISSE.keys())
def test_what_does_not_speak_like_the_caisse_is_no_answer(caisse: Any, make_link: Any, answer: Any) -> None:
    caisse.will_answer(caisse.answer(*answer))

    assert make_link().open_visit(MESSAGE) == NoAnswer(Cause.FOREIGN)


def test_a_redirection_is_never_followed(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(307, "text/html", "", Location=f"{caisse.url}/elsewhere"))

    assert make_link().open_visit(MESSAGE) == NoAnswer(Cause.FOREIGN)
    assert caisse.seen()["path"] == "/v1/visits"
    assert caisse.saw_nothing_more()


MALFORMED = {
    "not json": "{",
    "not utf-8": b'{"token":"\xff"}',
    "a list": [],
    "fields missing": {"token": TOKEN},
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_yes_is_no_answer(caisse: Any, make_link: Any, body: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, body))

    assert make_link().open_visit(MESSAGE) == NoAnswer(Cause.MALFORMED)
    assert make_link().attest(TOKEN, REQUEST) == NoAnswer(Cause.MALFORMED)


WRONG_FIELDS = [
    {"token": "line\nbreak" + TOKEN},
    {"token": ""},
    {"level": "root"},
    {"expires_in_s": "1200"},
    {"expires_in_s": 0},
    {"beneficiaries": []},
    {"beneficiaries": [{"id": "b2", "first_name": "ZOÉ", "initial": "D", "insured": False}]},
    {"services": [{"id": "rights_attestation", "unavailable": "weather"}]},
]


@pytest.mark.parametrize("wrong", WRONG_FIELDS, ids=str)
def test_one_wrong_field_spoils_a_visit(caisse: Any, make_link: Any, visit_document: Any, wrong: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, visit_document | wrong))

    assert make_link().open_visit(MESSAGE) == NoAnswer(Cause.MALFORMED)


WRONG_ATTESTATION = [
    {"issued_at": "2026-11-21T20:00:00"},
    {"rights": {"start": "2003-13-01", "end": None}},
    {"person": None},
]


@pytest.mark.parametrize("wrong", WRONG_ATTESTATION, ids=str)
def test_one_wrong_field_spoils_an_attestation(
    caisse: Any, make_link: Any, attestation_document: Any, wrong: Any
) -> None:
    caisse.will_answer(caisse.answer(201, JSON, attestation_document | wrong))

    assert make_link().attest(TOKEN, REQUEST) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("body", ["{", {"type": "/problems/unheard-of"}, {"type": 3}, {}], ids=str)
def test_a_malformed_refusal_is_no_answer(caisse: Any, make_link: Any, body: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, body))

    assert make_link().close_visit(TOKEN) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("body", [{"status": "ill"}, [], "ok"], ids=str)
def test_an_unhealthy_caisse_is_no_answer(caisse: Any, make_link: Any, body: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, body))

    assert isinstance(make_link().health(), NoAnswer)


def test_a_compressed_answer_is_read(caisse: Any, make_link: Any) -> None:
    packed = gzip.compress(b'{"status":"ok"}')
    caisse.will_answer(caisse.answer(200, JSON, packed, Content_Encoding="gzip"))

    assert make_link().health() == Healthy()


def test_a_badly_compressed_answer_is_no_answer(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, b"plain", Content_Encoding="gzip"))

    assert make_link().health() == NoAnswer(Cause.FOREIGN)


BROKEN = {
    "closed without a word": b"",
    "cut in the headers": b"HTTP/1.1 201 x\r\nContent-Ty",
    "cut in the body": b'HTTP/1.1 201 x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"tok',
    "not http": b"\x00\x01\x02 not http\r\n\r\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_no_answer(caisse: Any, make_link: Any, content: bytes) -> None:
    caisse.will_answer(content)

    answer = make_link().open_visit(MESSAGE)

    assert isinstance(answer, NoAnswer)
    assert answer.cause in {Cause.CUT, Cause.FOREIGN}


def test_silence_is_a_time_out(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(b"", held=True)

    assert make_link(read_s=0.2).health() == NoAnswer(Cause.TIMEOUT)


@pytest.mark.parametrize(
    "begin", [b"HTTP/1.1 200 x\r\nX: ", b"HTTP/1.1 200 x\r\nContent-Type: application/json\r\n\r\n"]
)
def test_an_answer_that_never_ends_is_a_time_out(caisse: Any, make_link: Any, begin: bytes) -> None:
    caisse.will_answer(begin, endless=True)

    assert make_link(total_s=0.5).health() == NoAnswer(Cause.TIMEOUT)


def test_the_network_cut_is_unreachable(make_link: Any, network: NetworkSwitch) -> None:
    network.cut()

    assert make_link(f"https://127.0.0.1:{network.port}").health() == NoAnswer(Cause.UNREACHABLE)


def test_an_unknown_name_is_unreachable(make_link: Any) -> None:
    assert make_link("https://caisse.invalid").health() == NoAnswer(Cause.UNREACHABLE)


def test_a_network_that_swallows_everything_is_a_time_out(make_link: Any, network: NetworkSwitch) -> None:
    network.blackhole()

    assert make_link(f"https://127.0.0.1:{network.port}", connect_s=0.2).health() == NoAnswer(Cause.TIMEOUT)


def test_a_captive_portal_before_tls_is_not_trusted(make_link: Any, network: NetworkSwitch) -> None:
    network.captive()

    assert make_link(f"https://127.0.0.1:{network.port}").health() == NoAnswer(Cause.UNTRUSTED)


def test_a_slow_network_still_answers(caisse: Any, make_link: Any, network: NetworkSwitch) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    network.slow(20)

    assert make_link(f"https://127.0.0.1:{network.port}").health() == Healthy()


def test_only_the_ca_of_the_settings_is_trusted(
    caisse: Any, make_link: Any, certificates: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(certificates.ca_file))

    assert make_link(ca_file=certificates.other_ca_file).health() == NoAnswer(Cause.UNTRUSTED)
    assert caisse.saw_nothing_more()


def test_a_certificate_for_another_name_is_not_trusted(caisse: Any, make_link: Any) -> None:
    assert make_link(f"https://localhost:{caisse.port}").health() == NoAnswer(Cause.UNTRUSTED)


def test_no_proxy_of_the_environment_is_used(caisse: Any, make_link: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert make_link().health() == Healthy()


@pytest.mark.parametrize("content", [None, b"not a certificate"])
def test_without_its_ca_the_terminal_asks_nobody(make_link: Any, tmp_path: Path, content: bytes | None) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_bytes(content)

    assert make_link(ca_file=ca_file).health() == NoAnswer(Cause.NO_CA)


def test_a_terminal_without_identity_asks_nobody(caisse: Any, certificates: Any) -> None:
    link = Link(LinkSettings(caisse.url, certificates.ca_file), IdentityAbsent)

    assert [link.health(), link.open_visit(MESSAGE), link.attest(TOKEN, REQUEST), link.close_visit(TOKEN)] == [
        NoAnswer(Cause.NOT_ENROLLED)
    ] * 4
    assert caisse.saw_nothing_more()


@pytest.mark.parametrize("url", ["http://caisse.example", "https://caisse.example/", "caisse.example"])
def test_an_address_that_is_not_the_caisses_is_a_fault_of_the_settings(url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        LinkSettings(url, Path("ca.pem"))
