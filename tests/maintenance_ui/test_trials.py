"""Test cards, trial SMS, papers and the touch panel: what they show, and what of it nobody else hears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from held import texts_in
from session_cast import CANARY, MARIE, filled
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import (
    CardMalformed,
    CardMute,
    CardReading,
    NotVitale,
    ProfessionalCard,
    PulledWhileReading,
    ReaderMissing,
    Vitale1,
)
from kiosk.devices.modem.events import SmsEnded, SmsReported
from kiosk.devices.modem.status import NotSent, SendFault, SendUnknown, Sent
from kiosk.devices.printer.events import PrintEnded, PrintProgress
from kiosk.devices.printer.status import CoverOpen, NoPaper, NotPrinted, Printed, PrintEnd, PrintUnknown, Silent
from kiosk.session import maintaining as pages
from kiosk.session.card_trial import CardFile, CardKind, CardTrial
from kiosk.session.effects import AskVisit, Forget, Print, ReportSms, SendSms
from kiosk.session.events import Broken, Tick
from kiosk.session.intents import Back, Leave, Stay, TouchCell, UseTool
from kiosk.session.maintaining import TOUCH_PATIENCE_S, Inside, Maintaining, SmsFault, SmsObstacle, Tool
from kiosk.session.states import Goodbye, OutOfService, RemoveCard, Welcome


def page(walk: Walk) -> Inside:
    assert isinstance(walk.state, Maintaining)
    return walk.state.inside


def trial(walk: Walk) -> CardTrial:
    shown = page(walk)
    assert isinstance(shown, pages.CardTried)
    return shown.trial


CARDS: list[tuple[CardReading, CardKind, set[CardFile]]] = [
    (MARIE, CardKind.VITALE2, set(CardFile)),
    (replace(MARIE, digest=None), CardKind.VITALE2, set(CardFile) - {CardFile.FINGERPRINT}),
    (replace(MARIE, valid_from=None), CardKind.VITALE2, set(CardFile) - {CardFile.VALIDITY}),
    (CardMute(), CardKind.MUTE, set()),
    (NotVitale(), CardKind.NOT_VITALE, set()),
    (Vitale1(), CardKind.VITALE1, set()),
    (ProfessionalCard(), CardKind.PROFESSIONAL, set()),
    (CardMalformed("nir: key"), CardKind.MALFORMED, set()),
]


@pytest.mark.parametrize(("reading", "kind", "files"), CARDS)
def test_a_test_card_is_told_and_opens_nothing(
    walk: Walk, reading: CardReading, kind: CardKind, files: set[CardFile]
) -> None:
    walk.using(Tool.CARD).do(CardInserted()).at(0.64).do(CardRead(reading))
    assert trial(walk) == CardTrial(kind, 640, frozenset(files), getattr(reading, "cause", ""))
    assert walk.trail[-1] == ("card-tested", kind.value.replace("_", "-"))
    assert not [effect for effect in walk.effects if isinstance(effect, AskVisit)]
    assert not [text for text in texts_in(walk.situation) if CANARY in text]


def test_a_card_is_told_from_the_menu_too_and_stays_told_once_out(walk: Walk) -> None:
    walk.maintaining().insert()
    assert trial(walk).kind is CardKind.VITALE2
    walk.do(CardRemoved())
    assert trial(walk).kind is CardKind.VITALE2


def test_a_card_pulled_too_early_is_said(walk: Walk) -> None:
    walk.maintaining().do(CardInserted(), CardRead(PulledWhileReading()), CardRemoved())
    assert trial(walk).kind is CardKind.PULLED


def test_a_reader_that_went_is_not_a_hand(walk: Walk) -> None:
    walk.maintaining().do(CardInserted(), ReaderChanged(ReaderMissing("x")), CardRemoved())
    assert page(walk) == pages.CardAwaited()


@pytest.mark.parametrize("tool", [Tool.ENROLMENT, Tool.TICKET, Tool.TOUCH, Tool.STATUS], ids=lambda tool: tool.value)
def test_elsewhere_a_card_disturbs_nothing_and_leaves_nothing(walk: Walk, tool: Tool) -> None:
    before = page(walk.using(tool))
    walk.insert()
    assert page(walk) == before
    assert not [text for text in texts_in(walk.situation) if CANARY in text]
    walk.do(CardRemoved())
    assert page(walk) == before


def test_who_leaves_with_a_card_in_takes_it_first(walk: Walk) -> None:
    walk.maintaining().insert().do(Leave())
    assert isinstance(walk.state, RemoveCard)
    walk.do(CardRemoved())
    assert isinstance(walk.state, Goodbye)
    assert walk.trail[-1] == ("left", "done")


def test_who_leaves_without_one_is_at_the_welcome_screen(walk: Walk) -> None:
    walk.maintaining().do(Leave())
    assert walk.state == Welcome()
    assert walk.effects[-1] == Forget()
    assert walk.trail == [("entered", "done"), ("left", "done")]


def test_it_closes_by_itself(walk: Walk) -> None:
    walk.status_shown().at(walk.rules.timings.maintenance - 1).do(Tick())
    assert walk.situation.attention.warned_at is None
    walk.at(1).do(Tick())
    assert walk.situation.attention.warned_at is not None
    walk.do(Stay()).do(Tick())
    assert walk.situation.attention.warned_at is None
    walk.at(walk.rules.timings.maintenance).do(Tick()).at(walk.rules.timings.warning).do(Tick())
    assert walk.state == Welcome()
    assert walk.trail[-1] == ("timed-out", "done")


def test_a_fault_of_ours_throws_out(walk: Walk) -> None:
    walk.status_shown().do(Broken())
    assert isinstance(walk.state, OutOfService)
    assert walk.trail[-1] == ("left", "fault")
    walk.at(walk.rules.timings.out_of_service).do(Tick())
    assert walk.state == Welcome()


PRINTS: list[tuple[PrintEnd, str]] = [
    (Printed(), "done"),
    (NotPrinted(NoPaper()), "no-paper"),
    (NotPrinted(CoverOpen()), "cover-open"),
    (PrintUnknown(Silent()), "unknown"),
]


@pytest.mark.parametrize(("end", "outcome"), PRINTS)
def test_how_a_test_ticket_ends(walk: Walk, end: PrintEnd, outcome: str) -> None:
    walk.using(Tool.TICKET)
    job = walk.last(Print)
    walk.do(PrintProgress(job, 10, 40), PrintProgress("job-0", 20, 40))
    shown = page(walk)
    assert isinstance(shown, pages.Printing)
    assert (shown.sent, shown.total) == (10, 40)
    walk.do(PrintEnded("job-0", Printed()))
    assert isinstance(page(walk), pages.Printing)
    walk.do(PrintEnded(job, end))
    assert page(walk) == pages.Printed(pages.Paper.TEST_PAGE, end)
    assert walk.trail[-1] == ("ticket-tested", outcome)


def sent_trial(walk: Walk) -> str:
    walk.using(Tool.SMS).do(filled(mobile="06 39 98 00 01"))
    return [effect.message.id for effect in walk.effects if isinstance(effect, SendSms)][-1]


SMS = [
    ([Sent(1)], None, "sent"),
    ([NotSent(SendFault.NO_CREDIT)], None, "no-credit"),
    ([SendUnknown()], None, "unknown"),
    ([Sent(1), True], True, "sent"),
    ([Sent(1), False], False, "sent"),
]


@pytest.mark.parametrize(("told", "delivered", "outcome"), SMS)
def test_how_an_sms_ends(walk: Walk, told: list[object], delivered: object, outcome: str) -> None:
    job = sent_trial(walk)
    for one in told:
        event = SmsReported(job, delivered=one) if isinstance(one, bool) else SmsEnded(job, one)
        walk.do(event)
    shown = page(walk)
    assert isinstance(shown, pages.SmsTried)
    assert shown.delivered is delivered
    assert walk.trail[-1] == ("sms-tested", outcome)


def test_the_caisse_hears_nothing_of_a_trial(walk: Walk) -> None:
    """It sent no such message: a report on it would be a riddle."""
    job = sent_trial(walk)
    walk.do(SmsEnded(job, Sent(1)), Leave(), SmsReported(job, delivered=True))
    assert not [effect for effect in walk.effects if isinstance(effect, ReportSms)]


def test_the_number_is_not_kept(walk: Walk) -> None:
    sent_trial(walk)
    assert not [text for text in texts_in(walk.situation) if "39980001" in text.replace(" ", "")]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("", SmsFault.FORM), ("123", SmsFault.FORM), ("0123456789", SmsFault.NOT_MOBILE)],
)
def test_a_number_that_is_none(walk: Walk, typed: str, fault: SmsFault) -> None:
    walk.using(Tool.SMS).do(filled(mobile=typed))
    assert page(walk) == pages.SmsForm(typed, fault)


def test_where_citizens_are_served_no_sms_is_tried(walk: Walk) -> None:
    walk.rules = replace(walk.rules, workshop=replace(walk.rules.workshop, production=True))
    assert page(walk.using(Tool.SMS)) == pages.SmsRefused(SmsObstacle.PRODUCTION)


def test_nor_without_a_modem(walk: Walk) -> None:
    walk.rules = replace(walk.rules, workshop=replace(walk.rules.workshop, modem=False))
    assert page(walk.using(Tool.SMS)) == pages.SmsRefused(SmsObstacle.NO_MODEM)


def touching(*cells: int) -> Callable[[Walk], Walk]:
    return lambda walk: walk.using(Tool.TOUCH).do(*(TouchCell(cell) for cell in cells))


def test_the_last_cell_ends_the_test(walk: Walk) -> None:
    cells = walk.rules.workshop.cells
    touching(*range(cells - 1))(walk)
    assert isinstance(page(walk), pages.TouchTrial)
    walk.do(TouchCell(cells - 1))
    assert page(walk) == pages.TouchTold(frozenset(range(cells)))
    assert walk.trail[-1] == ("touch-tested", "done")


def test_a_dead_spot_ends_it_too(walk: Walk) -> None:
    touching(0, 1, 1, 5, 99, -1)(walk).at(TOUCH_PATIENCE_S - 1).do(Tick())
    assert page(walk) == pages.TouchTrial(frozenset({0, 1, 5}))
    walk.at(1).do(Tick())
    assert page(walk) == pages.TouchTold(frozenset({0, 1, 5}))
    assert walk.trail[-1] == ("touch-tested", f"missed-{walk.rules.workshop.cells - 3}")
    walk.do(Back(), UseTool(Tool.TOUCH))
    assert page(walk) == pages.TouchTrial()
