"""Any events in any order: no exception, no leak, no print with the card in unless asked, one screen always."""

from __future__ import annotations

from collections.abc import Callable

from any_maintenance import FITTING, TOUCHED, is_order
from held import texts_in
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from offered import offered
from session_cast import (
    ATTESTATION,
    CANARY,
    CHECK,
    CODE_SENT,
    FILED,
    IDENTIFIED,
    INFORMATION,
    MARIE,
    MESSAGES,
    OPENED,
    PAUL,
    REQUESTS,
    SECRET,
    WAITING,
    filled,
    must_choose,
)
from session_walk import Walk, working_terminal

from kiosk.devices.card import outcomes
from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.modem import status as modem
from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded, SmsReported
from kiosk.devices.printer import status
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.session import intents
from kiosk.session.declaring import Declaring
from kiosk.session.effects import (
    AskAccount,
    AskAttestation,
    AskConsultation,
    AskVisit,
    EndVisit,
    File,
    Note,
    Print,
)
from kiosk.session.events import Broken, Tick
from kiosk.session.maintaining import Maintaining
from kiosk.session.states import Asking, Filling, Told, visit_of
from kiosk.session.visit import Open
from kiosk.sync.account import WantCheck, WantCode
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.consultation import WantInformation, WantMessages, WantRequests
from kiosk.sync.events import (
    AccountAnswered,
    AttestationAnswered,
    ConsultationAnswered,
    LinkChanged,
    VisitAnswered,
    VisitClosed,
)
from kiosk.sync.filing import (
    AlreadyFiled,
    FilingFault,
    FilingOutcome,
    FilingUnknown,
    NotFiled,
    OutboxChanged,
    OutboxHealth,
    OutboxState,
)
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Emphasis, Screen
from teleservices.texts.catalogue import read
from teleservices.wire.codes import CodeSent
from teleservices.wire.declarations import ByGrant
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword, ResetAsked, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import MustChoose, VisitOpened

FAULTS = st.sampled_from(
    [status.NoPaper(), status.CoverOpen(), status.Faulty("1a"), status.Disconnected("x"), status.Silent()]
)
READINGS = st.sampled_from(
    [
        MARIE,
        PAUL,
        outcomes.CardMute(),
        outcomes.NotVitale(),
        outcomes.Vitale1(),
        outcomes.ProfessionalCard(),
        outcomes.PulledWhileReading(),
        outcomes.CardMalformed("nir: key"),
    ]
)
TOUCHES = st.sampled_from(
    [
        intents.ChooseLanguage("en"),
        intents.ChooseLanguage("fr"),
        intents.ResizeText(1),
        intents.ResizeText(-1),
        intents.ToggleContrast(),
        intents.ChooseService("rights_attestation"),
        intents.ChooseService("address_change"),
        intents.ChooseService("messages"),
        intents.ChooseService("request_tracking"),
        intents.ChooseService("my_information"),
        intents.PickOption("where", "abroad"),
        intents.PickOption("people", "b2"),
        intents.PickPlace("commune", "33063:33000"),
        intents.PickPlace("country", "nowhere"),
        intents.GoInstead(),
        intents.Change("where"),
        intents.Change("people"),
        intents.OpenMessage("m1"),
        intents.ShowQueue(),
        intents.ChooseService("password_change"),
        intents.ChooseService("email_validation"),
        intents.StartSignIn(),
        intents.ComeWithoutCard(),
        intents.ForgotPassword(),
        intents.AskCode(),
        intents.AskEmailLink(),
        intents.Listen(),
        intents.AnotherCheck(),
        filled(),
        intents.ChangeRequest(),
        intents.PickBeneficiary("b2"),
        intents.PickBeneficiary("nobody"),
        intents.ToggleMention(Mention.LONG_TERM_ILLNESS),
        intents.Continue(),
        intents.Back(),
        intents.Confirm(),
        intents.AnotherService(),
        intents.PrintNow(),
        intents.Retry(),
        intents.Stay(),
        intents.Leave(),
        *TOUCHED,
    ]
)
TEXTS = {language: read(language) for language in ("fr", "en")}
NO_ANSWERS = [NoAnswer(Cause.TIMEOUT), *(Refused(problem) for problem in Problem)]
ACCOUNT_ANSWERS = [
    *[IDENTIFIED, CODE_SENT, CHECK, ResetAsked(30)] * 3,
    *(must_choose(why) for why in MustChoose),
    *NO_ANSWERS,
]
SMS_ENDS = st.sampled_from(
    [
        SmsEnded("sms-1", modem.Sent(1)),
        SmsEnded("sms-1", modem.NotSent(modem.SendFault.NO_CREDIT)),
        SmsEnded("sms-1", modem.SendUnknown()),
        SmsReported("sms-1", delivered=True),
        ModemChanged(modem.Ready(20)),
        ModemChanged(modem.Silent()),
    ]
)


KINDS = {
    SignIn: (VisitOpened,),
    SignInByNir: (VisitOpened,),
    ChoosePassword: (VisitOpened,),
    ChangeEmail: (VisitOpened,),
    AskReset: (ResetAsked,),
    AskOwnReset: (ResetAsked,),
    WantCode: (CodeSent,),
    WantCheck: (RobotCheck,),
}


SHOWN = {WantInformation: INFORMATION, WantRequests: REQUESTS, WantMessages: MESSAGES}
OUTCOMES = [
    FILED,
    FILED,
    AlreadyFiled(FILED.reference, FILED.filed_at),
    *(NotFiled(fault) for fault in FilingFault),
    FilingUnknown(),
]
OUTBOXES = [OutboxState(OutboxHealth.READY), WAITING, *(OutboxState(health, parked=1) for health in OutboxHealth)]


ARRIVALS = [
    Walk.home,
    Walk.offline_home,
    Walk.identified_home,
    Walk.alone_home,
    Walk.code_form,
    Walk.forced_password,
    Walk.robot_form,
    Walk.street_page,
    Walk.cut_declaring,
    Walk.reviewing,
    Walk.keeping,
    Walk.keeping_deferred,
    Walk.kept,
    Walk.consulted,
    Walk.queue_shown,
    Walk.collected,
    Walk.printing,
    Walk.trouble_with_card,
    Walk.at_door,
    Walk.maintaining,
    Walk.maintaining,
    Walk.status_shown,
]


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.walk = working_terminal()

    @initialize(arrive=st.sampled_from([None, *ARRIVALS]))
    def somewhere(self, arrive: Callable[[Walk], Walk] | None) -> None:
        """Chance alone would seldom come far."""
        if arrive is not None:
            arrive(self.walk)

    def screen(self) -> Screen:
        situation = self.walk.situation
        return present(situation, TEXTS[situation.preferences.language], self.walk.rules, self.walk.now)

    @rule(reading=READINGS, first=st.booleans())
    def card(self, reading: outcomes.CardReading, *, first: bool) -> None:
        if first:
            self.walk.do(CardInserted())
        self.walk.do(CardRead(reading))

    @rule()
    def removed(self) -> None:
        self.walk.do(CardRemoved())

    @rule(missing=st.booleans())
    def reader(self, *, missing: bool) -> None:
        self.walk.do(ReaderChanged(outcomes.ReaderMissing("x") if missing else outcomes.ReaderReady()))

    @rule(touch=TOUCHES)
    def touched(self, touch: intents.Intent) -> None:
        self.walk.do(touch)

    @rule(data=st.data())
    def touches_what_is_shown(self, data: st.DataObject) -> None:
        shown = list(offered(self.screen()))
        if shown:
            self.walk.do(data.draw(st.sampled_from(shown)))

    @rule(seconds=st.sampled_from([0.25, 6, 30, 60, 1200]))
    def time_passes(self, seconds: float) -> None:
        self.walk.at(seconds).do(Tick())

    @rule(up=st.booleans())
    def link(self, *, up: bool) -> None:
        self.walk.do(LinkChanged(up=up, cause=None if up else Cause.UNREACHABLE), VisitClosed(NoAnswer(Cause.CUT)))

    @precondition(lambda self: any(isinstance(effect, AskVisit) for effect in self.walk.effects))
    @rule(answer=st.sampled_from([OPENED, OPENED, OPENED, *NO_ANSWERS]))
    def visit_answered(self, answer: object) -> None:
        self.walk.do(VisitAnswered(self.walk.last(AskVisit), answer))

    @precondition(lambda self: any(isinstance(effect, AskAccount) for effect in self.walk.effects))
    @rule(answer=st.sampled_from(ACCOUNT_ANSWERS))
    def account_answered(self, answer: object) -> None:
        asked = [effect for effect in self.walk.effects if isinstance(effect, AskAccount)][-1]
        # The link makes an answer that is none of its question's into NoAnswer.
        fits = isinstance(answer, (*KINDS[type(asked.question)], Refused, NoAnswer))
        self.walk.do(AccountAnswered(asked.call, answer if fits else NoAnswer(Cause.FOREIGN)))

    @rule(event=SMS_ENDS)
    def modem_tells(self, event: ModemEvent) -> None:
        self.walk.do(event)

    @precondition(lambda self: any(isinstance(effect, AskAttestation) for effect in self.walk.effects))
    @rule(answer=st.sampled_from([ATTESTATION, ATTESTATION, ATTESTATION, *NO_ANSWERS]))
    def attestation_answered(self, answer: object) -> None:
        self.walk.do(AttestationAnswered(self.walk.last(AskAttestation), answer))

    @precondition(lambda self: any(isinstance(effect, Print) for effect in self.walk.effects))
    @rule(end=st.one_of(st.just(status.Printed()), FAULTS.map(status.NotPrinted), FAULTS.map(status.PrintUnknown)))
    def print_ended(self, end: status.PrintEnd) -> None:
        job = self.walk.last(Print)
        self.walk.do(PrintProgress(job, 1, 2), PrintEnded(job, end))

    @rule(said=st.one_of(FAULTS, st.builds(status.Ready, st.booleans())))
    def printer(self, said: status.PrinterStatus) -> None:
        self.walk.do(PrinterChanged(said))

    @precondition(lambda self: isinstance(self.walk.state, Declaring))
    @rule(whole=st.booleans())
    def fills_pages(self, *, whole: bool) -> None:
        if whole:
            self.walk.through_pages()
        else:
            self.walk.through_page()

    @precondition(lambda self: any(isinstance(effect, File) for effect in self.walk.effects))
    @rule(outcome=st.sampled_from(OUTCOMES))
    def filing_ended(self, outcome: FilingOutcome) -> None:
        self.walk.ends(outcome)

    @rule(state=st.sampled_from(OUTBOXES))
    def outbox(self, state: OutboxState) -> None:
        self.walk.do(OutboxChanged(state))

    @precondition(lambda self: any(isinstance(effect, AskConsultation) for effect in self.walk.effects))
    @rule(answer=st.sampled_from([None, None, *NO_ANSWERS]))
    def consultation_answered(self, answer: Refused | NoAnswer | None) -> None:
        asked = [effect for effect in self.walk.effects if isinstance(effect, AskConsultation)][-1]
        self.walk.do(ConsultationAnswered(asked.call, answer or SHOWN[type(asked.want)]))

    @precondition(lambda self: any(is_order(effect) for effect in self.walk.effects))
    @rule(data=st.data())
    def maintenance_answered(self, data: st.DataObject) -> None:
        asked = [effect.order for effect in self.walk.effects if is_order(effect)][-1]
        self.walk.told(data.draw(st.sampled_from(FITTING[type(asked)])))

    @precondition(lambda self: visit_of(self.walk.state) is not None)
    @rule()
    def broken(self) -> None:
        self.walk.do(Broken())

    @invariant()
    def nothing_personal_outside_a_visit(self) -> None:
        situation = self.walk.situation
        if visit_of(situation.state) is None and situation.reading is None:
            assert not [text for text in texts_in(situation) if CANARY in text]

    @invariant()
    def no_visit_and_maintenance_at_once(self) -> None:
        """What a technician does is put down between an entry and a way out."""
        deeds = [deed for deed, _ in self.walk.trail if deed != "refused"]
        inside = isinstance(self.walk.state, Maintaining)
        assert deeds.count("entered") == deeds.count("left") + deeds.count("timed-out") + inside
        assert not deeds or deeds[0] == "entered"
        if inside:
            assert self.walk.situation.reading is None

    @invariant()
    def no_secret_anywhere(self) -> None:
        assert not [text for text in texts_in(self.walk.situation) if SECRET in text]

    @invariant()
    def nobody_passes_a_password_that_must_be_chosen(self) -> None:
        visit = visit_of(self.walk.state)
        account = visit.account.answer.account if visit and isinstance(visit.account, Open) else None
        if account is not None and account.must_choose is not None:
            assert isinstance(self.walk.state, Filling | Asking | Told)

    @invariant()
    def nothing_personal_in_the_journal(self) -> None:
        for effect in self.walk.effects:
            if isinstance(effect, Note):
                assert not [text for text in texts_in(effect) if CANARY in text]
                assert set(effect.fields) == set(effect.event.fields)

    @invariant()
    def tokens_end(self) -> None:
        visit = visit_of(self.walk.state)
        if visit is None or not isinstance(visit.account, Open):
            asked = [effect for effect in self.walk.effects if isinstance(effect, AskAttestation)]
            assert not asked or any(isinstance(effect, EndVisit) for effect in self.walk.effects)

    @invariant()
    def one_declaration_at_a_time_and_always_proved(self) -> None:
        filings = [effect for effect in self.walk.effects if isinstance(effect, File)]
        assert len({effect.call for effect in filings}) == len(filings)
        for effect in filings:
            proof = effect.filing.proof
            assert proof.grant if isinstance(proof, ByGrant) else proof.password == SECRET

    @invariant()
    def jobs_have_their_own_names(self) -> None:
        jobs = [effect.job for effect in self.walk.effects if isinstance(effect, Print)]
        assert len(jobs) == len(set(jobs))

    @invariant()
    def there_is_one_screen(self) -> None:
        screen = self.screen()
        controls = [*screen.fields, *screen.actions, *screen.tiles, *screen.options, *screen.chrome.languages]
        controls += [one for one in (screen.chrome.leave, screen.chrome.text_larger, screen.chrome.contrast) if one]
        assert len({control.id for control in controls}) == len(controls)
        assert sum(action.emphasis is Emphasis.PRIMARY for action in screen.actions) <= 1
        assert screen.title
        assert screen.chrome.help


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
