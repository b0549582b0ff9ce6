"""Identification and the account's pages: where each touch and each answer leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from session_cast import CHECK, CODE_SENT, IDENTIFIED, SECRET, STRICT, filled, must_choose
from session_walk import Walk, working_terminal

from kiosk.devices.card.events import CardRemoved
from kiosk.session.effects import AskAccount, EndVisit, Note, Play, ReportSms, SendSms
from kiosk.session.forms import CodeForm, EmailForm, NewPasswordForm, NirForm, ResetForm, SecretForm, Ways
from kiosk.session.forms.faults import Reason
from kiosk.session.intents import (
    AnotherCheck,
    AnotherService,
    AskCode,
    AskEmailLink,
    Back,
    ChooseService,
    ComeWithoutCard,
    Confirm,
    Continue,
    ForgotPassword,
    Intent,
    Leave,
    Listen,
    PrintNow,
    Retry,
    StartSignIn,
)
from kiosk.session.states import Asking, CardRefused, Filling, Home, Refusal, RemoveCard, State, Summary, Told
from kiosk.session.told import EmailSent, PasswordChosen, ResetAsked, VisitOver
from kiosk.sync.account import WantCheck, WantCode
from kiosk.sync.answers import AccountAnswer, Cause, NoAnswer, Refused
from kiosk.sync.events import AccountAnswered, LinkChanged
from teleservices.wire import passwords as wire
from teleservices.wire.codes import SmsOutcome, SmsReport
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.problems import Problem
from teleservices.wire.sign_in import SignIn
from teleservices.wire.visits import EmailState, MustChoose, ServiceOffer, Unavailable


def asked(walk: Walk) -> AskAccount:
    return [effect for effect in walk.effects if isinstance(effect, AskAccount)][-1]


def form_of(walk: Walk) -> object:
    assert isinstance(walk.state, Filling)
    return walk.state.form


def reasons(walk: Walk) -> list[tuple[Reason, str]]:
    assert isinstance(walk.state, Filling)
    return [(fault.reason, fault.field) for fault in walk.state.faults]


def test_the_password_raises_the_visit(walk: Walk) -> None:
    walk.secret_form().do(filled(secret=SECRET))
    assert asked(walk).question == SignIn(SECRET)
    walk.answer(IDENTIFIED)
    assert isinstance(walk.state, Home)
    assert walk.state.visit.identified


def test_a_service_that_needs_the_password_is_where_the_password_leads(walk: Walk) -> None:
    walk.strict_home().do(ChooseService("rights_attestation"))
    assert form_of(walk) == SecretForm()
    walk.do(filled(secret=SECRET)).answer(IDENTIFIED)
    assert isinstance(walk.state, Summary)
    walk.do(Back())
    assert isinstance(walk.state, Home)
    assert not walk.state.visit.wanted


def test_what_was_wanted_survives_the_forced_choice_of_a_password(walk: Walk) -> None:
    walk.strict_home().do(ChooseService("rights_attestation"), ForgotPassword(), AskCode()).answer(CODE_SENT)
    walk.do(filled(code="0427")).answer(must_choose(MustChoose.PROVISIONAL))
    assert form_of(walk) == NewPasswordForm(MustChoose.PROVISIONAL)
    walk.do(filled(password=SECRET, again=SECRET))
    assert asked(walk).question == wire.ChoosePassword(SECRET, None)
    walk.answer(IDENTIFIED)
    assert isinstance(walk.state, Told)
    walk.do(Continue())
    assert isinstance(walk.state, Summary)


def test_what_was_wanted_and_turns_out_closed_leads_home(walk: Walk) -> None:
    closed = tuple(
        replace(one, unavailable=Unavailable.RIGHTS_CLOSED) if one.id == "rights_attestation" else one
        for one in IDENTIFIED.services
    )
    walk.strict_home().do(ChooseService("rights_attestation"), filled(secret=SECRET))
    walk.answer(replace(IDENTIFIED, services=closed))
    assert isinstance(walk.state, Home)


@pytest.mark.parametrize("why", list(MustChoose))
@pytest.mark.parametrize(
    "touch",
    [
        Back(),
        Continue(),
        ForgotPassword(),
        AskCode(),
        AskEmailLink(),
        AnotherService(),
        ChooseService("rights_attestation"),
        Confirm(),
        PrintNow(),
        Retry(),
        StartSignIn(),
        ComeWithoutCard(),
    ],
)
def test_there_is_no_way_round_the_forced_choice(walk: Walk, why: MustChoose, touch: Intent) -> None:
    walk.signing_in().answer(must_choose(why)).do(touch)
    assert form_of(walk) == NewPasswordForm(why)
    assert isinstance(walk.do(Leave()).state, RemoveCard)


def test_a_caisse_that_still_wants_a_password_is_obeyed(walk: Walk) -> None:
    walk.forced_password().do(filled(password=SECRET, again=SECRET)).answer(must_choose(MustChoose.LEGACY))
    walk.do(Continue())
    assert form_of(walk) == NewPasswordForm(MustChoose.LEGACY)


def test_changing_the_password_by_wish_takes_the_one_in_force(walk: Walk) -> None:
    walk.wished_password().do(filled(current="Ancien-84", password=SECRET, again=SECRET))
    assert asked(walk).question == wire.ChoosePassword(SECRET, "Ancien-84")


def test_the_address_takes_the_password_again(walk: Walk) -> None:
    walk.email_form().do(filled(address="Marie@Exemple.fr", password=SECRET))
    assert asked(walk).question == ChangeEmail("marie@exemple.fr", SECRET)
    walk.answer(IDENTIFIED)
    assert isinstance(walk.state, Told)
    assert walk.state.message == EmailSent()


def test_a_visit_by_code_gives_its_password_before_the_address_can_change(walk: Walk) -> None:
    account = replace(must_choose(MustChoose.PROVISIONAL).account, must_choose=None)
    walk.signing_in().answer(replace(IDENTIFIED, account=account)).do(ChooseService("email_validation"))
    assert form_of(walk) == SecretForm()
    walk.do(filled(secret=SECRET)).answer(IDENTIFIED)
    assert form_of(walk) == EmailForm()


def test_an_address_that_is_shared_closes_the_rest_but_not_itself(walk: Walk) -> None:
    account = replace(IDENTIFIED.account, email=EmailState.SHARED)
    services = (ServiceOffer("rights_attestation", Unavailable.EMAIL), ServiceOffer("email_validation", None))
    walk.signing_in().answer(replace(IDENTIFIED, account=account, services=services))
    walk.do(ChooseService("rights_attestation"))
    assert isinstance(walk.state, Home)
    assert form_of(walk.do(ChooseService("email_validation"))) == EmailForm()


def test_the_card_stands_for_the_check_against_robots(walk: Walk) -> None:
    walk.own_reset().do(filled(birth_date="12051984"))
    assert asked(walk).question == wire.AskOwnReset("19840512")
    walk.answer(wire.ResetAsked(30))
    assert isinstance(walk.state, Told)
    assert walk.state.message == ResetAsked(30, None)
    assert form_of(walk.do(Continue())) == SecretForm()


# Form × touch: the form or state that follows; every touch that is not named leaves the form as it is.
FORMS: dict[str, tuple[Callable[[Walk], Walk], dict[type[Intent], type]]] = {
    "nir": (Walk.nir_form, {Back: State}),
    "secret": (Walk.secret_form, {Back: Home, ForgotPassword: Ways}),
    "secret alone": (Walk.alone_secret, {Back: NirForm, ForgotPassword: Ways}),
    "ways": (Walk.ways, {Back: SecretForm, AskCode: Asking, AskEmailLink: ResetForm}),
    "ways alone": (Walk.alone_ways, {Back: SecretForm, AskEmailLink: Asking}),
    "code": (Walk.code_form, {Back: Ways}),
    "forced password": (Walk.forced_password, {}),
    "wished password": (Walk.wished_password, {Back: Home}),
    "own reset": (Walk.own_reset, {Back: Ways}),
    "reset": (Walk.robot_form, {Back: Ways, AnotherCheck: Asking}),
    "email": (Walk.email_form, {Back: Home}),
}
TOUCHES = [
    Back(),
    ForgotPassword(),
    AskCode(),
    AskEmailLink(),
    Listen(),
    AnotherCheck(),
    Continue(),
    Confirm(),
    Retry(),
    PrintNow(),
    AnotherService(),
    StartSignIn(),
    ComeWithoutCard(),
    ChooseService("rights_attestation"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("touch", TOUCHES, ids=lambda touch: type(touch).__name__)
def test_each_touch_on_each_form(walk: Walk, form: str, touch: Intent) -> None:
    arrive, leads = FORMS[form]
    arrive(walk)
    before = form_of(walk)
    walk.do(touch)
    expected = leads.get(type(touch))
    if expected is None:
        assert form_of(walk) == before
    elif expected is not State:
        assert isinstance(form_of(walk) if isinstance(walk.state, Filling) else walk.state, expected)


def test_giving_up_the_nir_leads_straight_to_the_welcome_screen(walk: Walk) -> None:
    fresh = walk.situation
    walk.nir_form().do(Back())
    assert walk.state == fresh.state


def test_listening_plays_the_sound_and_stays(walk: Walk) -> None:
    walk.robot_form().do(Listen())
    assert walk.effects[-1] == Play(CHECK.sound)
    assert isinstance(form_of(walk), ResetForm)


ASKING: dict[str, Callable[[Walk], Walk]] = {
    "sign in": Walk.signing_in,
    "sign in by code": lambda walk: walk.code_form().do(filled(code="0427")),
    "sign in alone": lambda walk: walk.alone_secret().do(filled(secret=SECRET)),
    "code": Walk.asking_code,
    "forced password": lambda walk: walk.forced_password().do(filled(password=SECRET, again=SECRET)),
    "wished password": lambda walk: walk.wished_password().do(filled(current="x", password=SECRET, again=SECRET)),
    "email": lambda walk: walk.email_form().do(filled(address="a@exemple.fr", password=SECRET)),
    "own reset": lambda walk: walk.own_reset().do(filled(birth_date="12051984")),
    "reset": lambda walk: walk.robot_form().do(filled(nir="2840588321025", birth_date="12051984", check="12345")),
    "check": lambda walk: walk.alone_ways().do(AskEmailLink()),
}


@pytest.mark.parametrize("question", ASKING)
@pytest.mark.parametrize("problem", list(Problem))
def test_every_refusal_of_every_question_is_said(question: str, problem: Problem) -> None:
    walk = ASKING[question](working_terminal())
    assert isinstance(walk.state, Asking)
    form = walk.state.form
    walk.answer(Refused(problem))
    match problem, walk.state:
        case Problem.VISIT_OVER, Told(_, message):
            assert message == VisitOver()
        case Problem.CARD_REFUSED, CardRefused(reason):
            assert reason is Refusal.NO_LONGER_ACCEPTED
        case Problem.ROBOT, Asking(faults=faults):
            assert question == "reset"
            assert isinstance(asked(walk).question, WantCheck)
            assert [fault.reason for fault in faults] == [Reason.ROBOT]
        case _, Filling(_, back, faults):
            assert back == form
            assert faults
        case _, state:
            pytest.fail(f"{type(state).__name__} after {problem.value}")


@pytest.mark.parametrize("question", ASKING)
def test_silence_gives_the_form_back_and_claims_no_more_than_is_known(question: str) -> None:
    walk = ASKING[question](working_terminal())
    assert isinstance(walk.state, Asking)
    form = walk.state.form
    walk.answer(NoAnswer(Cause.TIMEOUT))
    assert form_of(walk) == form
    known = {"sign in alone": Reason.NO_ANSWER, "check": Reason.NO_ANSWER}
    (fault,) = walk.state.faults if isinstance(walk.state, Filling) else ()
    assert fault.reason is known.get(question, fault.reason)
    assert fault.reason is not Reason.NO_ANSWER or question in known


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (Refused(Problem.LOCKED, retry_after_s=1800), "14:30"),
        (Refused(Problem.LOCKED, retry_after_s=1), "14:01"),
        (Refused(Problem.LOCKED, retry_after_s=0), "14:00"),
        (Refused(Problem.LOCKED), None),
        (Refused(Problem.LOCKED, retry_after_s=12 * 3600 - 1), "02:00"),
        (Refused(Problem.LOCKED, retry_after_s=12 * 3600), None),
    ],
)
def test_until_when_is_told_to_the_minute_and_never_too_early(
    walk: Walk, refused: Refused, expected: str | None
) -> None:
    walk.signing_in().answer(refused)
    (fault,) = walk.state.faults if isinstance(walk.state, Filling) else ()
    assert (fault.until and f"{fault.until:%H:%M}") == expected


@pytest.mark.parametrize(
    ("arrive", "field", "reason"),
    [
        (ASKING["sign in"], "secret", Reason.CREDENTIALS),
        (ASKING["sign in alone"], "", Reason.CREDENTIALS_NIR),
        (ASKING["sign in by code"], "code", Reason.CREDENTIALS_CODE),
        (ASKING["wished password"], "current", Reason.CREDENTIALS),
        (ASKING["email"], "password", Reason.CREDENTIALS),
    ],
)
def test_a_wrong_secret_says_how_many_tries_are_left(
    walk: Walk, arrive: Callable[[Walk], Walk], field: str, reason: Reason
) -> None:
    arrive(walk).answer(Refused(Problem.CREDENTIALS, tries_left=2))
    assert reasons(walk) == [(reason, field)]
    (fault,) = walk.state.faults if isinstance(walk.state, Filling) else ()
    assert fault.tries_left == 2


def test_the_caisses_own_reasons_against_a_password_are_each_said(walk: Walk) -> None:
    walk.forced_password().do(filled(password=SECRET, again=SECRET))
    walk.answer(Refused(Problem.PASSWORD, faults=("birth_date", "name", "leaked")))
    assert reasons(walk) == [
        (Reason.PASSWORD_BIRTH_DATE, "password"),
        (Reason.PASSWORD_NAME, "password"),
        (Reason.PASSWORD_OTHER, "password"),
    ]


def test_wrong_digits_bring_others_and_keep_what_was_typed(walk: Walk) -> None:
    ASKING["reset"](walk).answer(Refused(Problem.ROBOT)).answer(replace(CHECK, id="check-2"))
    form = form_of(walk)
    assert isinstance(form, ResetForm)
    assert form.check is not None
    assert (form.check.id, form.typed_nir, form.typed_date) == ("check-2", "2840588321025", "12051984")
    assert reasons(walk) == [(Reason.ROBOT, "")]


LATE: list[tuple[AccountAnswer, object]] = [
    (IDENTIFIED, EndVisit(IDENTIFIED.token)),
    (CODE_SENT, ReportSms(SmsReport("sms-1", SmsOutcome.FAILED))),
    (replace(CODE_SENT, sms=None), None),
    (wire.ResetAsked(30), None),
    (CHECK, None),
    (Refused(Problem.CREDENTIALS), None),
    (NoAnswer(Cause.CUT), None),
]


@pytest.mark.parametrize(("answer", "effect"), LATE)
@pytest.mark.parametrize("end", [CardRemoved(), Leave()])
def test_an_answer_for_somebody_who_left_changes_nothing(
    walk: Walk, answer: AccountAnswer, effect: object, end: CardRemoved | Leave
) -> None:
    walk.signing_in()
    call = walk.last(AskAccount)
    walk.do(end)
    before, done = walk.situation, len(walk.effects)
    walk.do(AccountAnswered(call, answer))
    assert walk.situation == before
    assert walk.effects[done:] == ([effect] if effect else [])
    assert not [one for one in walk.effects if isinstance(one, SendSms)]


def test_the_questions_that_need_no_visit_go_without_its_token(walk: Walk) -> None:
    ASKING["reset"](walk)
    assert asked(walk).token is None
    ASKING["code"](other := working_terminal())
    assert (asked(other).token, asked(other).question) == (STRICT.token, WantCode())


def test_offline_there_is_no_identification(walk: Walk) -> None:
    walk.home().do(LinkChanged(up=False, cause=Cause.UNREACHABLE), StartSignIn())
    assert isinstance(walk.state, Home)
    walk = working_terminal().ways().do(LinkChanged(up=False, cause=Cause.UNREACHABLE), AskCode(), AskEmailLink())
    assert form_of(walk) == Ways()


def test_a_code_form_is_left_behind_by_the_sign_in(walk: Walk) -> None:
    assert form_of(walk.code_form()) == CodeForm()
    walk.do(filled(code="0427")).answer(IDENTIFIED)
    assert isinstance(walk.state, Home)
    assert walk.state.visit.code is None


def test_the_told_pages_take_no_other_touch(walk: Walk) -> None:
    walk.told_password()
    before = walk.situation
    for touch in (Back(), Retry(), AskCode(), filled(secret=SECRET), ChooseService("rights_attestation")):
        assert walk.do(touch).situation == before
    assert isinstance(walk.state, Told)
    assert walk.state.message == PasswordChosen()
    walk = working_terminal().told_over().do(Continue())
    assert isinstance(walk.state, Told)
    assert isinstance(walk.do(Leave()).state, RemoveCard)


def test_the_journal_names_question_and_outcome(walk: Walk) -> None:
    walk.signing_in().answer(Refused(Problem.CREDENTIALS))
    lines = [effect for effect in walk.effects if isinstance(effect, Note)][-2:]
    assert [(line.event.id, dict(line.fields)) for line in lines] == [
        ("account.asked", {"visit": 1, "purpose": "sign_in"}),
        ("account.answered", {"visit": 1, "purpose": "sign_in", "outcome": "/problems/credentials"}),
    ]
