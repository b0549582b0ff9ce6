"""Printed, not printed, unknown: three ends, each with its way on."""

from __future__ import annotations

import pytest
from session_cast import ATTESTATION, CANARY
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved
from kiosk.devices.card.outcomes import CardMute
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.devices.printer.status import (
    CoverOpen,
    Disconnected,
    Faulty,
    NoPaper,
    NotPrinted,
    Printed,
    PrinterFault,
    PrintUnknown,
    Ready,
    Silent,
)
from kiosk.session.effects import AskAttestation, Print
from kiosk.session.intents import AnotherService, ChooseService, Confirm, Leave, PrintNow, Retry
from kiosk.session.prints import MOST_RESUMES
from kiosk.session.states import Collected, Goodbye, Home, OwingCard, Parting, Printing, PrintTrouble, TakeDocument
from kiosk.sync.events import AttestationAnswered

FAULTS: list[PrinterFault] = [NoPaper(), CoverOpen(), Faulty("1a"), Disconnected("refused"), Silent()]


def jobs(walk: Walk) -> list[Print]:
    return [effect for effect in walk.effects if isinstance(effect, Print)]


def with_two_documents(walk: Walk) -> Walk:
    walk.home_with_document().do(ChooseService("rights_attestation"), Confirm())
    return walk.do(AttestationAnswered(walk.last(AskAttestation), ATTESTATION))


def test_nothing_prints_while_the_card_is_in_unless_asked(walk: Walk) -> None:
    with_two_documents(walk)
    assert jobs(walk) == []
    walk.do(PrintNow())
    assert len(jobs(walk)) == 1


def test_documents_print_one_after_the_other(walk: Walk) -> None:
    with_two_documents(walk).do(CardRemoved())
    first = walk.last(Print)
    walk.do(PrintProgress(first, 50, 100))
    assert isinstance(walk.state, Printing)
    assert (walk.state.done, walk.state.sent, walk.state.total) == (0, 50, 100)
    walk.do(PrintEnded(first, Printed()))
    assert isinstance(walk.state, Printing)
    assert walk.state.done == 1
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.state == TakeDocument(None, 2, walk.now)
    assert len({job.job for job in jobs(walk)}) == 2


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_not_printed_keeps_the_document_and_prints_again(walk: Walk, fault: PrinterFault) -> None:
    walk.printing().do(PrintEnded(walk.last(Print), NotPrinted(fault)))
    assert walk.state == PrintTrouble(walk.state.visit, 0, NotPrinted(fault))
    assert len(walk.state.visit.documents) == 1
    walk.do(Retry())
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert isinstance(walk.state, TakeDocument)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_unknown_prints_nothing_more_without_the_persons_word(walk: Walk, fault: PrinterFault) -> None:
    walk.printing().do(PrintEnded(walk.last(Print), PrintUnknown(fault)), PrinterChanged(Ready()))
    assert isinstance(walk.state, PrintTrouble)
    assert len(jobs(walk)) == 1
    walk.do(Retry())
    assert len(jobs(walk)) == 2


def test_paper_that_is_back_prints_without_a_touch_and_once(walk: Walk) -> None:
    walk.trouble().do(PrinterChanged(Ready()), PrinterChanged(Ready(paper_low=True)))
    assert isinstance(walk.state, Printing)
    assert len(jobs(walk)) == 2


def test_a_printer_that_calls_itself_ready_and_fails_does_not_eat_its_roll(walk: Walk) -> None:
    walk.printing()
    for _ in range(MOST_RESUMES + 2):
        walk.do(PrintEnded(walk.last(Print), NotPrinted(Faulty("cutter"))), PrinterChanged(Ready()))
    assert isinstance(walk.state, PrintTrouble)
    assert len(jobs(walk)) == 1 + MOST_RESUMES
    walk.do(Retry())
    walk.do(PrintEnded(walk.last(Print), NotPrinted(NoPaper())), PrinterChanged(Ready()))
    assert isinstance(walk.state, Printing), "a touch starts the count afresh"


def test_half_of_the_documents_out_only_the_rest_prints(walk: Walk) -> None:
    with_two_documents(walk).do(CardRemoved())
    walk.do(PrintEnded(walk.last(Print), Printed()))
    walk.do(PrintEnded(walk.last(Print), NotPrinted(NoPaper())), Retry())
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.state == TakeDocument(None, 2, walk.now)
    assert len(jobs(walk)) == 3


def test_an_old_jobs_end_is_nobodys(walk: Walk) -> None:
    walk.trouble()
    old = walk.last(Print)
    walk.do(Retry(), PrintEnded(old, Printed()))
    assert isinstance(walk.state, Printing)


def test_giving_up_says_that_nothing_was_printed(walk: Walk) -> None:
    walk.trouble().do(Leave())
    assert walk.state == Goodbye(Parting.NOT_PRINTED, walk.now)


def test_having_the_paper_after_all_says_goodbye(walk: Walk) -> None:
    walk.unknown().do(Leave())
    assert walk.state == Goodbye(Parting.LEFT, walk.now)


def test_leaving_with_documents_asks_for_the_card_first(walk: Walk) -> None:
    walk.home_with_document().do(Leave())
    assert isinstance(walk.state, OwingCard)
    assert jobs(walk) == []
    walk.do(CardRemoved())
    assert isinstance(walk.state, Printing)


def test_after_printing_at_once_the_visit_goes_on(walk: Walk) -> None:
    walk.take_with_card().do(AnotherService())
    assert isinstance(walk.state, Home)
    assert walk.state.visit.documents == ()


def test_a_card_put_back_while_printing_does_not_disturb(walk: Walk) -> None:
    walk.printing().do(CardInserted(), CardRead(CardMute()))
    assert isinstance(walk.state, Printing)


def test_a_second_touch_asks_for_nothing_twice(walk: Walk) -> None:
    walk.fetching().do(Confirm())
    assert len([effect for effect in walk.effects if isinstance(effect, AskAttestation)]) == 1
    assert CANARY in walk.state.visit.first_name


def test_collecting_twice_keeps_both(walk: Walk) -> None:
    with_two_documents(walk)
    assert isinstance(walk.state, Collected)
    assert len(walk.state.visit.documents) == 2
