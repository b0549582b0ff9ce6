"""The attestation de droits: what may be attested, the document, and its trace (teleservices.md, part B)."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Person, beneficiary_id, holds_on
from caisse.handlers.refusal import Refusal
from caisse.handlers.standing import allowed_beneficiaries
from caisse.handlers.visit import Visit
from caisse.store.schema import ATTESTATION
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION
from teleservices.levels import Level
from teleservices.reference import Reference, draw
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Caisse, CoveredPerson, Mention, RightsAttestation, RightsRequest


def attest(
    connection: Connection, asked: RightsRequest, visit: Visit, at: Circumstances
) -> RightsAttestation | Refusal:
    """Issue an attestation and remember what it says.

    Args:
        connection: inside a write.
        asked: beneficiary and mentions.
        visit: its level is what the endpoint needs.
        at: the moment and the caisse's choices.

    Returns:
        the document; or ``OTHER_REGIME``, ``LEVEL``, ``UNKNOWN_BENEFICIARY``, ``RIGHTS_CLOSED``.
    """
    insured = visit.insured
    mentions = tuple(dict.fromkeys(asked.mentions))
    if not at.settings.regimes.may_use(insured.regime, RIGHTS_ATTESTATION.id):
        return Refusal(Problem.OTHER_REGIME, regime=at.settings.regimes.find(insured.regime).label)
    if mentions and not (visit.settled.reaches(Level.CODE) or at.settings.rights_attestation.mentions_at_card):
        return Refusal(Problem.LEVEL)
    people = allowed_beneficiaries(connection, visit, at.settings)
    person = next((one for one in people if beneficiary_id(at.keys, insured, one) == asked.beneficiary), None)
    if person is None:
        return Refusal(Problem.UNKNOWN_BENEFICIARY)
    if not insured.open_on(at.today):
        return Refusal(Problem.RIGHTS_CLOSED)
    reference = _new_reference(connection, at.below)
    connection.execute(
        insert(ATTESTATION).values(
            reference=reference.signs,
            issued_at=at.now,
            terminal=visit.terminal,
            insured_id=insured.person.id,
            person_id=person.id,
            first_name=person.first_name,
            initial=person.initial,
            rights_start=insured.rights.start,
            rights_end=insured.rights.end,
            mentions=" ".join(mentions),
        )
    )
    return _document(reference, visit, person, mentions, at)


def _document(
    reference: Reference, visit: Visit, person: Person, mentions: tuple[Mention, ...], at: Circumstances
) -> RightsAttestation:
    insured = visit.insured
    holder = insured.person
    illness = person.illness if person.illness is not None and holds_on(person.illness, at.today) else None
    return RightsAttestation(
        reference=reference.signs,
        issued_at=at.now,
        caisse=Caisse(at.settings.caisse.code, at.settings.caisse.name, at.settings.caisse.address),
        person=CoveredPerson(
            family_name=person.family_name,
            first_name=person.first_name,
            birth_date=person.birth_date,
            nir=None if person.nir is None else person.nir.full,
            insured=person.id == holder.id,
        ),
        insured_name=f"{holder.family_name} {holder.first_name}",
        insured_nir=insured.nir.full,
        regime=at.settings.regimes.find(insured.regime).label,
        rights=insured.rights,
        complementary=insured.complementary,
        treating_doctor=person.treating_doctor,
        long_term_illness=illness if Mention.LONG_TERM_ILLNESS in mentions else None,
        copayment_exemption=person.copayment_exemption if Mention.COPAYMENT_EXEMPTION in mentions else None,
        mentions=mentions,
        check_url=f"{at.public_url}/v/{reference.signs}",
    )


def _new_reference(connection: Connection, below: Callable[[int], int]) -> Reference:
    while True:
        reference = draw(below)
        taken = select(ATTESTATION.c.reference).where(ATTESTATION.c.reference == reference.signs)
        if connection.execute(taken).one_or_none() is None:
            return reference
