"""Whatever way a visit ends, nothing of the person is left in the situation; nothing ever goes to the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from held import texts_in
from session_cast import CANARY, FILED, PAUL
from session_walk import Walk, working_terminal

from kiosk.devices.card.events import CardRead, CardRemoved
from kiosk.devices.card.outcomes import CardMute
from kiosk.devices.printer.events import PrintEnded
from kiosk.devices.printer.status import Printed
from kiosk.session.declaring import Keeping
from kiosk.session.effects import AskVisit, EndVisit, Note, Print
from kiosk.session.events import Broken, Tick
from kiosk.session.intents import Leave
from kiosk.session.states import visit_of
from kiosk.sync.answers import Refused
from kiosk.sync.events import VisitAnswered
from teleservices.wire.problems import Problem


def canaries(walk: Walk) -> list[str]:
    return [text for text in texts_in(walk.situation) if CANARY in text.upper()]


def let_idle_end_it(walk: Walk) -> Walk:
    return walk.at(walk.rules.timings.idle).do(Tick()).at(walk.rules.timings.warning).do(Tick())


ARRIVALS = [
    Walk.home,
    Walk.offline_home,
    Walk.summary,
    Walk.secret_form,
    Walk.signing_in,
    Walk.identified_home,
    Walk.ways,
    Walk.code_form,
    Walk.forced_password,
    Walk.told_password,
    Walk.wished_password,
    Walk.email_form,
    Walk.told_email,
    Walk.own_reset,
    Walk.told_reset,
    Walk.mentions,
    Walk.street_page,
    Walk.reviewing,
    Walk.proving,
    Walk.keeping,
    Walk.keeping_deferred,
    Walk.kept,
    Walk.kept_deferred,
    Walk.not_kept,
    Walk.consulting,
    Walk.consult_failed,
    Walk.consulted,
    Walk.queue_shown,
    Walk.fetching,
    Walk.fetch_failed,
    Walk.collected,
    Walk.owing,
    Walk.printing,
    Walk.printing_now,
    Walk.trouble,
    Walk.unknown,
    Walk.take_with_card,
]
ENDS: dict[str, Callable[[Walk], Walk]] = {
    "fault": lambda walk: walk.do(Broken()),
    "twenty minutes": lambda walk: walk.at(walk.rules.timings.visit).do(Tick()),
    "idle": let_idle_end_it,
    "leave": lambda walk: walk.do(Leave(), Leave()),
    "mute": lambda walk: walk.do(CardRead(CardMute())),
    "removed": lambda walk: walk.do(CardRemoved()),
}


@pytest.mark.parametrize("arrive", ARRIVALS)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_left(arrive: Callable[[Walk], Walk], end: str) -> None:
    walk = arrive(working_terminal())
    assert canaries(walk), "the canary was planted"
    ENDS[end](walk)
    if isinstance(walk.state, Keeping):
        # It cannot be called back: what is kept is told on paper, and then nothing is left.
        walk.do(CardRemoved()).ends(FILED)
    if visit_of(walk.state) is not None:
        # Paper is still owed or coming: once it is out, or given up, nothing is left either.
        jobs = [effect.job for effect in walk.effects if isinstance(effect, Print)]
        walk.do(*(PrintEnded(job, Printed()) for job in jobs), Leave(), CardRemoved())
        jobs = [effect.job for effect in walk.effects if isinstance(effect, Print)]
        walk.do(*(PrintEnded(job, Printed()) for job in jobs))
    assert canaries(walk) == []


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_the_next_welcome_is_as_the_first(arrive: Callable[[Walk], Walk]) -> None:
    walk = working_terminal()
    first = walk.situation
    arrive(walk).do(Broken(), CardRemoved()).at(walk.rules.timings.out_of_service).do(Tick())
    told = {"attention": first.attention, "serial": first.serial, "devices": first.devices}
    assert replace(walk.situation, **told) == first


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_the_journal_holds_nothing(arrive: Callable[[Walk], Walk]) -> None:
    walk = arrive(working_terminal()).do(Leave(), CardRemoved(), CardRead(PAUL), Broken())
    notes = [effect for effect in walk.effects if isinstance(effect, Note)]
    assert notes
    assert not [text for note in notes for text in texts_in(note) if CANARY in text]


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_every_token_is_ended_once(arrive: Callable[[Walk], Walk]) -> None:
    walk = arrive(working_terminal()).do(Leave(), Leave(), Broken(), CardRemoved())
    opened = arrive not in {Walk.offline_home, Walk.proving, Walk.keeping_deferred, Walk.kept_deferred}
    assert len([effect for effect in walk.effects if isinstance(effect, EndVisit)]) == opened


def test_a_token_that_comes_too_late_is_ended(walk: Walk) -> None:
    walk.insert()
    call = walk.last(AskVisit)
    other = working_terminal().home().situation
    answer = visit_of(other.state)
    assert answer is not None
    walk.do(CardRemoved(), VisitAnswered(call, answer.account.answer))
    assert [effect for effect in walk.effects if isinstance(effect, EndVisit)]


def test_a_person_turned_away_is_forgotten(walk: Walk) -> None:
    walk.insert()
    walk.do(VisitAnswered(walk.last(AskVisit), Refused(Problem.OTHER_REGIME, "MSA")))
    assert canaries(walk) == []
