"""The maintenance's thread: one answer an order, none for who has left, and an end that leaves time to say so."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import Any

import pytest

from kiosk.maintenance import log
from kiosk.maintenance.answers import Done, Failed, Failure, MaintenanceAnswered
from kiosk.maintenance.orders import AskChallenge, Note, RestartApplication, RestartMachine, SendQueue, TakeSurvey
from kiosk.maintenance.worker import GRACE_S
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

PATIENCE_S = 30.0
LEFT = MaintenanceRecord(Deed.LEFT, Way.ONLINE, "004217")


def test_each_order_gets_its_answer(thread: Any) -> None:
    thread.worker.do("a", TakeSurvey())
    thread.worker.do("b", SendQueue())
    assert [thread.next(), thread.next()] == [MaintenanceAnswered("a", Done()), MaintenanceAnswered("b", Done())]


def test_who_has_left_gets_no_answer_and_takes_the_challenge_along(thread: Any) -> None:
    thread.desk.held.clear()
    thread.worker.do("a", AskChallenge())
    assert thread.did() == AskChallenge()
    thread.worker.do("b", SendQueue())
    thread.worker.forget()
    thread.desk.held.set()
    assert thread.did() == "forget"
    thread.worker.do("c", TakeSurvey())
    assert thread.next() == MaintenanceAnswered("c", Done())
    assert thread.told.empty()


def test_a_shell_is_answered_whoever_leaves_the_screen(thread: Any) -> None:
    thread.desk.held.clear()
    first, second = thread.worker.ask(TakeSurvey()), thread.worker.ask(SendQueue())
    thread.worker.forget()
    thread.desk.held.set()
    assert [first.result(PATIENCE_S), second.result(PATIENCE_S)] == [Done(), Done()]
    assert thread.told.empty()


def test_a_note_is_in_the_trail_at_once_and_in_the_journal_without_its_author(thread: Any) -> None:
    thread.worker.do("", Note(LEFT))
    assert thread.noted == [LEFT]
    assert thread.lines == [(log.DEED, {"deed": "left", "way": "online", "outcome": "done"})]
    assert thread.desk.did.empty()


@pytest.mark.parametrize("order", [RestartApplication(), RestartMachine()])
def test_the_end_comes_once_it_was_said_even_if_everybody_has_left(thread: Any, order: object) -> None:
    thread.worker.do("a", order)
    assert thread.next() == MaintenanceAnswered("a", Done())
    thread.worker.forget()
    while thread.rest() != GRACE_S:
        pass
    assert [thread.did(), thread.did()] == [order, "forget"]
    assert thread.desk.did.empty()
    thread.time.pass_by(GRACE_S)
    assert thread.did() == ("finish", order)


def test_nothing_ends_that_nobody_starts_again(thread: Any) -> None:
    thread.desk.supervised = False
    thread.worker.do("a", RestartApplication())
    assert thread.next() == MaintenanceAnswered("a", Failed(Failure.NOT_SUPERVISED))
    thread.time.pass_by(GRACE_S)
    thread.worker.do("b", SendQueue())
    thread.next()
    assert [thread.did(), thread.did()] == [RestartApplication(), SendQueue()]


def test_it_surveys_by_itself_soon_after_the_start_and_once_a_day(thread: Any) -> None:
    first_s = thread.rest()
    thread.time.pass_by(first_s)
    assert thread.did() == "survey"
    assert thread.rest() == 24 * 3600
    thread.time.pass_by(24 * 3600)
    assert thread.did() == "survey"


def test_stopping_leaves_no_shell_waiting(thread: Any) -> None:
    thread.desk.held.clear()
    doing, waiting = thread.worker.ask(TakeSurvey()), thread.worker.ask(SendQueue())
    assert thread.did() == TakeSurvey()
    thread.worker.stop(0)
    thread.desk.held.set()
    assert doing.result(PATIENCE_S) == Done()
    for job in (waiting, thread.worker.ask(SendQueue())):
        with pytest.raises(CancelledError):
            assert job.result(PATIENCE_S) != Done()
