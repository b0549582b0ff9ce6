"""Attestations for the cast, as the caisse of the demo would make them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from teleservices import nir
from teleservices.texts.catalogue import Texts, read
from teleservices.wire.rights import Caisse, CoveredPerson, Mention, Period, RightsAttestation

ROOT = Path(__file__).parents[2]
Attest = Callable[..., RightsAttestation]


def _full(body: str | None) -> str | None:
    if body is None:
        return None
    read_nir = nir.from_card(body)
    assert isinstance(read_nir, nir.Nir)
    return read_nir.full


def _period(entry: dict[str, str] | None) -> Period | None:
    if entry is None:
        return None
    end = entry.get("end")
    return Period(date.fromisoformat(entry["start"]), date.fromisoformat(end) if end else None)


def attestation_of(key: str, mentions: tuple[Mention, ...] = (), dependant: int | None = None) -> RightsAttestation:
    """The attestation of one of the cast, or of the dependant of that rank."""
    cast = tomllib.loads((ROOT / "config/demo/cast.toml").read_text(encoding="utf-8"))
    (insured,) = (person for person in cast["person"] if person["key"] == key)
    person: dict[str, Any] = insured if dependant is None else insured["dependants"][dependant]
    insured_nir, rights = _full(insured["nir"]), _period(insured["rights"])
    assert insured_nir is not None
    assert rights is not None
    return RightsAttestation(
        reference="K7QX3HT9WM",
        issued_at=datetime(2026, 11, 21, 13, 32, tzinfo=UTC),
        caisse=Caisse("753", "CPAM des Trois-Rivières", ("12, avenue de la Fontaine", "75999 Villeneuve-les-Bornes")),
        person=CoveredPerson(
            family_name=person["family_name"],
            first_name=person["first_name"],
            birth_date=person["birth_date"],
            nir=_full(person.get("nir")),
            insured=dependant is None,
        ),
        insured_name=f"{insured['family_name']} {insured['first_name']}",
        insured_nir=insured_nir,
        regime="Régime général",
        rights=rights,
        complementary=insured.get("complementary"),
        treating_doctor=insured["treating_doctor"],
        long_term_illness=_period(insured.get("long_term_illness")) if Mention.LONG_TERM_ILLNESS in mentions else None,
        copayment_exemption=insured.get("copayment_exemption") if Mention.COPAYMENT_EXEMPTION in mentions else None,
        mentions=mentions,
        check_url="https://caisse.example.test/v/K7QX3HT9WM",
    )


@pytest.fixture
def attest() -> Attest:
    return attestation_of


@pytest.fixture(scope="session")
def french() -> Texts:
    return read("fr")
