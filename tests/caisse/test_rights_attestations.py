"""The attestation de droits: what it says, to whom, and at which level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from running_caisse import MARIE, RENE, SOPHIE, Caisse, Terminal, demo_settings, problem, product_settings, with_rights
from sqlalchemy import select, update

from caisse.settings import Settings
from caisse.store.schema import ATTESTATION, INSURED, PERSON, VISIT
from teleservices.levels import Level
from teleservices.reference import from_text

Serve = Callable[[Settings], Caisse]


def raise_to_code(caisse: Caisse) -> None:
    """What sign-in will do to a visit's token."""
    caisse.store.write(lambda connection: connection.execute(update(VISIT).values(level=Level.CODE)))


def test_marie_s_attestation_says_everything_and_its_trace_is_kept(caisse: Caisse, terminal: Terminal) -> None:
    answer = terminal.attest(terminal.visit())
    assert answer.status_code == 201
    said = answer.json()
    reference = said.pop("reference")
    assert from_text(reference) is not None
    assert said == {
        "issued_at": "2026-11-21T12:00:00Z",
        "caisse": {
            "code": "000",
            "name": "Caisse primaire d’assurance maladie du Val-Tilleul",
            "address": ["12 rue des Lavandières", "00100 VAL-TILLEUL"],
        },
        "person": {
            "family_name": "DUPONT",
            "first_name": "MARIE",
            "birth_date": "19840512",
            "nir": MARIE,
            "insured": True,
        },
        "insured_name": "DUPONT MARIE",
        "insured_nir": MARIE,
        "regime": "Régime général",
        "rights": {"start": "2003-09-01", "end": None},
        "complementary": "Mutuelle des Coteaux",
        "treating_doctor": True,
        "long_term_illness": None,
        "copayment_exemption": None,
        "mentions": [],
        "check_url": f"{caisse.url}/v/{reference}",
    }
    kept = caisse.store.read(lambda connection: connection.execute(select(ATTESTATION)).one())
    assert (kept.reference, kept.terminal, kept.first_name, kept.initial) == (reference, "borne-1", "MARIE", "D")


def test_an_ayant_droit_without_a_nir_is_attested_under_the_insured_s(terminal: Terminal) -> None:
    said = terminal.attest(terminal.visit(), 2).json()
    assert (said["person"]["first_name"], said["person"]["nir"], said["person"]["insured"]) == ("GAËTAN", None, False)
    assert said["insured_nir"] == MARIE


def test_mentions_are_given_when_ticked_and_only_then(terminal: Terminal) -> None:
    visit = terminal.visit(RENE)
    both = terminal.attest(visit, 0, "exoneration", "ald", "ald").json()
    assert both["long_term_illness"] == {"start": "2019-03-04", "end": "2029-03-03"}
    assert both["copayment_exemption"].startswith("Exonération du ticket modérateur")
    assert both["mentions"] == ["exoneration", "ald"]
    none = terminal.attest(visit).json()
    assert (none["long_term_illness"], none["copayment_exemption"], none["mentions"]) == (None, None, [])
    assert none["person"]["birth_date"] == "19440000"


def test_a_mention_that_does_not_apply_is_asked_for_and_empty(terminal: Terminal) -> None:
    said = terminal.attest(terminal.visit(), 0, "ald").json()
    assert (said["long_term_illness"], said["mentions"]) == (None, ["ald"])


@pytest.mark.parametrize(("days", "attested"), [(0, True), (1, True), (2, False)])
def test_an_illness_is_attested_to_its_last_day(caisse: Caisse, terminal: Terminal, days: int, attested: bool) -> None:
    caisse.clock.at = datetime(2029, 3, 2, 12, tzinfo=UTC) + timedelta(days=days)
    assert (terminal.attest(terminal.visit(RENE), 0, "ald").json()["long_term_illness"] is not None) is attested


def test_as_many_attestations_as_wanted_each_with_its_reference(terminal: Terminal) -> None:
    visit = terminal.visit()
    references = {terminal.attest(visit).json()["reference"] for _ in range(5)}
    assert len(references) == 5


def test_closed_rights_are_not_attested(terminal: Terminal) -> None:
    assert problem(terminal.attest(terminal.visit(SOPHIE))) == "/problems/rights-closed"


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("Europe/Paris", datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), 201),
        ("Europe/Paris", datetime(2026, 6, 30, 22, 0, 0, tzinfo=UTC), 403),
        ("Europe/Paris", datetime(2026, 6, 30, 22, 0, 1, tzinfo=UTC), 403),
        ("Indian/Reunion", datetime(2026, 6, 30, 19, 59, 59, tzinfo=UTC), 201),
        ("Indian/Reunion", datetime(2026, 6, 30, 20, 0, 0, tzinfo=UTC), 403),
        ("America/Martinique", datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC), 201),
        ("America/Martinique", datetime(2026, 7, 1, 4, 0, 0, tzinfo=UTC), 403),
    ],
)
def test_rights_close_at_the_caisse_s_own_midnight(serve: Serve, zone: str, moment: datetime, expected: int) -> None:
    """Sophie's end on 30 June 2026, that day included."""
    demo = demo_settings()
    caisse = serve(replace(demo, caisse=replace(demo.caisse, timezone=zone)))
    caisse.clock.at = moment
    terminal = caisse.terminal()
    assert ZoneInfo(zone) == caisse.settings.caisse.zone
    assert terminal.attest(terminal.visit(SOPHIE)).status_code == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, 403), (0, 201), (1, 201)])
def test_rights_open_on_their_first_day(caisse: Caisse, terminal: Terminal, days: int, expected: int) -> None:
    start = date(2026, 11, 21) - timedelta(days=days)
    who = select(PERSON.c.id).where(PERSON.c.nir == MARIE[:13]).scalar_subquery()
    caisse.store.write(
        lambda connection: connection.execute(
            update(INSURED).where(INSURED.c.person_id == who).values(rights_start=start)
        )
    )
    assert terminal.attest(terminal.visit()).status_code == expected


def test_a_beneficiary_of_somebody_else_is_nobody(terminal: Terminal) -> None:
    mine, other = terminal.visit(), terminal.visit(RENE)
    assert problem(terminal.attest(mine | {"beneficiaries": other["beneficiaries"]})) == "/problems/unknown-beneficiary"


def test_an_unknown_mention_is_malformed(terminal: Terminal) -> None:
    assert problem(terminal.attest(terminal.visit(), 0, "sclerose")) == "/problems/malformed"


def test_the_product_s_default_asks_for_the_code(serve: Serve) -> None:
    caisse = serve(product_settings())
    terminal = caisse.terminal()
    visit = terminal.visit()
    assert problem(terminal.attest(visit)) == "/problems/level"
    raise_to_code(caisse)
    assert terminal.attest(visit).status_code == 201


def test_level_card_gives_the_holder_s_own_without_mention(serve: Serve) -> None:
    """What teleservices.md leaves a caisse that chooses `card`."""
    caisse = serve(with_rights(product_settings(), level=Level.CARD))
    terminal = caisse.terminal()
    visit = terminal.visit()
    assert len(visit["beneficiaries"]) == 1
    assert problem(terminal.attest(visit, 0, "ald")) == "/problems/level"
    assert terminal.attest(visit).status_code == 201


def test_at_level_code_the_family_and_the_mentions_are_open_whatever_card_may(serve: Serve) -> None:
    caisse = serve(with_rights(product_settings(), level=Level.CARD))
    terminal = caisse.terminal()
    visit = terminal.visit(RENE)
    raise_to_code(caisse)
    assert terminal.attest(visit, 0, "ald").json()["long_term_illness"] is not None


def test_a_regime_that_may_not_use_the_service_is_told(serve: Serve) -> None:
    caisse = serve(replace(demo_settings(), services={"rights_attestation": ("camieg",)}))
    terminal = caisse.terminal()
    visit = terminal.visit()
    assert {"id": "rights_attestation", "unavailable": "regime"} in visit["services"]
    answer = terminal.attest(visit)
    assert (problem(answer), answer.json()["regime"]) == ("/problems/other-regime", "Régime général")
