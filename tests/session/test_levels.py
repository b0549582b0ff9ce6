"""No page of a téléservice that asks for the password is reached with the card alone, by any touches."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

import pytest
from held import hashable
from session_cast import CODE_SENT, IDENTIFIED, SECRET, STRICT, filled
from session_walk import Walk, working_terminal

from kiosk.devices.card.events import CardRemoved
from kiosk.session import intents
from kiosk.session.declaring import Consulted, Consulting, Declaring, Keeping, Proving, Reviewing
from kiosk.session.effects import AskAccount, AskAttestation, AskConsultation, AskVisit, File
from kiosk.session.forms import EmailForm, NewPasswordForm
from kiosk.session.situation import Situation
from kiosk.session.states import (
    ChoosingBeneficiary,
    ChoosingMentions,
    Fetching,
    Filling,
    State,
    Summary,
    visit_of,
)
from kiosk.sync.answers import AccountAnswer, Cause, NoAnswer, Refused
from kiosk.sync.events import AccountAnswered, LinkChanged, VisitAnswered
from teleservices.catalogue import CATALOGUE
from teleservices.levels import Level
from teleservices.wire.declarations import ByPassword
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import ChoosePassword
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention
from teleservices.wire.visits import VisitOpened

TOUCHES: tuple[intents.Intent, ...] = (
    *(intents.ChooseService(service.id) for service in CATALOGUE),
    intents.PickOption("where", "abroad"),
    intents.PickPlace("country", "DE"),
    intents.Change("where"),
    intents.OpenMessage("m1"),
    intents.ShowQueue(),
    intents.ChangeRequest(),
    intents.PickBeneficiary("b2"),
    intents.ToggleMention(Mention.LONG_TERM_ILLNESS),
    intents.Continue(),
    intents.Back(),
    intents.Confirm(),
    intents.StartSignIn(),
    intents.ComeWithoutCard(),
    intents.ForgotPassword(),
    intents.AskCode(),
    intents.AskEmailLink(),
    intents.Listen(),
    intents.AnotherCheck(),
    intents.AnotherService(),
    intents.PrintNow(),
    intents.Retry(),
    intents.Stay(),
    filled(),
    filled(secret=SECRET, code="0427", password=SECRET, again=SECRET, birth_date="12051984", address="a@exemple.fr"),
    intents.Submit((("abroad_street", "UNTER DEN LINDEN 4"), ("abroad_town", "BERLIN"))),
)
# Everything that the caisse can say to somebody who proves nothing.
ANSWERS: tuple[AccountAnswer, ...] = (
    CODE_SENT,
    Refused(Problem.CREDENTIALS),
    Refused(Problem.CODE_SPENT),
    Refused(Problem.LOCKED, retry_after_s=60),
    NoAnswer(Cause.TIMEOUT),
)
FROM_HOME = {Declaring, Reviewing, Keeping, Consulting}
"""Consulted needs the caisse's answer, Proving a visit without a grant."""
RULES = working_terminal().rules
PAGES = (
    Summary,
    ChoosingBeneficiary,
    ChoosingMentions,
    Fetching,
    Declaring,
    Reviewing,
    Proving,
    Keeping,
    Consulting,
    Consulted,
)


def pages(state: State) -> bool:
    """Whether this is a page of a téléservice of level ``code``."""
    own = isinstance(state, Filling) and isinstance(state.form, NewPasswordForm | EmailForm)
    return own or isinstance(state, PAGES)


def next_to(situation: Situation) -> Iterator[Walk]:
    """Every situation that one touch, or the answer to what it asks, leads to."""
    for touch in TOUCHES:
        there = Walk(situation, RULES).do(touch)
        yield there
        for question in [effect for effect in there.effects if isinstance(effect, AskAccount)]:
            for answer in ANSWERS:
                yield Walk(there.situation, RULES).do(AccountAnswered(question.call, answer))


def home_with(answer: VisitOpened) -> Walk:
    walk = working_terminal().insert()
    return walk.do(VisitAnswered(walk.last(AskVisit), answer))


def explored(start: Walk) -> list[Walk]:
    """One walk to each situation that can be reached; time stands still and names of calls begin anew."""
    seen: dict[Hashable, Walk] = {}
    waiting = [start]
    while waiting:
        there = waiting.pop()
        found = hashable(replace(there.situation, serial=0))
        if found not in seen:
            seen[found] = there
            waiting += next_to(replace(there.situation, serial=0))
    return list(seen.values())


def test_nothing_of_level_code_is_reached_with_the_card_alone() -> None:
    reached = explored(home_with(STRICT))
    assert len(reached) > 20, "the walk went somewhere"
    assert not [walk.state for walk in reached if pages(walk.state)]
    effects = [effect for walk in reached for effect in walk.effects]
    assert not [effect for effect in effects if isinstance(effect, AskAttestation | AskConsultation | File)]
    questions = [effect.question for effect in effects if isinstance(effect, AskAccount)]
    assert questions
    assert not [question for question in questions if isinstance(question, ChoosePassword | ChangeEmail)]


def test_the_accounts_own_pages_stay_shut_even_when_a_caisse_errs() -> None:
    generous = replace(STRICT, services=tuple(replace(offer, unavailable=None) for offer in STRICT.services[1:]))
    assert not [walk.state for walk in explored(home_with(generous)) if pages(walk.state)]


def test_the_walk_sees_the_pages_that_are_open() -> None:
    """The search finds what it looks for, where it may be found."""
    found = {type(walk.state) for walk in explored(home_with(IDENTIFIED)) if pages(walk.state)}
    assert found == {Filling, Summary, ChoosingBeneficiary, ChoosingMentions, Fetching, *FROM_HOME}


def test_without_a_link_nothing_leaves_without_the_password() -> None:
    cut = working_terminal().do(LinkChanged(up=False, cause=Cause.UNREACHABLE)).insert()
    reached = explored(cut)
    assert {type(walk.state) for walk in reached if pages(walk.state)} == {Declaring, Reviewing, Proving, Keeping}
    effects = [effect for walk in reached for effect in walk.effects]
    assert {effect.filing.proof for effect in effects if isinstance(effect, File)} == {ByPassword(SECRET)}
    assert not [effect for effect in effects if isinstance(effect, AskAttestation | AskConsultation | AskAccount)]


@pytest.mark.parametrize("service", [service.id for service in CATALOGUE if service.level is Level.CODE])
def test_each_of_them_leads_to_the_password_or_nowhere(walk: Walk, service: str) -> None:
    walk.strict_home().do(intents.ChooseService(service))
    assert isinstance(walk.state, Filling)
    assert visit_of(walk.state).wanted == service
    walk.do(CardRemoved())
    assert visit_of(walk.state) is None
