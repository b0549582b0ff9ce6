"""How a filing ends, and what the person is told: on the screen, on paper, whenever their card comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from held import texts_in
from session_cast import FILED, PAUL, SECRET, filled, receipt_ticket
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved
from kiosk.devices.printer.events import PrintEnded, PrinterChanged
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed
from kiosk.devices.printer.ticket import Ticket
from kiosk.session import journal
from kiosk.session.declaring import PASSWORD, Declaring, Keeping, NotKept, Proving, Reviewing
from kiosk.session.effects import EndVisit, File, Forget, Note, Prepare, Print
from kiosk.session.events import Tick
from kiosk.session.intents import AnotherService, Back, ChooseLanguage, ChooseService, Confirm, Leave, PrintNow, Retry
from kiosk.session.keep import may_retry
from kiosk.session.states import (
    Goodbye,
    Home,
    OwingCard,
    Parting,
    Printing,
    PrintTrouble,
    RemoveCard,
    TakeDocument,
    Told,
    visit_of,
)
from kiosk.session.told import Kept
from kiosk.sync.filing import AlreadyFiled, FilingEnded, FilingFault, FilingOutcome, FilingUnknown, NotFiled
from kiosk.tickets.receipt import Receipt
from teleservices.catalogue import CATALOGUE

AGAIN = AlreadyFiled(FILED.reference, FILED.filed_at)


def prints(walk: Walk) -> list[Print]:
    return [effect for effect in walk.effects if isinstance(effect, Print)]


def filings(walk: Walk) -> int:
    return len([effect for effect in walk.effects if isinstance(effect, File)])


@pytest.mark.parametrize(
    ("arrive", "outcome", "again", "deferred"),
    [
        (Walk.keeping, FILED, False, False),
        (Walk.keeping, AGAIN, True, False),
        (Walk.keeping_deferred, FILED, False, True),
        (Walk.keeping_deferred, AGAIN, True, True),
    ],
)
def test_what_is_kept_is_told_with_its_reference(
    walk: Walk, arrive: Callable[[Walk], Walk], outcome: FilingOutcome, *, again: bool, deferred: bool
) -> None:
    arrive(walk).ends(outcome)
    assert isinstance(walk.state, Told)
    assert walk.state.message == Kept("address_change", FILED.reference, again, deferred)
    (receipt,) = walk.state.visit.documents
    assert FILED.reference.grouped in set(texts_in(receipt))
    assert [effect.ticket for effect in walk.effects if isinstance(effect, Prepare)] == [receipt]
    assert prints(walk) == [], "the card first, or a touch"


def test_the_receipt_prints_when_the_card_is_out(walk: Walk) -> None:
    walk.kept().do(CardRemoved())
    assert isinstance(walk.state, Printing)
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.state == TakeDocument(None, 1, walk.now)


def test_the_receipt_prints_at_once_if_asked(walk: Walk) -> None:
    walk.kept().do(PrintNow())
    walk.do(PrintEnded(walk.last(Print), Printed()), AnotherService())
    assert isinstance(walk.state, Home)


def test_the_receipt_waits_for_the_end_of_the_visit(walk: Walk) -> None:
    walk.kept().do(AnotherService())
    assert isinstance(walk.state, Home)
    walk.do(Leave())
    assert isinstance(walk.state, OwingCard)
    assert len(prints(walk.do(CardRemoved()))) == 1


def test_a_printer_without_paper_keeps_nobody_from_declaring(walk: Walk) -> None:
    walk.do(PrinterChanged(NoPaper())).kept()
    assert isinstance(walk.state, Told)
    walk.do(PrintNow())
    walk.do(PrintEnded(walk.last(Print), NotPrinted(NoPaper())))
    assert isinstance(walk.state, PrintTrouble)


@pytest.mark.parametrize("then", [(), (AnotherService(),)])
def test_without_a_card_the_receipt_comes_on_leaving(walk: Walk, then: tuple[AnotherService, ...]) -> None:
    walk.alone_home().do(ChooseService("address_change")).through_pages().do(Confirm()).ends(FILED)
    assert isinstance(walk.state, Told)
    walk.do(*then, Leave())
    assert isinstance(walk.state, Printing)
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.state == TakeDocument(None, 1, walk.now)
    assert len([effect for effect in walk.effects if isinstance(effect, EndVisit)]) == 1


def test_a_second_declaration_begins_on_blank_pages(walk: Walk) -> None:
    walk.kept().do(AnotherService(), ChooseService("address_change"))
    assert isinstance(walk.state, Declaring)
    assert dict(walk.state.draft.given) == {}


FAILURES: list[tuple[FilingOutcome, FilingFault | None, bool]] = [
    (NotFiled(FilingFault.FULL), FilingFault.FULL, True),
    (NotFiled(FilingFault.NO_KEYS), FilingFault.NO_KEYS, True),
    (NotFiled(FilingFault.FAILED), FilingFault.FAILED, False),
    (FilingUnknown(), None, False),
]


@pytest.mark.parametrize(("outcome", "fault", "again"), FAILURES)
def test_what_is_not_kept_is_said_and_asked_again_where_it_helps(
    walk: Walk, outcome: FilingOutcome, fault: FilingFault | None, *, again: bool
) -> None:
    walk.keeping().ends(outcome)
    assert isinstance(walk.state, NotKept)
    assert (walk.state.fault, may_retry(walk.state)) == (fault, again)
    assert walk.state.visit.documents == ()
    walk.do(Retry())
    assert isinstance(walk.state, Keeping if again else NotKept)
    assert filings(walk) == 1 + again


def test_asking_again_asks_for_the_password_again(walk: Walk) -> None:
    """It is in nobody's state."""
    walk.keeping_deferred().ends(NotFiled(FilingFault.FULL)).do(Retry())
    assert isinstance(walk.state, Proving)
    walk.do(filled(**{PASSWORD: SECRET})).ends(FILED)
    assert isinstance(walk.state, Told)


def test_what_is_not_kept_is_still_there_to_be_filed_later(walk: Walk) -> None:
    walk.not_kept().do(Back(), ChooseService("address_change"))
    assert isinstance(walk.state, Declaring)
    walk.through_pages()
    assert isinstance(walk.state, Reviewing)


def test_nobody_waits_for_the_outbox_for_ever(walk: Walk) -> None:
    limit = walk.rules.timings.keeping
    walk.keeping().at(limit - 1).do(Tick())
    assert isinstance(walk.state, Keeping)
    walk.at(1).do(Tick())
    assert isinstance(walk.state, NotKept)
    assert walk.state.fault is None, "nobody knows"
    walk.ends(FILED)
    assert isinstance(walk.state, NotKept), "what was said is not taken back under their eyes"


def test_leaving_waits_for_the_answer(walk: Walk) -> None:
    walk.keeping().do(Leave())
    assert isinstance(walk.state, Keeping)
    assert not [effect for effect in walk.effects if isinstance(effect, Forget)]


def test_a_card_that_comes_out_meanwhile_ends_the_token_and_the_receipt_prints(walk: Walk) -> None:
    walk.keeping().do(CardRemoved())
    assert isinstance(walk.state, Keeping)
    assert [effect for effect in walk.effects if isinstance(effect, EndVisit)]
    assert not [effect for effect in walk.effects if isinstance(effect, Forget)], "the answer would be dropped"
    walk.ends(FILED)
    assert isinstance(walk.state, Printing)
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.state == TakeDocument(None, 1, walk.now)


def test_a_card_that_comes_out_meanwhile_is_told_what_failed(walk: Walk) -> None:
    walk.keeping().do(CardRemoved()).ends(NotFiled(FilingFault.FULL))
    assert isinstance(walk.state, NotKept)
    assert not may_retry(walk.state), "the card is gone, and the proof with it"
    walk.do(Leave())
    assert walk.state == Goodbye(Parting.LEFT, walk.now)


@pytest.mark.parametrize("outcome", [FILED, NotFiled(FilingFault.FULL)], ids=["kept", "not kept"])
def test_the_next_card_gets_its_turn_and_sees_nothing_of_the_last(walk: Walk, outcome: FilingOutcome) -> None:
    walk.keeping().do(CardRemoved(), CardInserted(), CardRead(PAUL))
    assert isinstance(walk.state, Keeping)
    walk.ends(outcome)
    if isinstance(walk.state, Printing):
        walk.do(PrintEnded(walk.last(Print), Printed())).at(walk.rules.timings.take_document).do(Tick())
    assert isinstance(walk.state, Home)
    assert walk.state.visit.card == PAUL
    assert walk.state.visit.drafts == {}


def test_the_same_card_put_back_opens_nothing_by_itself(walk: Walk) -> None:
    walk.keeping().do(CardRemoved(), CardInserted(), CardRead(walk.state.visit.card)).ends(FILED)
    walk.do(PrintEnded(walk.last(Print), Printed())).at(walk.rules.timings.take_document).do(Tick())
    assert walk.state == RemoveCard(Parting.LEFT)


def test_an_answer_that_nobody_waits_for_changes_nothing(walk: Walk) -> None:
    before = walk.home().situation
    walk.do(FilingEnded("call-99", FILED))
    assert walk.situation == before


def test_the_journal_knows_that_but_never_what(walk: Walk) -> None:
    walk.kept().do(AnotherService(), ChooseService("address_change")).through_pages().do(Confirm()).ends(AGAIN)
    notes = [effect for effect in walk.effects if isinstance(effect, Note)]
    ended = [note.fields for note in notes if note.event is journal.DECLARATION_ENDED]
    number = visit_of(walk.state).number
    assert ended == [{"visit": number, "outcome": "kept"}, {"visit": number, "outcome": "again"}]
    services = {entry.id for entry in CATALOGUE}
    assert not [text for note in notes for text in texts_in(note.fields) if text in services | {FILED.reference.signs}]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_receipt_is_in_the_visits_language(walk: Walk, language: str) -> None:
    seen: list[Receipt] = []

    def receipt(kept: Receipt) -> Ticket:
        seen.append(kept)
        return receipt_ticket(kept)

    walk.rules = replace(walk.rules, receipt=receipt)
    walk.keeping_deferred().do(ChooseLanguage(language)).ends(FILED)
    assert seen == [Receipt("address_change", FILED.reference, FILED.filed_at, deferred_check=True, language=language)]
