"""The attestation de droits.

``POST /v1/rights-attestations`` takes a ``RightsRequest`` and gives a ``RightsAttestation``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Mention(StrEnum):
    """Optional mentions (teleservices.md, ``rights_attestation``)."""

    LONG_TERM_ILLNESS = "ald"
    COPAYMENT_EXEMPTION = "exoneration"


@dataclass(frozen=True)
class RightsRequest:
    """What the person asked for: one beneficiary's id (``Beneficiary.id``) and the mentions ticked."""

    beneficiary: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Caisse:
    """The caisse that certifies: code ``972``-like, name, address lines."""

    code: str
    name: str
    address: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class CoveredPerson:
    """The person whose rights are attested.

    Attributes:
        birth_date: ``AAAAMMJJ``; month or day may be lunar.
        nir: 15 characters, or None for an ayant droit without one.
    """

    family_name: str
    first_name: str
    birth_date: str
    nir: str | None
    insured: bool


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; ``end`` None when open."""

    start: date
    end: date | None


@dataclass(frozen=True, repr=False)
class RightsAttestation:
    """Everything that the printed attestation says.

    Attributes:
        reference: 10 signs without 0 O 1 I, by which the caisse finds what it issued.
        issued_at: UTC.
        insured_name: family name and first name of the insured.
        insured_nir: 15 characters.
        regime: label of the régime.
        rights: the period of droits ouverts.
        complementary: label of the C2S or complémentaire known to the caisse, or None.
        treating_doctor: whether a médecin traitant is declared.
        long_term_illness: the ALD's period when the mention was ticked and one exists.
        copayment_exemption: the exonération's wording when ticked and one exists.
        mentions: the mentions asked for, so that the paper can say « aucune ».
        check_url: page of the caisse that confirms the reference.
    """

    reference: str
    issued_at: datetime
    caisse: Caisse
    person: CoveredPerson
    insured_name: str
    insured_nir: str
    regime: str
    rights: Period
    complementary: str | None
    treating_doctor: bool
    long_term_illness: Period | None
    copayment_exemption: str | None
    mentions: tuple[Mention, ...]
    check_url: str
