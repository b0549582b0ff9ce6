"""What the link thread has to do and in which order; no thread, no clock, no network of its own."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from kiosk.sync.account import AccountQuestion
from kiosk.sync.consultation import Want
from teleservices.wire.codes import SmsReport
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit

PROBE_UP_S = 15.0
PROBE_DOWN_S = (2.0, 4.0, 8.0, 15.0)
ERRAND_TRIES = 3
ERRAND_AGAIN_S = 5.0


@dataclass(frozen=True, repr=False)
class Open:
    """``open_visit``."""

    call: str
    message: OpenVisit


@dataclass(frozen=True, repr=False)
class Attest:
    """``attest``."""

    call: str
    token: str
    request: RightsRequest


@dataclass(frozen=True, repr=False)
class Ask:
    """``ask``."""

    call: str
    token: str | None
    question: AccountQuestion


@dataclass(frozen=True, repr=False)
class Consult:
    """``consult``."""

    call: str
    token: str
    want: Want


@dataclass(frozen=True, repr=False)
class Close:
    """``close_visit``.

    Attributes:
        due: not before this time, in seconds of the worker's clock.
        tries_left: this one included.
    """

    token: str
    due: float
    tries_left: int = ERRAND_TRIES


@dataclass(frozen=True)
class Report:
    """``report_sms``; ``due`` and ``tries_left`` as those of ``Close``."""

    report: SmsReport
    due: float
    tries_left: int = ERRAND_TRIES


@dataclass(frozen=True)
class Probe:
    """Ask whether the caisse is within reach."""


Question = Open | Attest | Ask | Consult
"""Somebody stands before the screen and waits for it."""
Errand = Close | Report
"""Nobody waits for it, and it outlives the visit."""
Job = Question | Errand | Probe


class Agenda:
    """Questions first, in order; then errands that are due; then a look at the link when nothing was heard of late.

    Args:
        now: seconds of the worker's clock; the first probe is due at once.
        probe_s: seconds of silence after which a link that was up is looked at again; also the longest wait
            between two looks at one that is down.
    """

    def __init__(self, now: float, probe_s: float = PROBE_UP_S) -> None:
        self._questions: deque[Question] = deque()
        self._errands: deque[Errand] = deque()
        self._probe_s = probe_s
        self._probe_due = now
        self._failures = 0

    def ask(self, question: Question) -> None:
        """Add a question."""
        self._questions.append(question)

    def run(self, errand: Errand) -> None:
        """Add an errand."""
        self._errands.append(errand)

    def run_again(self, errand: Errand, now: float, *, counts: bool) -> bool:
        """Put an errand that got no answer back.

        Args:
            errand: as it was taken.
            now: seconds of the worker's clock.
            counts: False when it made way for a question: it then comes back at once and loses no try.

        Returns:
            False when it was tried often enough.
        """
        if not counts:
            self._errands.append(errand)
            return True
        if errand.tries_left <= 1:
            return False
        self._errands.append(replace(errand, due=now + ERRAND_AGAIN_S, tries_left=errand.tries_left - 1))
        return True

    def forget_questions(self) -> None:
        """Drop every question that waits."""
        self._questions.clear()

    def heard(self, now: float, *, up: bool) -> None:
        """Plan the next look at the link after one of the caisse's answers, or the lack of one."""
        if up:
            self._failures = 0
            self._probe_due = now + self._probe_s
        else:
            wait = PROBE_DOWN_S[min(self._failures, len(PROBE_DOWN_S) - 1)]
            self._probe_due = now + min(wait, self._probe_s)
            self._failures += 1

    def take(self, now: float) -> Job | None:
        """Remove and return what is to be done now, None when nothing is."""
        if self._questions:
            return self._questions.popleft()
        due = next((errand for errand in self._errands if errand.due <= now), None)
        if due is not None:
            self._errands.remove(due)
            return due
        return Probe() if self._probe_due <= now else None

    def rest_s(self, now: float) -> float:
        """Seconds until ``take`` has something to give, as far as is known now."""
        return max(0.0, min([self._probe_due, *(errand.due for errand in self._errands)]) - now)
