"""A survey for a terminal window, in French."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.maintenance.findings import Grade, Survey
from kiosk.tickets.finding_words import finding_words, grade_word
from teleservices.texts.catalogue import Texts

EXIT_STATUS = {Grade.GOOD: 0, Grade.NOTICE: 0, Grade.WARNING: 1, Grade.FAULT: 2}
"""Of ``kiosk doctor``."""


def survey_lines(survey: Survey, texts: Texts, now: datetime) -> Iterator[str]:
    """What each check found, what to do, and the worst of all.

    Args:
        survey: what was found.
        texts: French.
        now: in the zone in which moments are shown.
    """
    name = survey.terminal or "non inscrite"
    at = survey.at.astimezone(now.tzinfo)
    yield f"Borne : {name} · version {survey.version} · modèle {survey.cabinet} · {at:%d/%m/%Y %H:%M}"
    words = [(finding.grade, finding_words(finding, texts)) for finding in survey.findings]
    wide = max((len(said.grade) for _, said in words), default=0)
    for _, said in words:
        yield f"{said.grade:<{wide}}  {said.label} : {said.state}"
        margin = " " * (wide + 2)
        if said.facts:
            yield margin + " · ".join(f"{label} : {value}" for label, value in said.facts)
        if said.todo:
            yield f"{margin}→ {said.todo}"
    yield f"En tout : {grade_word(survey.grade, texts)}."
