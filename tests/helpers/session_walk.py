"""A walker that drives the session's function, and remembers what it wanted done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maintenance_samples import CODE, ENTRY, NUMBER, SURVEY, WORKSHOP
from session_cast import (
    ADDRESS,
    ATTESTATION,
    CANARY,
    CHECK,
    CODE_SENT,
    FILED,
    IDENTIFIED,
    LOCAL_TIME,
    MARIE,
    MESSAGES,
    NIR_TYPED,
    OPENED,
    PLACES,
    SECRET,
    STRICT,
    WAITING,
    attestation_ticket,
    filled,
    must_choose,
    receipt_ticket,
)

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardMute, ReaderReady, VitaleCard
from kiosk.devices.modem.events import ModemChanged
from kiosk.devices.modem.status import Ready as ModemReady
from kiosk.devices.printer.events import PrintEnded, PrinterChanged
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed, PrintUnknown, Ready, Silent
from kiosk.maintenance.answers import Answer, MaintenanceAnswered, Surveyed
from kiosk.maintenance.orders import Note
from kiosk.session.declaring import PASSWORD, Declaring
from kiosk.session.effects import AskAccount, AskAttestation, AskConsultation, AskVisit, Effect, File, Maintain, Print
from kiosk.session.events import Event, Touched
from kiosk.session.intents import (
    AnotherService,
    AskCode,
    AskEmailLink,
    Back,
    ChangeRequest,
    ChooseService,
    ComeWithoutCard,
    Confirm,
    Continue,
    ForgotPassword,
    Intent,
    Knock,
    Leave,
    PickOption,
    PickPlace,
    PrintNow,
    ShowQueue,
    StartSignIn,
    Submit,
    UseTool,
)
from kiosk.session.machine import step
from kiosk.session.maintaining import Tool
from kiosk.session.rules import Rules, Timings
from kiosk.session.situation import Situation, at_start
from kiosk.session.states import State
from kiosk.session.walking import flow_of
from kiosk.sync.answers import AccountAnswer, Cause, NoAnswer, Refused
from kiosk.sync.events import (
    AccountAnswered,
    AttestationAnswered,
    ConsultationAnswered,
    LinkChanged,
    VisitAnswered,
)
from kiosk.sync.filing import (
    FilingEnded,
    FilingFault,
    FilingOutcome,
    NotFiled,
    OutboxChanged,
    OutboxHealth,
    OutboxState,
)
from teleservices.flow.answering import page_of
from teleservices.flow.model import ChoiceField, PeopleField, PlaceField, TextField
from teleservices.wire.passwords import ResetAsked
from teleservices.wire.problems import Problem
from teleservices.wire.visits import (
    MustChoose,
)

Asking = AskVisit | AskAttestation | AskAccount | AskConsultation | File | Print | Maintain


@dataclass
class Walk:
    """Drives the session's function and keeps what it wanted done."""

    situation: Situation
    rules: Rules
    now: float = 1000.0

    def __post_init__(self) -> None:
        self.effects: list[Effect] = []

    @property
    def state(self) -> State:
        return self.situation.state

    def do(self, *events: Event | Intent) -> Walk:
        """Events, or intents, which are touched."""
        for event in events:
            taken = event if isinstance(event, Event) else Touched(event)
            self.situation, effects = step(self.situation, taken, self.now, self.rules)
            self.effects += effects
        return self

    def at(self, seconds: float) -> Walk:
        """Let time pass; nothing is told of it until the next event."""
        self.now += seconds
        return self

    def last(
        self, kind: type[AskVisit | AskAttestation | AskAccount | AskConsultation | File | Print | Maintain]
    ) -> str:
        """The name of the last question or job; a note has none."""
        asked = [effect for effect in self.effects if isinstance(effect, kind) and not _is_note(effect)][-1]
        return asked.job if isinstance(asked, Print) else asked.call

    def insert(self, card: VitaleCard = MARIE) -> Walk:
        return self.do(CardInserted(), CardRead(card))

    def home(self) -> Walk:
        self.insert()
        return self.do(VisitAnswered(self.last(AskVisit), OPENED))

    def offline_home(self) -> Walk:
        self.insert()
        return self.do(VisitAnswered(self.last(AskVisit), NoAnswer(Cause.TIMEOUT)))

    def answer(self, answer: AccountAnswer) -> Walk:
        """The caisse answers the last question about the account."""
        return self.do(AccountAnswered(self.last(AskAccount), answer))

    def strict_home(self) -> Walk:
        self.insert()
        return self.do(VisitAnswered(self.last(AskVisit), STRICT))

    def secret_form(self) -> Walk:
        return self.home().do(StartSignIn())

    def signing_in(self) -> Walk:
        return self.secret_form().do(filled(secret=SECRET))

    def identified_home(self) -> Walk:
        return self.signing_in().answer(IDENTIFIED)

    def ways(self) -> Walk:
        return self.secret_form().do(ForgotPassword())

    def asking_code(self) -> Walk:
        return self.ways().do(AskCode())

    def code_form(self) -> Walk:
        return self.asking_code().answer(CODE_SENT)

    def ways_again(self) -> Walk:
        return self.do(Back())

    def forced_password(self) -> Walk:
        return self.code_form().do(filled(code="0427")).answer(must_choose(MustChoose.PROVISIONAL))

    def told_password(self) -> Walk:
        return self.forced_password().do(filled(password=SECRET, again=SECRET)).answer(IDENTIFIED)

    def wished_password(self) -> Walk:
        return self.identified_home().do(ChooseService("password_change"))

    def email_form(self) -> Walk:
        return self.identified_home().do(ChooseService("email_validation"))

    def told_email(self) -> Walk:
        account = replace(IDENTIFIED.account, pending=f"{CANARY}@pending") if IDENTIFIED.account else None
        self.email_form().do(filled(address="canari@exemple.fr", password=SECRET))
        return self.answer(replace(IDENTIFIED, account=account))

    def own_reset(self) -> Walk:
        return self.ways().do(AskEmailLink())

    def told_reset(self) -> Walk:
        return self.own_reset().do(filled(birth_date="12051984")).answer(ResetAsked(30))

    def told_over(self) -> Walk:
        return self.signing_in().answer(Refused(Problem.VISIT_OVER))

    def nir_form(self) -> Walk:
        return self.do(ComeWithoutCard())

    def alone_secret(self) -> Walk:
        return self.nir_form().do(filled(nir=NIR_TYPED))

    def alone_home(self) -> Walk:
        return self.alone_secret().do(filled(secret=SECRET)).answer(IDENTIFIED)

    def alone_ways(self) -> Walk:
        return self.alone_secret().do(ForgotPassword())

    def robot_form(self) -> Walk:
        return self.alone_ways().do(AskEmailLink()).answer(CHECK)

    def summary(self) -> Walk:
        return self.home().do(ChooseService("rights_attestation"))

    def beneficiaries(self) -> Walk:
        return self.summary().do(ChangeRequest())

    def mentions(self) -> Walk:
        return self.beneficiaries().do(Continue())

    def summary_again(self) -> Walk:
        return self.do(Continue())

    def declaring(self) -> Walk:
        return self.identified_home().do(ChooseService("address_change"))

    def through_page(self) -> Walk:
        """Answer the page of the flow, and go on."""
        assert isinstance(self.state, Declaring)
        page = page_of(flow_of(self.state.draft.service), self.state.page)
        typed: dict[str, str] = {}
        for field in page.fields:
            match field:
                case ChoiceField(id_):
                    self.do(PickOption(id_, str(ADDRESS[id_])))
                case PlaceField(id_):
                    return self.do(PickPlace(id_, str(ADDRESS[id_])))
                case TextField(id_):
                    typed[id_] = str(ADDRESS.get(id_, ""))
                case PeopleField():
                    pass
        return self.do(Submit(tuple(typed.items())) if typed else Continue())

    def through_pages(self) -> Walk:
        while isinstance(self.state, Declaring):
            self.through_page()
        return self

    def street_page(self) -> Walk:
        return self.declaring().through_page().through_page()

    def reviewing(self) -> Walk:
        return self.declaring().through_pages()

    def keeping(self) -> Walk:
        return self.reviewing().do(Confirm())

    def ends(self, outcome: FilingOutcome) -> Walk:
        """The outbox answers."""
        return self.do(FilingEnded(self.last(File), outcome))

    def kept(self) -> Walk:
        return self.keeping().ends(FILED)

    def not_kept(self) -> Walk:
        return self.keeping().ends(NotFiled(FilingFault.FULL))

    def cut_declaring(self) -> Walk:
        """Without a link from the start: the card is all there is."""
        self.do(LinkChanged(up=False, cause=Cause.UNREACHABLE)).insert()
        return self.do(ChooseService("address_change"))

    def proving(self) -> Walk:
        return self.cut_declaring().through_pages().do(Confirm())

    def keeping_deferred(self) -> Walk:
        return self.proving().do(filled(**{PASSWORD: SECRET}))

    def kept_deferred(self) -> Walk:
        return self.keeping_deferred().ends(FILED)

    def consulting(self) -> Walk:
        return self.identified_home().do(ChooseService("messages"))

    def consult_failed(self) -> Walk:
        self.consulting()
        return self.do(ConsultationAnswered(self.last(AskConsultation), NoAnswer(Cause.TIMEOUT)))

    def consulted(self) -> Walk:
        self.consulting()
        return self.do(ConsultationAnswered(self.last(AskConsultation), MESSAGES))

    def queue_shown(self) -> Walk:
        return self.home().do(OutboxChanged(WAITING), ShowQueue())

    def fetching(self) -> Walk:
        return self.summary().do(Confirm())

    def fetch_failed(self) -> Walk:
        self.fetching()
        return self.do(AttestationAnswered(self.last(AskAttestation), NoAnswer(Cause.TIMEOUT)))

    def collected(self) -> Walk:
        self.fetching()
        return self.do(AttestationAnswered(self.last(AskAttestation), ATTESTATION))

    def home_with_document(self) -> Walk:
        return self.collected().do(AnotherService())

    def owing(self) -> Walk:
        return self.collected().do(Leave())

    def printing(self) -> Walk:
        return self.collected().do(CardRemoved())

    def printing_now(self) -> Walk:
        return self.collected().do(PrintNow())

    def trouble(self) -> Walk:
        self.printing()
        return self.do(PrintEnded(self.last(Print), NotPrinted(NoPaper())))

    def trouble_with_card(self) -> Walk:
        self.printing_now()
        return self.do(PrintEnded(self.last(Print), NotPrinted(NoPaper())))

    def unknown(self) -> Walk:
        self.printing()
        return self.do(PrintEnded(self.last(Print), PrintUnknown(Silent())))

    def take(self) -> Walk:
        self.printing()
        return self.do(PrintEnded(self.last(Print), Printed()))

    def take_with_card(self) -> Walk:
        self.printing_now()
        return self.do(PrintEnded(self.last(Print), Printed()))

    def refused(self) -> Walk:
        return self.do(CardInserted(), CardRead(CardMute()))

    def remove_card(self) -> Walk:
        return self.home().do(Leave())

    def goodbye(self) -> Walk:
        return self.remove_card().do(CardRemoved())

    def at_door(self) -> Walk:
        return self.do(Knock())

    def knocking(self) -> Walk:
        return self.at_door().do(filled(number=NUMBER, code=CODE))

    def told(self, answer: Answer) -> Walk:
        """The maintenance thread answers the last order."""
        return self.do(MaintenanceAnswered(self.last(Maintain), answer))

    def maintaining(self) -> Walk:
        return self.knocking().told(ENTRY)

    def using(self, tool: Tool) -> Walk:
        return self.maintaining().do(UseTool(tool))

    def status_shown(self) -> Walk:
        return self.using(Tool.STATUS).told(Surveyed(SURVEY))

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Every deed put down, with its outcome."""
        orders = [effect.order for effect in self.effects if isinstance(effect, Maintain)]
        return [(order.record.deed.value, order.record.outcome) for order in orders if isinstance(order, Note)]


def _is_note(effect: Effect) -> bool:
    return isinstance(effect, Maintain) and isinstance(effect.order, Note)


def working_terminal() -> Walk:
    """A terminal whose parts all work, nobody in front of it."""
    rules = Rules(
        attestation=attestation_ticket,
        receipt=receipt_ticket,
        places=PLACES,
        workshop=WORKSHOP,
        local_time=lambda: LOCAL_TIME,
        timings=Timings(),
    )
    walk = Walk(at_start(1000.0), rules)
    return walk.do(
        ReaderChanged(ReaderReady()),
        PrinterChanged(Ready()),
        ModemChanged(ModemReady(20)),
        LinkChanged(up=True, cause=None),
        OutboxChanged(OutboxState(OutboxHealth.READY)),
    )
