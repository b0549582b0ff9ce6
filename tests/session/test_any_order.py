"""Any events in any order: no exception, no leak, no print with the card in unless asked, one screen always."""

from __future__ import annotations

from held import texts_in
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from session_walk import ATTESTATION, CANARY, MARIE, OPENED, PAUL, working_terminal

from kiosk.devices.card import outcomes
from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.printer import status
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.session import intents
from kiosk.session.effects import AskAttestation, AskVisit, EndVisit, Note, Print
from kiosk.session.events import Broken, Tick
from kiosk.session.states import visit_of
from kiosk.session.visit import Open
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.events import AttestationAnswered, LinkChanged, VisitAnswered, VisitClosed
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Emphasis
from teleservices.texts.catalogue import read
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention

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
    ]
)
TEXTS = {language: read(language) for language in ("fr", "en")}
NO_ANSWERS = [NoAnswer(Cause.TIMEOUT), *(Refused(problem) for problem in Problem)]


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.walk = working_terminal()

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

    @rule()
    def broken(self) -> None:
        self.walk.do(Broken())

    @invariant()
    def nothing_personal_outside_a_visit(self) -> None:
        situation = self.walk.situation
        if visit_of(situation.state) is None and situation.reading is None:
            assert not [text for text in texts_in(situation) if CANARY in text]

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
    def jobs_have_their_own_names(self) -> None:
        jobs = [effect.job for effect in self.walk.effects if isinstance(effect, Print)]
        assert len(jobs) == len(set(jobs))

    @invariant()
    def there_is_one_screen(self) -> None:
        situation = self.walk.situation
        screen = present(situation, TEXTS[situation.preferences.language], self.walk.rules, self.walk.now)
        controls = [*screen.actions, *screen.tiles, *screen.options, *screen.chrome.languages]
        controls += [one for one in (screen.chrome.leave, screen.chrome.text_larger, screen.chrome.contrast) if one]
        assert len({control.id for control in controls}) == len(controls)
        assert sum(action.emphasis is Emphasis.PRIMARY for action in screen.actions) <= 1
        assert screen.title
        assert screen.chrome.help


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
