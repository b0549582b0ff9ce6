"""The attestation de droits on 80 mm paper.

It is in French whatever the language of the visit: people show it at French counters, and a document that binds the
caisse has one wording. It is the only document that bears the NIR (UX-17, architecture.md rule 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from kiosk.devices.printer.ticket import (
    Align,
    Block,
    Cut,
    Heading,
    KeyValue,
    Paragraph,
    QrCode,
    Rule,
    Space,
    Ticket,
    Title,
)
from teleservices import nir
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import birth_date, clock_time, short_date
from teleservices.wire.rights import Caisse, Mention, Period, RightsAttestation

KIND = "rights_attestation"


def rights_attestation(attestation: RightsAttestation, texts: Texts, printed_at_local: datetime) -> Ticket:
    """Compose the printed attestation.

    Args:
        attestation: what the caisse certified.
        texts: the French texts, not those of the visit's language.
        printed_at_local: now, in the terminal's own zone.

    Raises:
        ValueError: ``texts`` are not French.
    """
    if texts.language != "fr":
        raise ValueError(f"the attestation is not printed in {texts.language}")
    return Ticket(
        KIND,
        (
            *_caisse(attestation.caisse),
            Title(texts.t("ticket.rights.title")),
            Space(),
            Paragraph(texts.t("ticket.rights.certifies")),
            *_people(attestation, texts),
            *_rights(attestation, texts),
            *_mentions(attestation, texts),
            *_issue(attestation, texts, printed_at_local),
            *_check(attestation, texts),
            Cut(),
        ),
    )


def _caisse(caisse: Caisse) -> Iterator[Block]:
    yield Paragraph(caisse.name, Align.CENTRE, bold=True)
    for line in caisse.address:
        yield Paragraph(line, Align.CENTRE)
    yield Space()


def _people(attestation: RightsAttestation, texts: Texts) -> Iterator[Block]:
    person = attestation.person
    if person.insured:
        yield from _headed(texts.t("ticket.rights.insured_and_beneficiary"))
    else:
        yield from _headed(texts.t("ticket.rights.insured"))
        yield KeyValue(texts.t("ticket.rights.name"), attestation.insured_name)
        yield KeyValue(texts.t("ticket.rights.nir"), _grouped(attestation.insured_nir))
        yield from _headed(texts.t("ticket.rights.beneficiary"))
    yield KeyValue(texts.t("ticket.rights.name"), f"{person.family_name} {person.first_name}")
    if person.nir is None:
        yield KeyValue(texts.t("ticket.rights.nir"), texts.t("ticket.rights.nir_of_insured"))
    else:
        yield KeyValue(texts.t("ticket.rights.nir"), _grouped(person.nir))
    yield KeyValue(texts.t("ticket.rights.birth_date"), birth_date(person.birth_date, texts))


def _headed(text: str) -> Iterator[Block]:
    yield Rule()
    yield Heading(text)


def _rights(attestation: RightsAttestation, texts: Texts) -> Iterator[Block]:
    doctor = "treating_doctor_yes" if attestation.treating_doctor else "treating_doctor_no"
    yield from _headed(texts.t("ticket.rights.rights"))
    yield KeyValue(texts.t("ticket.rights.period"), _period(attestation.rights, texts))
    yield KeyValue(texts.t("ticket.rights.regime"), attestation.regime)
    yield KeyValue(texts.t("ticket.rights.treating_doctor"), texts.t(f"ticket.rights.{doctor}"))
    yield KeyValue(
        texts.t("ticket.rights.complementary"),
        attestation.complementary or texts.t("ticket.rights.complementary_none"),
    )


def _mentions(attestation: RightsAttestation, texts: Texts) -> Iterator[Block]:
    yield from _headed(texts.t("ticket.rights.mentions"))
    if not attestation.mentions:
        yield Paragraph(texts.t("ticket.rights.no_mention"))
    for mention in attestation.mentions:
        yield KeyValue(texts.t(f"ticket.rights.mention.{mention.value}"), _mention(mention, attestation, texts))


def _mention(mention: Mention, attestation: RightsAttestation, texts: Texts) -> str:
    none = texts.t("ticket.rights.mention_none")
    match mention:
        case Mention.LONG_TERM_ILLNESS:
            illness = attestation.long_term_illness
            return _period(illness, texts) if illness else none
        case Mention.COPAYMENT_EXEMPTION:
            return attestation.copayment_exemption or none
        case _:
            assert_never(mention)


def _issue(attestation: RightsAttestation, texts: Texts, printed_at: datetime) -> Iterator[Block]:
    at = texts.t(
        "ticket.rights.issued_at",
        date=short_date(printed_at.date()),
        time=clock_time(printed_at.time(), texts.language),
    )
    yield Rule()
    yield KeyValue(texts.t("ticket.rights.issued"), at)
    yield KeyValue(texts.t("ticket.rights.reference"), attestation.reference)
    yield Space()


def _check(attestation: RightsAttestation, texts: Texts) -> Iterator[Block]:
    yield QrCode(attestation.check_url)
    yield Space()
    yield Paragraph(texts.t("ticket.rights.check"), Align.CENTRE)
    yield Paragraph(attestation.check_url, Align.CENTRE)
    yield Rule()
    yield Paragraph(texts.t("ticket.rights.legal"))
    yield Space()
    yield Paragraph(texts.t("ticket.rights.keep"))
    yield Space()
    yield Paragraph(texts.t("ticket.rights.help"))


def _period(period: Period, texts: Texts) -> str:
    start = short_date(period.start)
    if period.end is None:
        return texts.t("ticket.rights.period_open", start=start)
    return texts.t("ticket.rights.period_closed", start=start, end=short_date(period.end))


def _grouped(written: str) -> str:
    """As people read a NIR; as the caisse wrote it when it is none, because the caisse decides."""
    read = nir.from_card(written)
    return read.grouped if isinstance(read, nir.Nir) else written
