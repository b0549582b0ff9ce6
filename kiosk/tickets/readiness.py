"""The readiness report: what every check found, on paper, for the terminal's file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from kiosk.devices.printer.ticket import (
    Align,
    Block,
    Cut,
    Heading,
    KeyValue,
    Paragraph,
    Rule,
    Space,
    Table,
    Ticket,
    Title,
)
from kiosk.maintenance.findings import Grade, Survey
from kiosk.tickets.finding_words import FindingWords, finding_words, grade_word
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import clock_time, short_date

KIND = "readiness"
_VERDICTS = {Grade.GOOD: "ready", Grade.NOTICE: "ready", Grade.WARNING: "watch", Grade.FAULT: "not_ready"}
_SIGNED = "." * 24
_LABELS = 24
"""Columns of the labels."""


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
            *_open(survey, texts),
            *_good(survey, texts),
            Rule(),
            Paragraph(texts.t("readiness.signature")),
            Space(2),
            Paragraph(_SIGNED),
            Cut(),
        ),
    )


def _open(survey: Survey, texts: Texts) -> Iterator[Block]:
    """What is not good, each with what to do."""
    for finding in survey.findings:
        if finding.grade is not Grade.GOOD:
            words = finding_words(finding, texts)
            yield Rule()
            yield Heading(texts.t("maintenance.graded", check=words.label, grade=words.grade))
            yield Paragraph(words.state)
            yield Paragraph(texts.t("readiness.todo", todo=words.todo), bold=True)
            if words.facts:
                yield Paragraph(_facts(words, texts))


def _good(survey: Survey, texts: Texts) -> Iterator[Block]:
    """What is, a line or two each."""
    good = [finding_words(finding, texts) for finding in survey.findings if finding.grade is Grade.GOOD]
    if good:
        yield Rule()
        yield Heading(grade_word(Grade.GOOD, texts))
        yield Table((_LABELS, 0), tuple((words.label, _facts(words, texts) or words.state) for words in good))


def _facts(words: FindingWords, texts: Texts) -> str:
    return " · ".join(texts.t("maintenance.fact", label=label, value=value) for label, value in words.facts)
