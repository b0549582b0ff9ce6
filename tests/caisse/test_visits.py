"""Visits: the cast's stories at the card, and how long a token is worth something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from running_caisse import AGNES, HORTENSE, JOSEPH, KARIM, MARIE, SOPHIE, Caisse, Terminal, problem, product_settings
from sqlalchemy import Connection, func, insert, select

from caisse.handlers.people import Insured, Person, beneficiary_id, covered, insured_by_nir
from caisse.settings import Settings
from caisse.store.schema import CARD_LOSS, PERSON, VISIT
from teleservices.nir import Nir


def declare_loss(caisse: Caisse, nir: str, day: date) -> None:
    who = select(PERSON.c.id).where(PERSON.c.nir == nir[:13]).scalar_subquery()
    caisse.store.write(lambda connection: connection.execute(insert(CARD_LOSS).values(insured_id=who, declared_on=day)))


def marie_and_zoe(connection: Connection) -> tuple[Insured, Person]:
    marie = insured_by_nir(connection, Nir(MARIE[:13]))
    assert marie is not None
    return marie, covered(connection, marie)[1]


def offer(opened: dict[str, Any], service: str = "rights_attestation") -> str | None:
    found: str | None = next(one["unavailable"] for one in opened["services"] if one["id"] == service)
    return found


def visits(caisse: Caisse) -> int:
    return caisse.store.read(
        lambda connection: connection.execute(select(func.count()).select_from(VISIT)).scalar_one()
    )


def test_marie_sees_her_family_by_first_name_and_initial(terminal: Terminal) -> None:
    opened = terminal.visit()
    assert [(one["first_name"], one["initial"], one["insured"]) for one in opened["beneficiaries"]] == [
        ("MARIE", "D", True),
        ("ZOÉ", "D", False),
        ("GAËTAN", "D", False),
    ]
    assert (opened["level"], opened["expires_in_s"]) == ("card", 1200)
    assert offer(opened) is None


def test_a_name_that_begins_with_a_sign_has_the_initial_of_its_first_letter(terminal: Terminal) -> None:
    assert terminal.visit(HORTENSE)["beneficiaries"][0]["initial"] == "B"


@pytest.mark.parametrize(
    ("nir", "valid_from", "expected"),
    [
        (KARIM, "20160704", ("/problems/unknown-insured", None)),
        (JOSEPH, "20130510", ("/problems/other-regime", "Mutualité sociale agricole (MSA)")),
        (AGNES, "20120912", ("/problems/card-refused", None)),
        ("284058832102533", "20240115", ("/problems/malformed", None)),
        ("28405883210253", "20240115", ("/problems/malformed", None)),
        (MARIE, "2024-01-15", ("/problems/malformed", None)),
    ],
)
def test_who_is_not_received_is_told_why(
    caisse: Caisse, terminal: Terminal, nir: str, valid_from: str, expected: tuple[str, str | None]
) -> None:
    answer = terminal.open(nir, valid_from)
    assert (problem(answer), answer.json().get("regime")) == expected
    assert visits(caisse) == 0


def test_closed_rights_open_a_visit_that_offers_no_attestation(terminal: Terminal) -> None:
    opened = terminal.visit(SOPHIE)
    assert offer(opened) == "rights-closed"


def test_a_digest_must_be_a_sha_256(terminal: Terminal) -> None:
    asked = {"nir": MARIE, "card_valid_from": None, "card_digest": "F" * 64}
    assert problem(terminal.send("POST", "/v1/visits", asked)) == "/problems/malformed"
    assert terminal.send("POST", "/v1/visits", asked | {"card_digest": "f" * 64}).status_code == 201


@pytest.mark.parametrize(
    ("valid_from", "expected"),
    [("20250501", 403), ("20250502", 403), ("20250503", 201), (None, 403)],
)
def test_only_a_card_that_began_after_the_loss_is_accepted(
    terminal: Terminal, valid_from: str | None, expected: int
) -> None:
    """Agnès declared hers on 2 May 2025; a card without a readable date cannot be told from the lost one."""
    assert terminal.open(AGNES, valid_from).status_code == expected


def test_the_last_of_several_losses_counts(caisse: Caisse, terminal: Terminal) -> None:
    declare_loss(caisse, AGNES, date(2026, 1, 10))
    assert problem(terminal.open(AGNES, "20250601")) == "/problems/card-refused"
    assert terminal.open(AGNES, "20260111").status_code == 201


def test_a_loss_declared_during_the_visit_ends_it(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    declare_loss(caisse, MARIE, date(2026, 11, 21))
    assert problem(terminal.attest(visit)) == "/problems/card-refused"


@pytest.mark.parametrize(("seconds", "expected"), [(1199, 201), (1200, 401), (1201, 401)])
def test_a_token_is_good_for_twenty_minutes(caisse: Caisse, terminal: Terminal, seconds: int, expected: int) -> None:
    visit = terminal.visit()
    caisse.clock.advance(seconds=seconds)
    answer = terminal.attest(visit)
    assert answer.status_code == expected
    if expected == 401:
        assert problem(answer) == "/problems/visit-over"


def test_a_token_is_worth_nothing_after_the_wipe(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    gone = terminal.close(visit)
    assert (gone.status_code, gone.content) == (204, b"")
    assert visits(caisse) == 0
    assert problem(terminal.attest(visit)) == "/problems/visit-over"
    assert problem(terminal.close(visit)) == "/problems/visit-over"


def test_a_token_is_worth_nothing_at_another_terminal(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    other = caisse.terminal("borne-2")
    assert problem(other.attest(visit)) == "/problems/visit-over"
    assert problem(other.close(visit)) == "/problems/visit-over"
    assert terminal.attest(visit).status_code == 201


@pytest.mark.parametrize("token", [None, "", "nonsense", "A" * 43])
def test_no_token_no_visit(terminal: Terminal, token: str | None) -> None:
    asked = {"beneficiary": "x", "mentions": []}
    assert problem(terminal.send("POST", "/v1/rights-attestations", asked, token)) == "/problems/visit-over"


def test_only_the_hash_of_a_token_is_kept(caisse: Caisse, terminal: Terminal) -> None:
    token = terminal.visit()["token"].encode()
    kept = caisse.store.read(lambda connection: connection.execute(select(VISIT)).one())
    assert len(token) == 43
    assert not any(token in str(value).encode() or token == value for value in kept)


def test_what_time_made_worthless_is_erased_by_the_next_visit(caisse: Caisse, terminal: Terminal) -> None:
    terminal.visit()
    terminal.visit(SOPHIE)
    caisse.clock.advance(minutes=20)
    terminal.visit()
    assert visits(caisse) == 1


def test_every_visit_calls_a_person_the_same_and_nobody_else_so(caisse: Caisse, terminal: Terminal) -> None:
    """A declaration that arrives after its visit still says whom it is about."""
    first, second = terminal.visit()["beneficiaries"], terminal.visit()["beneficiaries"]
    ids = [one["id"] for one in first]
    assert ids == [one["id"] for one in second]
    assert len(set(ids)) == 3
    assert all(len(one) == 32 for one in ids)


def test_what_a_person_is_called_tells_nothing_without_the_key(caisse: Caisse, terminal: Terminal) -> None:
    called = terminal.visit()["beneficiaries"][1]["id"]
    insured, zoe = caisse.store.read(marie_and_zoe)
    assert called == beneficiary_id(caisse.parts.keys, insured, zoe)
    assert called != beneficiary_id(replace(caisse.parts.keys, subjects=b"x" * 32), insured, zoe)
    other_parent = replace(insured, person=replace(insured.person, id=insured.person.id + 1000))
    assert called != beneficiary_id(caisse.parts.keys, other_parent, zoe)


def test_at_the_product_s_default_a_card_shows_its_holder_and_offers_nothing(
    serve: Callable[[Settings], Caisse],
) -> None:
    caisse = serve(product_settings())
    opened = caisse.terminal().visit()
    assert [one["first_name"] for one in opened["beneficiaries"]] == ["MARIE"]
    assert offer(opened) == "level"


def test_a_card_alone_does_not_tell_that_rights_are_closed(serve: Callable[[Settings], Caisse]) -> None:
    caisse = serve(product_settings())
    opened = caisse.terminal().visit(SOPHIE)
    assert offer(opened) == "level"
