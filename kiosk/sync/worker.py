"""The link thread: asks the caisse, and knows by itself whether it is within reach."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from kiosk.sync import libraries
from kiosk.sync.abort import Abort
from kiosk.sync.account import AccountQuestion
from kiosk.sync.agenda import (
    PROBE_UP_S,
    Agenda,
    Ask,
    Attest,
    Close,
    Consult,
    Errand,
    Job,
    Open,
    Probe,
    Question,
    Report,
)
from kiosk.sync.answers import Cause, ClosingAnswer, Healthy, NoAnswer, ReportingAnswer
from kiosk.sync.consultation import Want
from kiosk.sync.events import (
    AccountAnswered,
    AttestationAnswered,
    ConsultationAnswered,
    LinkChanged,
    LinkEvent,
    VisitAnswered,
    VisitClosed,
)
from kiosk.sync.link import Link
from teleservices.wire.codes import SmsReport
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit, VisitOpened


@dataclass(frozen=True)
class _Probed:
    """What a probe found."""

    answer: Healthy | NoAnswer


@dataclass(frozen=True)
class _SmsReported:
    """How a report went; nobody waits to hear it."""

    answer: ReportingAnswer


_Answered = VisitAnswered | AttestationAnswered | AccountAnswered | ConsultationAnswered
_Outcome = _Answered | VisitClosed | _SmsReported | _Probed


@dataclass(repr=False)
class _Flight:
    """A job being done, and whether somebody still waits for it."""

    job: Job
    awaited: bool
    abort: Abort = field(default_factory=Abort)


class LinkWorker:
    """Does what the session asks of the caisse, one thing at a time, in the thread ``link``.

    A question never waits behind what nobody waits for: probes, errands and forgotten questions make way at once.

    Args:
        link: asks the caisse.
        post: takes each event; called from the link thread.
        probe_s: seconds of silence after which the link is looked at.
        monotonic: seconds; any origin.
        condition: what the thread waits on; a test's own can stand for time.
    """

    def __init__(
        self,
        link: Link,
        post: Callable[[LinkEvent], None],
        *,
        probe_s: float = PROBE_UP_S,
        monotonic: Callable[[], float] = time.monotonic,
        condition: threading.Condition | None = None,
    ) -> None:
        self._link = link
        self._post = post
        self._monotonic = monotonic
        self._condition = condition or threading.Condition()
        self._agenda = Agenda(monotonic(), probe_s)
        self._flight: _Flight | None = None
        self._up: bool | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)

    def start(self) -> None:
        """Start the thread; it looks for the caisse at once and posts a first ``LinkChanged``."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread, giving up what is in flight and dropping what waits; posts nothing more.

        Args:
            timeout_s: seconds to wait for it; a thread held longer by the system ends with the process.
        """
        with self._condition:
            self._stopping = True
            if self._flight:
                self._flight.abort.pull()
            self._condition.notify_all()
        self._thread.join(timeout_s)

    def open_visit(self, call: str, message: OpenVisit) -> None:
        """Ask to open a visit; the answer comes as ``VisitAnswered(call, …)``."""
        self._ask(Open(call, message))

    def attest(self, call: str, token: str, request: RightsRequest) -> None:
        """Ask for an attestation; the answer comes as ``AttestationAnswered(call, …)``."""
        self._ask(Attest(call, token, request))

    def ask(self, call: str, token: str | None, question: AccountQuestion) -> None:
        """Ask about the compte ameli, in a visit or without one; the answer comes as ``AccountAnswered(call, …)``."""
        self._ask(Ask(call, token, question))

    def consult(self, call: str, token: str, want: Want) -> None:
        """Ask what the account shows; the answer comes as ``ConsultationAnswered(call, …)``."""
        self._ask(Consult(call, token, want))

    def close_visit(self, token: str) -> None:
        """Give a visit's token back: best effort, tried three times, dropped at ``stop``."""
        self._run_errand(Close(token, self._monotonic()))

    def report_sms(self, report: SmsReport) -> None:
        """Tell the caisse what became of a message: best effort, tried three times, dropped at ``stop``."""
        self._run_errand(Report(report, self._monotonic()))

    def forget(self) -> None:
        """The visit is wiped: its questions get no answer any more. Errands go on."""
        with self._condition:
            self._agenda.forget_questions()
            if self._flight:
                self._flight.awaited = False

    def _ask(self, question: Question) -> None:
        with self._condition:
            self._agenda.ask(question)
            if self._flight and not self._flight.awaited:
                self._flight.abort.pull()
            self._condition.notify_all()

    def _run_errand(self, errand: Errand) -> None:
        with self._condition:
            self._agenda.run(errand)
            self._condition.notify_all()

    def _run(self) -> None:
        libraries.load()
        # One frame a job: nothing of a person stays in one that waits.
        while self._step():
            pass

    def _step(self) -> bool:
        flight = self._take_off()
        if flight is None:
            return False
        outcome = self._do(flight.job, flight.abort)
        for event in self._land(flight, outcome):
            self._post(event)
        return True

    def _take_off(self) -> _Flight | None:
        with self._condition:
            while not self._stopping:
                now = self._monotonic()
                job = self._agenda.take(now)
                if job is not None:
                    self._flight = _Flight(job, awaited=isinstance(job, Question))
                    return self._flight
                self._condition.wait(self._agenda.rest_s(now))
            return None

    def _do(self, job: Job, abort: Abort) -> _Outcome:
        match job:
            case Open(call, message):
                return VisitAnswered(call, self._link.open_visit(message, abort))
            case Attest(call, token, request):
                return AttestationAnswered(call, self._link.attest(token, request, abort))
            case Ask(call, token, asked):
                return AccountAnswered(call, self._link.ask(token, asked, abort))
            case Consult(call, token, want):
                return ConsultationAnswered(call, self._link.consult(token, want, abort))
            case Close(token):
                return VisitClosed(self._link.close_visit(token, abort))
            case Report(report):
                return _SmsReported(self._link.report_sms(report, abort))
            case Probe():
                return _Probed(self._link.health(abort))
            case _:
                assert_never(job)

    def _land(self, flight: _Flight, outcome: _Outcome) -> list[LinkEvent]:
        with self._condition:
            self._flight = None
            if self._stopping:
                return []
            now = self._monotonic()
            return [*self._link_events(outcome, now), *self._answers(flight, outcome, now)]

    def _link_events(self, outcome: _Outcome, now: float) -> list[LinkEvent]:
        cause = outcome.answer.cause if isinstance(outcome.answer, NoAnswer) else None
        if cause is Cause.ABANDONED:
            return []
        up = cause is None
        self._agenda.heard(now, up=up)
        if up is self._up:
            return []
        self._up = up
        return [LinkChanged(up, cause)]

    def _answers(self, flight: _Flight, outcome: _Outcome, now: float) -> list[LinkEvent]:
        match outcome:
            case VisitAnswered() | AttestationAnswered() | AccountAnswered() | ConsultationAnswered():
                if flight.awaited:
                    return [outcome]
                self._close_what_opened(flight.job, outcome, now)
                return []
            case VisitClosed():
                return [] if self._is_run_again(flight.job, outcome.answer, now) else [outcome]
            case _SmsReported():
                self._is_run_again(flight.job, outcome.answer, now)
                return []
            case _Probed():
                return []
            case _:
                assert_never(outcome)

    def _close_what_opened(self, job: Job, outcome: _Answered, now: float) -> None:
        """Close a visit that was opened for somebody who has left: nobody else will."""
        match outcome.answer:
            case VisitOpened(token=token) if not (isinstance(job, Ask) and job.token == token):
                self._agenda.run(Close(token, now))
            case _:
                pass

    def _is_run_again(self, job: Job, answer: ClosingAnswer | ReportingAnswer, now: float) -> bool:
        """Put an errand that got no answer back, if it may be tried again."""
        if not isinstance(job, Errand) or not isinstance(answer, NoAnswer):
            return False
        return self._agenda.run_again(job, now, counts=answer.cause is not Cause.ABANDONED)
