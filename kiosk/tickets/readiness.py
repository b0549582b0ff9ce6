"""The readiness report: what every check found, on paper, for the terminal's file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from kiosk.devices.printer.ticket import Align, Block, Cut, Heading, KeyValue, Paragraph, Rule, Space, Ticket, Title
from kiosk.maintenance.findings import Finding, Grade, Survey
from kiosk.tickets.finding_words import finding_words
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import clock_time, short_date

KIND = "readiness"
_VERDICTS = {Grade.GOOD: "ready", Grade.NOTICE: "ready", Grade.WARNING: "watch", Grade.FAULT: "not_ready"}
_SIGNED = "." * 24


def readiness(survey: Survey, texts: Texts, zone: tzinfo) -> Ticket:
    """Compose the report.

    Args:
        survey: what was found.
        texts: of the technician's language.
        zone: the terminal's own.
    """
    at = survey.at.astimezone(zone)
    when = texts.t("test_page.at", date=short_date(at.date()), time=clock_time(at.time(), texts.language))
    return Ticket(
        KIND,
        (
            Title(texts.t("readiness.title")),
            Paragraph(texts.t(f"readiness.{_VERDICTS[survey.grade]}"), Align.CENTRE, bold=True),
            Rule(),
            KeyValue(texts.t("readiness.terminal"), survey.terminal or texts.t("readiness.no_name")),
            KeyValue(texts.t("readiness.cabinet"), survey.cabinet),
            KeyValue(texts.t("readiness.version"), survey.version),
            KeyValue(texts.t("readiness.at"), when),
            *(block for finding in survey.findings for block in _found(finding, texts)),
            Rule(),
            Paragraph(texts.t("readiness.signature")),
            Space(2),
            Paragraph(_SIGNED),
            Cut(),
        ),
    )


def _found(finding: Finding, texts: Texts) -> Iterator[Block]:
    words = finding_words(finding, texts)
    yield Rule()
    yield Heading(texts.t("maintenance.graded", check=words.label, grade=words.grade))
    yield Paragraph(words.state)
    if words.todo:
        yield Paragraph(texts.t("readiness.todo", todo=words.todo), bold=True)
    if words.facts:
        facts = (texts.t("maintenance.fact", label=label, value=value) for label, value in words.facts)
        yield Paragraph(" · ".join(facts))
