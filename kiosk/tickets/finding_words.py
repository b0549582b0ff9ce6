"""A finding in words: what a screen and a paper say of it alike."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.maintenance.findings import Finding, Grade
from teleservices.texts.catalogue import Texts


@dataclass(frozen=True)
class FindingWords:
    """One finding.

    Attributes:
        label: what was looked at.
        grade: how bad it is.
        state: what is so.
        todo: what to do, empty where there is nothing to.
        facts: labels and values.
    """

    label: str
    grade: str
    state: str
    todo: str
    facts: tuple[tuple[str, str], ...]


def finding_words(finding: Finding, texts: Texts) -> FindingWords:
    """Say ``finding`` in the language of ``texts``."""
    found = f"maintenance.found.{finding.check}.{finding.state}"
    return FindingWords(
        label=texts.t(f"maintenance.check.{finding.check}"),
        grade=grade_word(finding.grade, texts),
        state=texts.t(found),
        todo="" if finding.grade is Grade.GOOD else texts.t(f"{found}.do"),
        facts=tuple((texts.t(f"maintenance.fact.{fact.name}"), fact.value) for fact in finding.facts),
    )


def grade_word(grade: Grade, texts: Texts) -> str:
    """« Bon », « À noter », « À surveiller », « En panne »."""
    return texts.t(f"maintenance.grade.{grade.name.lower()}")
