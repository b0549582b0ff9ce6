"""The code provisoire by SMS: when it can be asked for, what becomes of it, and when it can be asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from held import texts_in
from session_cast import CANARY, CODE_SENT, OPENED, SMS, filled
from session_walk import Walk

from kiosk.devices.card.events import CardRemoved
from kiosk.devices.modem import status as modem
from kiosk.devices.modem.events import ModemChanged, SmsEnded, SmsReported
from kiosk.session.effects import AskAccount, AskVisit, Effect, Forget, Note, ReportSms, SendSms
from kiosk.session.forms import CodeForm, Ways
from kiosk.session.forms.ways import WayObstacle, code_obstacle
from kiosk.session.intents import AskCode, Back, ForgotPassword, StartSignIn
from kiosk.session.situation import Situation
from kiosk.session.states import Asking, Filling, Goodbye, visit_of
from kiosk.session.ticks import counting
from kiosk.session.visit import SmsProgress
from kiosk.sync.answers import Cause, Refused
from kiosk.sync.events import LinkChanged, VisitAnswered
from teleservices.wire.codes import SmsOutcome, SmsReport
from teleservices.wire.problems import Problem
from teleservices.wire.visits import CodeBySms

ENDS = [
    (SmsEnded("sms-1", modem.Sent(1)), SmsOutcome.SENT, SmsProgress.SENT),
    (SmsEnded("sms-1", modem.SendUnknown()), SmsOutcome.UNKNOWN, SmsProgress.UNKNOWN),
    (SmsReported("sms-1", delivered=True), SmsOutcome.DELIVERED, SmsProgress.DELIVERED),
    (SmsReported("sms-1", delivered=False), SmsOutcome.FAILED, SmsProgress.FAILED),
    *((SmsEnded("sms-1", modem.NotSent(fault)), SmsOutcome.FAILED, SmsProgress.FAILED) for fault in modem.SendFault),
]


def progress(walk: Walk) -> SmsProgress:
    visit = visit_of(walk.state)
    assert visit is not None
    assert visit.code is not None
    return visit.code.progress


def reports(effects: list[Effect]) -> list[SmsReport]:
    return [effect.report for effect in effects if isinstance(effect, ReportSms)]


def test_the_modem_is_given_the_message_and_the_form_comes_at_once(walk: Walk) -> None:
    walk.code_form()
    assert isinstance(walk.state, Filling)
    assert walk.state.form == CodeForm()
    assert [effect.message for effect in walk.effects if isinstance(effect, SendSms)] == [SMS]
    assert progress(walk) is SmsProgress.SENDING
    assert not {SMS.number, SMS.text} & set(texts_in(walk.situation)), "neither number nor text stays"


def test_where_the_caisses_gateway_sends_it_the_terminal_has_nothing_to_send(walk: Walk) -> None:
    walk.asking_code().answer(replace(CODE_SENT, sms=None))
    assert not [effect for effect in walk.effects if isinstance(effect, SendSms)]
    assert progress(walk) is SmsProgress.SENT


@pytest.mark.parametrize(("event", "outcome", "shown"), ENDS)
def test_every_end_is_reported_and_shown(
    walk: Walk, event: SmsEnded | SmsReported, outcome: SmsOutcome, shown: SmsProgress
) -> None:
    walk.code_form().do(event)
    assert reports(walk.effects) == [SmsReport("sms-1", outcome)]
    assert progress(walk) is shown


@pytest.mark.parametrize(("event", "outcome", "shown"), ENDS)
def test_the_caisse_hears_of_it_when_the_person_is_long_gone(
    walk: Walk, event: SmsEnded | SmsReported, outcome: SmsOutcome, shown: SmsProgress
) -> None:
    walk.code_form().do(CardRemoved())
    before, done = walk.situation, len(walk.effects)
    assert isinstance(before.state, Goodbye)
    walk.at(3600).do(event)
    assert reports(walk.effects[done:]) == [SmsReport("sms-1", outcome)]
    assert walk.situation == before
    assert not [text for effect in walk.effects[done:] for text in texts_in(effect) if CANARY in text]


def test_it_moves_on_whatever_page_the_person_turned_to(walk: Walk) -> None:
    walk.code_form().do(Back(), SmsEnded("sms-1", modem.Sent(1)))
    assert progress(walk) is SmsProgress.SENT
    walk.do(AskCode(), filled(code="0427"), SmsReported("sms-1", delivered=True))
    assert isinstance(walk.state, Asking)
    assert progress(walk) is SmsProgress.DELIVERED


def test_another_persons_message_changes_nothing_of_this_one(walk: Walk) -> None:
    walk.code_form().do(SmsEnded("sms-0", modem.NotSent(modem.SendFault.NO_CREDIT)))
    assert progress(walk) is SmsProgress.SENDING
    assert reports(walk.effects) == [SmsReport("sms-0", SmsOutcome.FAILED)]


def test_the_wipe_reaches_the_modem(walk: Walk) -> None:
    walk.code_form().do(CardRemoved())
    assert Forget() in walk.effects


@pytest.mark.parametrize(("offset", "may"), [(-1, False), (0, True), (1, True)])
def test_another_sms_at_the_second_the_caisse_gave(walk: Walk, offset: float, *, may: bool) -> None:
    walk.code_form().at(CODE_SENT.again_in_s + offset).do(AskCode())
    assert isinstance(walk.state, Asking) is may
    assert len([effect for effect in walk.effects if isinstance(effect, AskAccount)]) == 1 + may


@pytest.mark.parametrize(("offset", "drawn"), [(-1, True), (0, True), (0.9, True), (1, False)])
def test_the_countdown_is_drawn_until_its_button_is_there(walk: Walk, offset: float, *, drawn: bool) -> None:
    walk.code_form()
    assert counting(walk.situation, walk.now + CODE_SENT.again_in_s + offset) is drawn


def test_nothing_else_is_drawn_every_tick(walk: Walk) -> None:
    def counts(situation: Situation) -> bool:
        return counting(situation, walk.now)

    assert not counts(walk.situation)
    assert not counts(walk.secret_form().situation)
    assert not counts(walk.do(ForgotPassword(), AskCode()).situation)


def test_asked_again_from_the_ways_too_early_it_is_the_same_code(walk: Walk) -> None:
    walk.code_form().do(Back())
    assert isinstance(walk.state, Filling)
    assert walk.state.form == Ways()
    walk.do(AskCode())
    assert isinstance(walk.state, Filling)
    assert walk.state.form == CodeForm()
    assert len([effect for effect in walk.effects if isinstance(effect, AskAccount)]) == 1


def test_a_refused_second_sms_leaves_the_first_one_usable(walk: Walk) -> None:
    walk.code_form().at(60).do(AskCode()).answer(Refused(Problem.TOO_MANY_CODES, retry_after_s=3600))
    assert isinstance(walk.state, Filling)
    assert walk.state.form == CodeForm()
    walk.do(filled(code="0427"))
    assert isinstance(walk.state, Asking)


MODEMS: list[tuple[modem.ModemStatus, str, str | None]] = [
    (modem.Ready(20), "ready", None),
    (modem.Starting(), "starting", None),
    (modem.NoSim(modem.SimFault.PUK), "no_sim", "puk"),
    (modem.NoNetwork(denied=True, signal=None), "no_network", "denied"),
    (modem.NoNetwork(denied=False, signal=3), "no_network", "searching"),
    (modem.Disconnected(), "disconnected", None),
    (modem.Silent(), "silent", None),
]


@pytest.mark.parametrize(("status", "name", "cause"), MODEMS)
def test_the_way_is_greyed_while_the_terminals_modem_cannot_send(
    walk: Walk, status: modem.ModemStatus, name: str, cause: str | None
) -> None:
    walk.ways().do(ModemChanged(status))
    visit = visit_of(walk.state)
    assert visit is not None
    ready = isinstance(status, modem.Ready)
    assert code_obstacle(visit, walk.situation.devices) is (None if ready else WayObstacle.MODEM)
    assert isinstance(walk.do(AskCode()).state, Asking) is ready
    notes = [effect for effect in walk.effects if isinstance(effect, Note) and effect.event.id == "modem.changed"]
    assert dict(notes[-1].fields) == {"status": name, "cause": cause}


@pytest.mark.parametrize(
    ("by_sms", "up", "expected"),
    [
        (None, True, WayObstacle.NO_MOBILE),
        (CodeBySms("06", by_terminal=False), True, None),
        (CodeBySms("06", by_terminal=True), True, WayObstacle.MODEM),
        (CodeBySms("06", by_terminal=False), False, WayObstacle.NO_LINK),
    ],
)
def test_what_stands_in_the_way(walk: Walk, by_sms: CodeBySms | None, expected: WayObstacle, *, up: bool) -> None:
    walk.do(ModemChanged(modem.Disconnected())).insert()
    walk.do(VisitAnswered(walk.last(AskVisit), replace(OPENED, code_by_sms=by_sms)), StartSignIn(), ForgotPassword())
    walk.do(LinkChanged(up=up, cause=None if up else Cause.UNREACHABLE))
    visit = visit_of(walk.state)
    assert visit is not None
    assert code_obstacle(visit, walk.situation.devices) is expected
    assert isinstance(walk.do(AskCode()).state, Asking) is (expected is None)


def test_without_the_card_there_is_no_code(walk: Walk) -> None:
    walk.alone_ways().do(AskCode())
    visit = visit_of(walk.state)
    assert visit is not None
    assert code_obstacle(visit, walk.situation.devices) is WayObstacle.NO_CARD
    assert isinstance(walk.state, Filling)
