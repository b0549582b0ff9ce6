"""What the checks found: values that a screen, a paper and a shell show alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Grade(IntEnum):
    """How bad it is; the worst of a survey is its grade."""

    GOOD = 0
    NOTICE = 1
    """Nothing to do now."""
    WARNING = 2
    """It works, and will not for long, or not wholly."""
    FAULT = 3
    """Citizens are not served as they should be."""


@dataclass(frozen=True)
class Fact:
    """A figure or word behind a finding.

    Attributes:
        name: last part of the key ``maintenance.fact.NAME`` that labels it.
        value: as shown; never personal data.
    """

    name: str
    value: str


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        check: id, last part of the key ``maintenance.check.CHECK``, its label.
        state: the key ``maintenance.found.CHECK.STATE`` says what is so, and where ``grade`` is not GOOD,
            ``maintenance.found.CHECK.STATE.do`` what to do.
    """

    check: str
    grade: Grade
    state: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Survey:
    """All checks at one moment.

    Attributes:
        at: UTC.
        terminal: its name at the caisse, empty while it is not enrolled.
        version: of the application.
        cabinet: name of the model.
        findings: in the order in which they are shown.
    """

    at: datetime
    terminal: str
    version: str
    cabinet: str
    findings: tuple[Finding, ...]

    @property
    def grade(self) -> Grade:
        """The worst of all."""
        return max((finding.grade for finding in self.findings), default=Grade.GOOD)
