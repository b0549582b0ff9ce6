"""The receipt of a declaration on 80 mm paper: that it is kept, under which reference, and what happens next.

It bears neither name, number nor answer: what it says is of no use to whoever finds it (architecture.md, rule 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from kiosk.devices.printer.ticket import Align, Block, Cut, KeyValue, Paragraph, Rule, Space, Ticket, Title
from teleservices.catalogue import by_id
from teleservices.flow import words
from teleservices.reference import Reference
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import clock_time, short_date

KIND = "receipt"


@dataclass(frozen=True, repr=False)
class Receipt:
    """What there is to say of a declaration that was kept.

    Attributes:
        service: id of the catalogue.
        filed_at: UTC.
        deferred_check: a password went with it, which the caisse checks on arrival.
        language: of the visit: the paper is for the person.
    """

    service: str
    reference: Reference
    filed_at: datetime
    deferred_check: bool
    language: str


def receipt(kept: Receipt, texts: Texts, zone: tzinfo) -> Ticket:
    """Compose the printed receipt.

    Args:
        kept: what to say.
        texts: those of ``kept.language``.
        zone: the terminal's own.

    Raises:
        ValueError: ``texts`` are of another language, or the téléservice has no flow.
    """
    flow = by_id(kept.service).flow
    if texts.language != kept.language or flow is None:
        raise ValueError("not the texts of this receipt, or no declaration")
    filed = kept.filed_at.astimezone(zone)
    at = texts.t("receipt.filed_at", date=short_date(filed.date()), time=clock_time(filed.time(), texts.language))
    return Ticket(
        KIND,
        (
            Title(texts.t("receipt.title")),
            Paragraph(words.receipt(texts, flow), Align.CENTRE, bold=True),
            Rule(),
            KeyValue(texts.t("receipt.filed"), at),
            Space(),
            Paragraph(texts.t("receipt.reference"), Align.CENTRE),
            Title(kept.reference.grouped),
            Rule(),
            *_next(kept, words.delay(texts, flow), texts),
            Rule(),
            Paragraph(texts.t("receipt.keep")),
            Space(),
            Paragraph(texts.t("receipt.help")),
            Cut(),
        ),
    )


def _next(kept: Receipt, delay: str, texts: Texts) -> Iterator[Block]:
    yield Paragraph(texts.t("receipt.sent"))
    yield Space()
    if kept.deferred_check:
        yield Paragraph(texts.t("receipt.checked"))
        yield Space()
    yield Paragraph(delay, bold=True)
    yield Space()
    yield Paragraph(texts.t("receipt.answer"))
