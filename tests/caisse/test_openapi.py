"""The OpenAPI document is true: schemathesis plays it against the server, signed as a terminal signs."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from running_caisse import MARIE, Caisse, Terminal
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from caisse.api.doors import DOORS, Door, refusals_of
from caisse.api.problems import status

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PLAYED = [door for door in DOORS if door.path != "/v1/openapi.json" and not door.page]


@pytest.mark.parametrize("door", PLAYED, ids=lambda door: f"{door.method} {door.path}")
def test_the_document_is_what_the_server_does(caisse: Caisse, terminal: Terminal, door: Door) -> None:
    schema = schemathesis.openapi.from_url(f"{caisse.url}/v1/openapi.json")
    operation = schema[door.path][door.method]
    seen: set[int] = set()

    @BOUNDED
    @given(case=operation.as_strategy(), data=st.data())
    def play(case: Any, data: st.DataObject) -> None:
        headers: dict[str, str] = {}
        if door.level is not None and data.draw(st.booleans()):
            headers["Authorization"] = f"Bearer {terminal.visit()['token']}"
        answer = case.call_and_validate(
            headers=headers, auth=terminal.signature() if door.signed else None, checks=CHECKS
        )
        seen.add(answer.status_code)

    play()
    assert seen


@pytest.mark.parametrize("door", PLAYED, ids=lambda door: f"{door.method} {door.path}")
def test_the_document_declares_each_door_s_problems(caisse: Caisse, door: Door) -> None:
    document = caisse.get("/v1/openapi.json").json()
    declared = document["paths"][door.path][door.method.lower()]["responses"]
    expected = {str(status(problem)) for problem in refusals_of(door)}
    told = {number for number, answer in declared.items() if "application/problem+json" in answer.get("content", {})}
    assert told == expected
    for number in expected:
        kinds = declared[number]["content"]["application/problem+json"]["schema"]["properties"]["type"]["enum"]
        assert kinds


def test_no_door_declares_fastapi_s_own_errors(caisse: Caisse) -> None:
    document = caisse.get("/v1/openapi.json").json()
    refusals = [
        answer["content"]
        for path in document["paths"].values()
        for one in path.values()
        for number, answer in one["responses"].items()
        if int(number) >= 400 and "content" in answer
    ]
    assert refusals
    assert not [content for content in refusals if "application/json" in content]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_a_good_request_passes_the_same_checks(caisse: Caisse, terminal: Terminal) -> None:
    """Random fields rarely make a NIR: the 201 is validated on its own."""
    schema = schemathesis.openapi.from_url(f"{caisse.url}/v1/openapi.json")
    body = {"nir": MARIE, "card_valid_from": "20240115", "card_digest": None}
    case = schema["/v1/visits"]["POST"].Case(body=body, media_type="application/json")
    opened = case.call_and_validate(auth=terminal.signature(), checks=CHECKS)
    assert opened.status_code == 201
    visit = opened.json()
    body = {"beneficiary": visit["beneficiaries"][1]["id"], "mentions": ["ald"]}
    case = schema["/v1/rights-attestations"]["POST"].Case(body=body, media_type="application/json")
    headers = {"Authorization": f"Bearer {visit['token']}"}
    assert case.call_and_validate(headers=headers, auth=terminal.signature(), checks=CHECKS).status_code == 201
