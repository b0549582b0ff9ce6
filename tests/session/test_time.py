"""Every deadline at T−1, T and T+1, by an injected clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from session_cast import FILED
from session_walk import Walk

from kiosk.devices.card.events import CardRemoved
from kiosk.session.declaring import Keeping
from kiosk.session.events import Broken, Tick
from kiosk.session.intents import ChooseLanguage, Confirm, PickBeneficiary, ResizeText, Stay
from kiosk.session.situation import Preferences
from kiosk.session.states import (
    ChoosingBeneficiary,
    Goodbye,
    Home,
    Parting,
    Printing,
    RemoveCard,
    TakeDocument,
    Welcome,
)

AROUND = [(-1, False), (0, True), (1, True)]


@pytest.mark.parametrize(("offset", "due"), AROUND)
@pytest.mark.parametrize(
    "arrive",
    [
        Walk.home,
        Walk.summary,
        Walk.mentions,
        Walk.collected,
        Walk.owing,
        Walk.trouble,
        Walk.secret_form,
        Walk.code_form,
        Walk.nir_form,
        Walk.told_password,
        Walk.street_page,
        Walk.reviewing,
        Walk.proving,
        Walk.kept,
        Walk.not_kept,
        Walk.consult_failed,
        Walk.consulted,
        Walk.queue_shown,
    ],
)
def test_the_warning_comes_after_the_idle_time(
    walk: Walk, arrive: Callable[[Walk], Walk], offset: float, *, due: bool
) -> None:
    arrive(walk).at(walk.rules.timings.idle + offset).do(Tick())
    assert (walk.situation.attention.warned_at is not None) is due


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_easier_reading_gives_more_time(walk: Walk, offset: float, *, due: bool) -> None:
    walk.home().do(ResizeText(1)).at(walk.rules.timings.accessible_idle + offset).do(Tick())
    assert (walk.situation.attention.warned_at is not None) is due


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_an_unanswered_warning_ends_the_visit(walk: Walk, offset: float, *, due: bool) -> None:
    walk.home().at(walk.rules.timings.idle).do(Tick()).at(walk.rules.timings.warning + offset).do(Tick())
    assert isinstance(walk.state, RemoveCard if due else Home)
    if due:
        assert walk.state == RemoveCard(Parting.IDLE)


def test_more_time_keeps_the_page_and_what_was_chosen_ten_times_over(walk: Walk) -> None:
    walk.beneficiaries().do(PickBeneficiary("b2"))
    for _ in range(10):
        walk.at(walk.rules.timings.idle).do(Tick()).at(walk.rules.timings.warning - 1).do(Stay())
        assert walk.situation.attention.warned_at is None
    assert isinstance(walk.state, ChoosingBeneficiary)
    assert walk.state.draft.beneficiary == "b2"


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_the_longest_visit(walk: Walk, offset: float, *, due: bool) -> None:
    walk.home()
    limit = walk.now + walk.rules.timings.visit
    while walk.now < limit - 30:
        walk.at(20).do(Stay())
    walk.at(limit + offset - walk.now).do(Tick())
    assert walk.state == RemoveCard(Parting.TIME_LIMIT) if due else isinstance(walk.state, Home)


def test_the_longest_visit_still_gives_what_was_collected(walk: Walk) -> None:
    walk.home_with_document().at(walk.rules.timings.visit).do(Tick())
    assert isinstance(walk.state, Printing)


@pytest.mark.parametrize("arrive", [Walk.fetching, Walk.signing_in, Walk.asking_code, Walk.printing, Walk.consulting])
def test_work_of_ours_is_not_idleness(walk: Walk, arrive: Callable[[Walk], Walk]) -> None:
    arrive(walk).at(walk.rules.timings.idle + 1).do(Tick())
    assert walk.situation.attention.warned_at is None


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_goodbye_passes(walk: Walk, offset: float, *, due: bool) -> None:
    walk.goodbye().at(walk.rules.timings.goodbye + offset).do(Tick())
    assert isinstance(walk.state, Welcome if due else Goodbye)


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_take_your_document_passes(walk: Walk, offset: float, *, due: bool) -> None:
    walk.take().at(walk.rules.timings.take_document + offset).do(Tick())
    assert isinstance(walk.state, Welcome if due else TakeDocument)


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_a_fault_of_ours_passes(walk: Walk, offset: float, *, due: bool) -> None:
    walk.do(Broken()).at(walk.rules.timings.out_of_service + offset).do(Tick())
    assert isinstance(walk.state, Welcome) is due


def test_a_card_left_in_the_reader_is_asked_for_without_end(walk: Walk) -> None:
    walk.remove_card().at(86_400).do(Tick())
    assert walk.state == RemoveCard(Parting.LEFT)


@pytest.mark.parametrize(("offset", "due"), AROUND)
def test_a_language_chosen_by_somebody_who_left_goes_back_to_french(walk: Walk, offset: float, *, due: bool) -> None:
    walk.do(ChooseLanguage("en")).at(walk.rules.timings.idle + offset).do(Tick())
    assert (walk.situation.preferences == Preferences()) is due


def test_preferences_last_to_the_last_word_and_no_longer(walk: Walk) -> None:
    walk.do(ChooseLanguage("en"), ResizeText(2)).home().do(CardRemoved())
    assert walk.situation.preferences == Preferences("en", 2)
    walk.at(walk.rules.timings.goodbye).do(Tick())
    assert walk.situation.preferences == Preferences()


def test_the_longest_visit_does_not_cut_a_filing_short(walk: Walk) -> None:
    walk.reviewing()
    limit = walk.now + walk.rules.timings.visit
    while walk.now < limit - 1:
        walk.at(20).do(Stay())
    walk.do(Confirm()).at(1).do(Tick())
    assert isinstance(walk.state, Keeping)
    walk.ends(FILED).do(Tick())
    assert isinstance(walk.state, Printing), "the visit is over, its receipt is not lost"
