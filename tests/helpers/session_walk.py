"""People, cards, answers, and a walker that drives the session's function.

Every piece of personal data holds ``CANARY``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardMute, Porteur, ReaderReady, VitaleCard
from kiosk.devices.modem.events import ModemChanged
from kiosk.devices.modem.status import Ready as ModemReady
from kiosk.devices.printer.events import PrintEnded, PrinterChanged
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed, PrintUnknown, Ready, Silent
from kiosk.devices.printer.ticket import Cut, Paragraph, Ticket
from kiosk.session.declaring import PASSWORD, Declaring
from kiosk.session.effects import AskAccount, AskAttestation, AskConsultation, AskVisit, Effect, File, Print
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
    Leave,
    PickOption,
    PickPlace,
    PrintNow,
    ShowQueue,
    StartSignIn,
    Submit,
)
from kiosk.session.machine import step
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
    Filed,
    FilingEnded,
    FilingFault,
    FilingOutcome,
    NotFiled,
    OutboxChanged,
    OutboxHealth,
    OutboxState,
)
from kiosk.tickets.receipt import Receipt
from teleservices.flow.answering import page_of
from teleservices.flow.model import ChoiceField, PeopleField, PlaceField, TextField
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.places.places import Places
from teleservices.reference import Reference
from teleservices.wire.codes import CodeSent, SmsToSend
from teleservices.wire.consultation import (
    Information,
    Message,
    Messages,
    PersonInformation,
    RequestLine,
    Requests,
    RequestState,
)
from teleservices.wire.passwords import ResetAsked, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Caisse, CoveredPerson, Period, RightsAttestation
from teleservices.wire.visits import (
    Account,
    Beneficiary,
    CodeBySms,
    EmailState,
    MustChoose,
    ServiceOffer,
    Unavailable,
    VisitOpened,
)

CANARY = "CANARI"
LOCAL_TIME = datetime(2026, 11, 21, 14, 0, tzinfo=timezone(timedelta(hours=1)))
MARIE = VitaleCard(
    (
        Porteur(f"{CANARY}DUPONT", f"{CANARY}MARIE", "19840512", "FR", Nir("2840588321025")),
        Porteur(f"{CANARY}DUPONT", f"{CANARY}ZOÉ", "20120229", "FR", None),
    ),
    Nir("2840588321025"),
    "20240115",
    f"{CANARY}digest",
)
PAUL = replace(MARIE, nir=Nir("1900375112087"), digest=f"{CANARY}other")
OPENED = VisitOpened(
    token=f"{CANARY}token",
    level=Level.CARD,
    expires_in_s=1200,
    beneficiaries=(
        Beneficiary("b1", f"{CANARY}MARIE", "D", insured=True),
        Beneficiary("b2", f"{CANARY}ZOÉ", "D", insured=False),
    ),
    services=(
        ServiceOffer("rights_attestation", None),
        ServiceOffer("address_change", Unavailable.LEVEL),
        ServiceOffer("request_tracking", Unavailable.LEVEL),
        ServiceOffer("messages", Unavailable.LEVEL),
        ServiceOffer("my_information", Unavailable.LEVEL),
        ServiceOffer("password_change", Unavailable.LEVEL),
        ServiceOffer("email_validation", Unavailable.LEVEL),
    ),
    code_by_sms=CodeBySms(f"{CANARY} ** 78", by_terminal=True),
)
# The same caisse where the attestation, as by default, asks for level `code`.
STRICT = replace(OPENED, services=tuple(replace(offer, unavailable=Unavailable.LEVEL) for offer in OPENED.services))
IDENTIFIED = replace(
    OPENED,
    token=f"{CANARY}raised",
    level=Level.CODE,
    services=tuple(replace(offer, unavailable=None) for offer in OPENED.services),
    account=Account(
        None,
        by_code=False,
        email=EmailState.CONFIRMED,
        address=f"{CANARY}•••@e•••.fr",
        pending="",
        grant=f"{CANARY}grant",
    ),
)
SECRET = f"{CANARY}-Tilleul8"
SMS = SmsToSend("sms-1", f"+33{CANARY}", f"{CANARY} : 0427")
CODE_SENT = CodeSent(f"{CANARY} ** 78", 60, SMS)
CHECK = RobotCheck("check-1", 5, f"{CANARY}png", f"{CANARY}wav")
NIR_TYPED = "2840588321025"


def must_choose(why: MustChoose) -> VisitOpened:
    """Identified by a code: nothing is open before a password is chosen."""
    account = Account(why, why is MustChoose.PROVISIONAL, EmailState.CONFIRMED, f"{CANARY}•••@e•••.fr", "")
    closed = tuple(replace(offer, unavailable=Unavailable.PASSWORD) for offer in OPENED.services)
    return replace(IDENTIFIED, services=closed, account=account)


def filled(**values: str) -> Submit:
    """A form's main button, with what stands in its fields; ``birth_date`` for ``birth-date``."""
    return Submit(tuple((name.replace("_", "-"), value) for name, value in values.items()))


ATTESTATION = RightsAttestation(
    reference="ABCDEFGH23",
    issued_at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    caisse=Caisse("401", "CPAM des Landes", ("Mont-de-Marsan",)),
    person=CoveredPerson(f"{CANARY}DUPONT", f"{CANARY}MARIE", "19840512", "284058832102532", insured=True),
    insured_name=f"{CANARY}DUPONT {CANARY}MARIE",
    insured_nir="284058832102532",
    regime="Régime général",
    rights=Period(date(2003, 9, 1), None),
    complementary=None,
    treating_doctor=True,
    long_term_illness=None,
    copayment_exemption=None,
    mentions=(),
    check_url="https://caisse.test/v/ABCDEFGH23",
)


ADDRESS = {
    "where": "france",
    "commune": "33063:33000",
    "street": f"12 RUE {CANARY}",
    "people": (),
    "country": "DE",
    "abroad_street": f"{CANARY} STRASSE 4",
    "abroad_town": "BERLIN",
    "free_street": f"LIEU {CANARY}",
    "free_postcode": "33000",
    "free_town": "BORDEAUX",
}
"""What is answered on every page of a change of address."""
FILED = Filed(Reference("7KQ2M9XW4T"), datetime(2026, 11, 21, 13, 0, tzinfo=UTC))
WAITING = OutboxState(OutboxHealth.READY, pending=2, oldest_at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
INFORMATION = Information(
    "CPAM des Landes",
    "Régime général",
    None,
    f"{CANARY}•••@e•••.fr",
    f"{CANARY} ** 78",
    (PersonInformation(f"{CANARY}DUPONT {CANARY}MARIE", insured=True, address=(CANARY,), address_since=None),),
)
REQUESTS = Requests(
    (RequestLine("7KQ2M9XW4T", "address_change", FILED.filed_at, RequestState.REGISTERED, ""),),
)
MESSAGES = Messages((Message("m1", FILED.filed_at, f"{CANARY} : accusé de réception", f"Bonjour {CANARY}"),))
PLACES = Places()


def receipt_ticket(kept: Receipt) -> Ticket:
    """A ticket that carries the reference, as the real one does."""
    return Ticket("receipt", (Paragraph(kept.reference.grouped), Cut()))


def attestation_ticket(attestation: RightsAttestation) -> Ticket:
    """A ticket that carries the person's name, as the real one does."""
    return Ticket("rights_attestation", (Paragraph(attestation.insured_name), Cut()))


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

    def last(self, kind: type[AskVisit | AskAttestation | AskAccount | AskConsultation | File | Print]) -> str:
        """The name of the last question or job."""
        asked = [effect for effect in self.effects if isinstance(effect, kind)][-1]
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


def working_terminal() -> Walk:
    """A terminal whose parts all work, nobody in front of it."""
    rules = Rules(
        attestation=attestation_ticket,
        receipt=receipt_ticket,
        places=PLACES,
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
