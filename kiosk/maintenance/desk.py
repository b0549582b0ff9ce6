"""Carries out what is asked of the maintenance, one order at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.maintenance import log
from kiosk.maintenance.access import Access
from kiosk.maintenance.answers import Answer, Done, EnrolledAs, Failed, Failure, JournalLine, JournalShown, Surveyed
from kiosk.maintenance.diagnostics import Diagnostics
from kiosk.maintenance.findings import Grade, Survey
from kiosk.maintenance.orders import (
    AnswerChallenge,
    AskChallenge,
    ChooseModel,
    Enrol,
    Enter,
    ReadJournal,
    RestartApplication,
    RestartMachine,
    SendQueue,
    TakeSurvey,
)
from kiosk.maintenance.surveyor import Surveyor
from kiosk.sync.abort import Abort

Answerable = (
    Enter
    | AskChallenge
    | AnswerChallenge
    | TakeSurvey
    | ReadJournal
    | SendQueue
    | ChooseModel
    | Enrol
    | RestartApplication
    | RestartMachine
)
"""Every order but ``Note``."""

_COLUMNS: Final = ("good", "notices", "warnings", "faults")


@dataclass(frozen=True)
class Deeds:
    """What changes something, each in words that a test can replace.

    Attributes:
        send_queue: has the courier try now.
        choose_model: keeps the name of a cabinet model.
        enrol: with a token, at the settings' caisse.
        supervised: whether somebody starts the application again.
        end_application: ends it, from any thread.
        ask_for_reboot: tells systemd; raises OSError.
    """

    send_queue: Callable[[], None]
    choose_model: Callable[[str], Done | Failed]
    enrol: Callable[[str], EnrolledAs | Failed]
    supervised: Callable[[], bool]
    end_application: Callable[[], None]
    ask_for_reboot: Callable[[], None]


class Desk:
    """Blocks while it works: called from the maintenance's thread only.

    Args:
        access: lets technicians in.
        surveyor: takes surveys.
        diagnostics: keeps them.
        journal: the last lines, newest first.
        deeds: what changes something.
        record: writes to the journal.
    """

    def __init__(
        self,
        *,
        access: Access,
        surveyor: Surveyor,
        diagnostics: Diagnostics,
        journal: Callable[[], tuple[JournalLine, ...]],
        deeds: Deeds,
        record: Callable[..., None],
    ) -> None:
        self._access = access
        self._surveyor = surveyor
        self._diagnostics = diagnostics
        self._journal = journal
        self._deeds = deeds
        self._record = record

    def begin(self) -> None:
        """The application has started."""
        self._diagnostics.count_start(self._surveyor.now())

    def carry_out(self, order: Answerable, abort: Abort) -> Answer:
        """Do one thing. What ends the application or the machine is only promised: ``finish`` does it.

        Args:
            order: what to do.
            abort: ends an exchange with the caisse from another thread.
        """
        answer = self._answer(order, abort)
        outcome = answer.failure.value if isinstance(answer, Failed) else type(answer).__name__
        self._record(log.ORDERED, order=type(order).__name__, outcome=outcome)
        return answer

    def finish(self, order: Answerable) -> None:
        """End what an answered order ends.

        Args:
            order: one that was answered by ``Done``.
        """
        match order:
            case RestartApplication():
                self._deeds.end_application()
            case RestartMachine():
                self._deeds.ask_for_reboot()
            case _:
                pass

    def survey(self, abort: Abort) -> Survey:
        """Run every check and keep what it found."""
        survey = self._surveyor.survey(abort)
        grades = [finding.grade for finding in survey.findings]
        counts = {name: grades.count(grade) for name, grade in zip(_COLUMNS, Grade, strict=True)}
        self._record(log.SURVEYED, **counts)
        if not self._diagnostics.keep(survey):
            self._record(log.NOT_RECORDED)
        return survey

    def forget(self) -> None:
        """The technician has gone."""
        self._access.forget()

    def _answer(self, order: Answerable, abort: Abort) -> Answer:
        match order:
            case Enter():
                return self._access.enter(order, abort)
            case AskChallenge():
                return self._access.challenge()
            case AnswerChallenge():
                return self._access.answer(order)
            case TakeSurvey():
                return Surveyed(self.survey(abort))
            case ReadJournal():
                return JournalShown(self._journal())
            case SendQueue():
                self._deeds.send_queue()
                return Done()
            case ChooseModel(model):
                return self._deeds.choose_model(model)
            case Enrol(token):
                return self._deeds.enrol(token)
            case RestartApplication() | RestartMachine():
                return Done() if self._deeds.supervised() else Failed(Failure.NOT_SUPERVISED)
            case _:
                assert_never(order)
