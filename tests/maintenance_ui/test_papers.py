"""What a technician's papers say, as the printer understands it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from maintenance_samples import SURVEY

from dock.printer.commands import first_command
from dock.printer.drawing import draw
from dock.printer.machine import Machine
from dock.printer.paper import CutMark, Mark, QrMark, TextRow, lines
from kiosk.devices.printer.escpos import encode
from kiosk.devices.printer.layout import CHARSET
from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.findings import Finding, Grade, Survey
from kiosk.tickets.finding_words import finding_words
from kiosk.tickets.readiness import readiness
from kiosk.tickets.test_page import test_page as make_test_page
from teleservices.texts.catalogue import LANGUAGES, read

PARIS = timezone(timedelta(hours=1))
AT = datetime(2026, 11, 21, 14, 5, tzinfo=PARIS)
FRENCH = read("fr")


def printed(ticket: Ticket) -> tuple[Mark, ...]:
    machine, rest = Machine(), encode(ticket)
    marks: list[Mark] = []
    while (found := first_command(rest)) is not None:
        command, length = found
        marks += machine.execute(command)
        rest = rest[length:]
    assert rest == b""
    return tuple(marks)


def said(ticket: Ticket) -> str:
    return " ".join(" ".join(lines(printed(ticket))).replace("\u00a0", " ").split())


def test_the_ruler_is_as_wide_as_the_paper() -> None:
    rows = lines(printed(make_test_page("accueil-1", AT, FRENCH)))
    ruler, ticks = next((row, rows[place + 1]) for place, row in enumerate(rows) if row.startswith("----+"))
    assert len(ruler) == len(ticks) == 48
    assert [place + 1 for place, sign in enumerate(ruler) if sign == "|"] == [10, 20, 30, 40, 48]
    assert ticks[8:10] == "10"
    assert ticks[38:40] == "40"


def test_every_french_sign_is_on_it() -> None:
    text = "".join(lines(printed(make_test_page("accueil-1", AT, FRENCH))))
    for sign in "éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ«»’…€":
        assert sign in text
        assert sign.encode(CHARSET)


def test_its_bars_are_black_from_edge_to_edge() -> None:
    marks = printed(make_test_page("", AT, FRENCH))
    bars = [mark for mark in marks if isinstance(mark, TextRow) and any(glyph.reversed for glyph in mark.glyphs)]
    assert len(bars) == 5
    assert all(len(bar.glyphs) == 48 and bar.advance == 24 for bar in bars)
    assert all(glyph.reversed for bar in bars for glyph in bar.glyphs)


def test_it_has_a_code_and_is_cut() -> None:
    marks = printed(make_test_page("accueil-1", AT, FRENCH))
    codes = [mark for mark in marks if isinstance(mark, QrMark)]
    assert [code.data for code in codes] == [b"test_page:accueil-1:2026-11-21T14:05:00+01:00"]
    assert isinstance(marks[-1], CutMark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_are_drawn_in_every_language(language: str) -> None:
    for ticket in (make_test_page("accueil-1", AT, read(language)), readiness(SURVEY, read(language), PARIS)):
        assert draw(printed(ticket)).startswith(b"\x89PNG")


def test_the_report_says_what_is_to_be_done_first() -> None:
    text = said(readiness(SURVEY, FRENCH, PARIS))
    fault = finding_words(SURVEY.findings[1], FRENCH)
    assert "Pas prête : à réparer d’abord" in text
    assert f"À faire : {fault.todo}".replace("\u00a0", " ") in text
    good = finding_words(SURVEY.findings[0], FRENCH)
    assert text.index(fault.state) < text.index(good.state)
    assert "21/11/2026 à 14 h 00" in text
    for part in (SURVEY.terminal, SURVEY.version, SURVEY.cabinet, "Nom et signature"):
        assert part in text


VERDICTS = [
    (Grade.GOOD, "Prête à servir le public"),
    (Grade.NOTICE, "Prête à servir le public"),
    (Grade.WARNING, "Prête, à surveiller"),
    (Grade.FAULT, "Pas prête"),
]


@pytest.mark.parametrize(("grade", "verdict"), VERDICTS)
def test_its_verdict_is_that_of_the_worst(grade: Grade, verdict: str) -> None:
    of_grade = {
        Grade.GOOD: Finding("printer", Grade.GOOD, "ready"),
        Grade.NOTICE: Finding("printer", Grade.NOTICE, "unheard"),
        Grade.WARNING: Finding("printer", Grade.WARNING, "paper_low"),
        Grade.FAULT: Finding("printer", Grade.FAULT, "no_paper"),
    }
    survey = replace(SURVEY, findings=(Finding("reader", Grade.GOOD, "ready"), of_grade[grade]))
    assert verdict in said(readiness(survey, FRENCH, UTC))


def test_a_terminal_without_a_name_says_so() -> None:
    nameless = Survey(SURVEY.at, "", "0.1.0", "borne-21p", ())
    assert "non inscrite" in said(readiness(nameless, FRENCH, UTC))
    assert "non inscrite" in said(make_test_page("", AT, FRENCH))
