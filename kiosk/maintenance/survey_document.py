"""A survey as JSON: what ``kiosk doctor --json`` prints, and what the control socket gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError

from kiosk.maintenance.findings import Fact, Finding, Grade, Survey

_WORDS: Final = {grade: grade.name.lower() for grade in Grade}
_GRADES: Final = {word: grade for grade, word in _WORDS.items()}


@dataclass(frozen=True)
class _Finding:
    check: str
    grade: str
    state: str
    facts: dict[str, str]


@dataclass(frozen=True)
class SurveyDocument:
    """A ``Survey``, its grades in words: ``good``, ``notice``, ``warning``, ``fault``."""

    at: str
    terminal: str
    version: str
    cabinet: str
    grade: str
    findings: tuple[_Finding, ...]


ADAPTER: Final = TypeAdapter(SurveyDocument)


def written(survey: Survey) -> SurveyDocument:
    """Say a survey in values that JSON has."""
    return SurveyDocument(
        survey.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        survey.terminal,
        survey.version,
        survey.cabinet,
        _WORDS[survey.grade],
        tuple(
            _Finding(
                finding.check,
                _WORDS[finding.grade],
                finding.state,
                {fact.name: fact.value for fact in finding.facts},
            )
            for finding in survey.findings
        ),
    )


def read(document: object) -> Survey | None:
    """The survey of a document; None where it is none.

    Args:
        document: as ``json`` read it.
    """
    try:
        given = ADAPTER.validate_python(document)
        return Survey(
            datetime.fromisoformat(given.at),
            given.terminal,
            given.version,
            given.cabinet,
            tuple(
                Finding(
                    found.check,
                    _GRADES[found.grade],
                    found.state,
                    tuple(Fact(name, value) for name, value in found.facts.items()),
                )
                for found in given.findings
            ),
        )
    except (ValidationError, ValueError, KeyError):
        return None
