"""Every no is a problem document, and none says more than its type."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from running_caisse import Caisse, Terminal, problem
from sqlalchemy import Connection

from caisse.api.edge import MAX_BODY
from caisse.api.problems import openapi_responses, response, status
from caisse.handlers.refusal import Refusal
from caisse.store.store import StoreBusyError
from teleservices.wire.problems import Problem


@pytest.mark.parametrize("kind", list(Problem))
def test_every_problem_has_its_document(kind: Problem) -> None:
    answer = response(Refusal(kind))
    document = json.loads(bytes(answer.body))
    assert document["type"] == kind
    assert document["status"] == answer.status_code == status(kind)
    assert 400 <= answer.status_code < 600


def test_openapi_names_every_problem_under_its_status() -> None:
    declared = openapi_responses(Problem)
    named = {
        kind
        for answer in declared.values()
        for kind in answer["content"]["application/problem+json"]["schema"]["properties"]["type"]["enum"]
    }
    assert named == set(Problem)


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/visits/", "/v1/nothing", "/docs", "/v/", "/v/A/B"])
def test_nothing_there(caisse: Caisse, path: str) -> None:
    assert problem(caisse.get(path)) == "/problems/not-found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/visits", "POST"),
        ("PUT", "/v1/enrolments", "POST"),
        ("POST", "/v1/visits/current", "DELETE"),
        ("OPTIONS", "/v1/health", "GET"),
    ],
)
def test_another_method(caisse: Caisse, method: str, path: str, allowed: str) -> None:
    answer = requests.request(method, caisse.url + path, timeout=30)
    assert problem(answer) == "/problems/method"
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"null", "application/json"),
        (b"[]", "application/json"),
        (b'{"token": 1, "public_key": []}', "application/json"),
        (b'{"token": "x"}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b'{"token": "x", "public_key": "y"}', "text/plain"),
        (b'{"token": "\\ud800", "public_key": "y"}', "application/json"),
        (b"[" * 50_000, "application/json"),
    ],
)
def test_a_body_that_is_not_the_message(caisse: Caisse, body: bytes, media_type: str) -> None:
    answer = requests.post(caisse.url + "/v1/enrolments", data=body, headers={"Content-Type": media_type}, timeout=30)
    assert problem(answer) == "/problems/malformed"


@pytest.mark.parametrize(
    ("size", "expected"), [(MAX_BODY, "/problems/malformed"), (MAX_BODY + 1, "/problems/too-large")]
)
def test_a_body_beyond_the_bound(caisse: Caisse, size: int, expected: str) -> None:
    answer = requests.post(caisse.url + "/v1/enrolments", data=b" " * size, timeout=30)
    assert problem(answer) == expected


def test_a_body_in_pieces_is_bounded_too(caisse: Caisse) -> None:
    pieces = (b" " * 4096 for _ in range(64))
    assert problem(requests.post(caisse.url + "/v1/enrolments", data=pieces, timeout=30)) == "/problems/too-large"


def test_a_caller_who_leaves_in_the_middle_harms_nobody(caisse: Caisse) -> None:
    address = urlsplit(caisse.url)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(b"POST /v1/enrolments HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert caisse.get("/v1/health").json() == {"status": "ok"}
    assert "request.failed" not in "".join(caisse.log)


def test_a_head_has_no_body(caisse: Caisse) -> None:
    address = urlsplit(caisse.url)
    line = http.client.HTTPConnection(str(address.hostname), address.port)
    line.request("HEAD", "/v1/health")
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (405, b"")
    line.close()


class Broken:
    """A store that fails as told."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, work: object) -> object:
        raise self._error

    write = read

    def close(self) -> None: ...


@pytest.fixture
def broken(caisse: Caisse, request: pytest.FixtureRequest) -> Iterator[Caisse]:
    whole = caisse.app.state.parts
    caisse.app.state.parts = replace(whole, store=Broken(request.param))
    yield caisse
    caisse.app.state.parts = whole


@pytest.mark.parametrize("broken", [RuntimeError("CANARI 2840588321025")], indirect=True)
def test_a_bug_shows_no_cause_and_logs_its_place(broken: Caisse) -> None:
    answer = broken.post("/v1/enrolments", {"token": "x", "public_key": "A" * 43 + "="})
    assert problem(answer) == "/problems/internal"
    assert "CANARI" not in answer.text
    (line,) = [line for line in broken.log if "request.failed" in line]
    assert json.loads(line[3:])["error"] == "RuntimeError"
    assert json.loads(line[3:])["place"].startswith("endpoints.py:")
    assert "CANARI" not in line


@pytest.mark.parametrize("broken", [StoreBusyError()], indirect=True)
def test_a_database_that_is_away_is_told_as_busy(broken: Caisse) -> None:
    answer = broken.post("/v1/enrolments", {"token": "x", "public_key": "A" * 43 + "="})
    assert problem(answer) == "/problems/busy"
    assert int(answer.headers["Retry-After"]) > 0


def test_many_at_once_are_all_answered(caisse: Caisse, terminal: Terminal) -> None:
    """More callers than threads, all of them sweeping the same old visits: nobody is sent away."""
    for _ in range(2):
        answers: list[requests.Response] = []
        threads = [threading.Thread(target=lambda to=answers: to.append(terminal.open())) for _ in range(48)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["token"] for answer in answers}) == 48
        caisse.clock.advance(minutes=21)


def test_a_transaction_that_fails_leaves_nothing(caisse: Caisse) -> None:
    def half(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO terminal (name, added_at) VALUES ('half', '2026-01-01 00:00:00')")
        raise LookupError

    with pytest.raises(LookupError):
        caisse.store.write(half)
    found = caisse.store.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM terminal WHERE name = 'half'").scalar())
    assert found == 0
