"""A declaration's pages: on, back, change, another way; what was given is never lost; what was left is never sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from held import texts_in
from session_cast import ADDRESS, CANARY, IDENTIFIED, MARIE, NIR_TYPED, SECRET, filled
from session_walk import Walk

from kiosk.session.declaring import PASSWORD, Declaring, Keeping, ProofFault, Proving, Reviewing
from kiosk.session.effects import AskVisit, File
from kiosk.session.intents import (
    Back,
    Change,
    ChooseLanguage,
    ChooseService,
    Confirm,
    Continue,
    GoInstead,
    PickOption,
    PickPlace,
    Submit,
)
from kiosk.session.states import Filling, Home, visit_of
from kiosk.session.visit import NoLink, Opening
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.events import LinkChanged, VisitAnswered
from kiosk.sync.filing import Filing
from teleservices.flow.model import FieldFault
from teleservices.wire.declarations import ByGrant, ByPassword, CardShown

FRANCE = ["where", "commune", "street", "people"]


def page(walk: Walk) -> str:
    """Where the person stands; the review is empty."""
    if isinstance(walk.state, Reviewing):
        return ""
    assert isinstance(walk.state, Declaring)
    return walk.state.page


def given(walk: Walk) -> dict[str, object]:
    assert isinstance(walk.state, Declaring | Reviewing)
    return dict(walk.state.draft.given)


def filed(walk: Walk) -> Filing:
    (filing,) = (effect.filing for effect in walk.effects if isinstance(effect, File))
    return filing


def typed(**values: str) -> Submit:
    return Submit(tuple(values.items()))


def test_the_pages_come_one_by_one_and_then_the_review(walk: Walk) -> None:
    walk.declaring()
    seen = []
    while isinstance(walk.state, Declaring):
        seen.append(page(walk))
        walk.through_page()
    assert seen == FRANCE
    assert isinstance(walk.state, Reviewing)


def test_back_takes_the_same_way_and_loses_nothing(walk: Walk) -> None:
    walk.reviewing()
    held = given(walk)
    seen = []
    for _ in FRANCE:
        walk.do(Back())
        seen.append(page(walk))
        assert given(walk) == held
    assert seen == FRANCE[::-1]
    walk.do(*[Continue()] * len(FRANCE))
    assert isinstance(walk.state, Reviewing)
    assert given(walk) == held


def test_what_was_given_waits_for_who_comes_back_in_the_same_visit(walk: Walk) -> None:
    walk.street_page()
    held = given(walk)
    walk.do(Back(), Back(), Back())
    assert isinstance(walk.state, Home)
    walk.do(ChooseService("address_change"))
    assert page(walk) == "where"
    assert given(walk) == held


def test_what_is_half_typed_is_not_lost_by_going_back(walk: Walk) -> None:
    walk.street_page().do(Back((("street", "12 RUE DE"), ("complement", ""), ("other", "x"))))
    assert page(walk) == "commune"
    assert given(walk)["street"] == "12 RUE DE"
    walk.do(Back((("commune", "33"),)))
    assert given(walk)["commune"] == ADDRESS["commune"], "what is looked for is no answer"


def test_a_page_in_error_stays_and_says_why(walk: Walk) -> None:
    walk.street_page().do(typed(street="", complement=""))
    assert isinstance(walk.state, Declaring)
    assert (walk.state.page, walk.state.faults) == ("street", {"street": FieldFault.EMPTY})
    walk.do(typed(street=str(ADDRESS["street"]), complement=""))
    assert page(walk) == "people"


def test_a_choice_is_made_and_seen_before_going_on(walk: Walk) -> None:
    walk.declaring().do(Continue())
    assert isinstance(walk.state, Declaring)
    assert walk.state.faults == {"where": FieldFault.EMPTY}
    walk.do(PickOption("where", "abroad"))
    assert isinstance(walk.state, Declaring)
    assert (walk.state.page, walk.state.faults) == ("where", {})
    walk.do(Continue())
    assert page(walk) == "country"


@pytest.mark.parametrize(
    "touch",
    [PickOption("where", "moon"), PickOption("nothing", "france"), PickPlace("where", "DE"), GoInstead(), Confirm()],
)
def test_what_the_page_does_not_offer_does_nothing(walk: Walk, touch: PickOption | PickPlace | GoInstead) -> None:
    before = walk.declaring().state
    walk.do(touch)
    assert walk.state == before


def test_a_suggestion_goes_on_and_text_left_in_the_search_is_no_answer(walk: Walk) -> None:
    walk.declaring().through_page().do(typed(commune="33000 BORD"))
    assert isinstance(walk.state, Declaring)
    assert walk.state.faults == {"commune": FieldFault.EMPTY}
    walk.do(PickPlace("commune", "33063:33000"))
    assert page(walk) == "street"


def test_a_place_that_no_list_holds_is_refused(walk: Walk) -> None:
    walk.declaring().through_page().do(PickPlace("commune", "00000:00000"))
    assert isinstance(walk.state, Declaring)
    assert walk.state.faults == {"commune": FieldFault.PLACE}


def test_the_other_way_leads_past_the_search_and_back_again(walk: Walk) -> None:
    walk.declaring().through_page().do(GoInstead())
    assert page(walk) == "free"
    walk.through_page()
    assert page(walk) == "people"
    walk.do(Back(), Back())
    assert page(walk) == "commune"
    walk.do(PickPlace("commune", "33063:33000"))
    assert page(walk) == "street"
    assert given(walk)["free_street"] == ADDRESS["free_street"], "kept, for whoever changes their mind again"


def test_the_other_way_is_still_taken_by_who_only_passes(walk: Walk) -> None:
    walk.declaring().through_page().do(GoInstead(), Back(), Back(), Continue(), typed(commune="x"))
    assert page(walk) == "free"


def test_the_ayants_droit_are_ticked_one_by_one(walk: Walk) -> None:
    walk.street_page().through_page()
    for ticked in ("b2",), ():
        walk.do(PickOption("people", "b2"))
        assert (page(walk), given(walk)["people"]) == ("people", ticked)
    walk.do(PickOption("people", "b1"), PickOption("people", "nobody"))
    assert given(walk)["people"] == (), "the insured moves anyway, and nobody else is covered"


def test_a_change_comes_back_to_the_review(walk: Walk) -> None:
    walk.reviewing().do(Change("street"), typed(street="3 QUAI NEUF", complement=""))
    assert isinstance(walk.state, Reviewing)
    assert given(walk)["street"] == "3 QUAI NEUF"


def test_a_change_that_opens_other_pages_leads_through_them(walk: Walk) -> None:
    walk.reviewing().do(Change("where"), PickOption("where", "abroad"), Continue())
    assert page(walk) == "country"
    walk.through_page().through_page()
    assert isinstance(walk.state, Reviewing), "who moves too was answered already"


def test_back_from_a_change_is_the_review(walk: Walk) -> None:
    walk.reviewing().do(Change("street"), Back())
    assert isinstance(walk.state, Reviewing)
    walk.do(Change("where"), PickOption("where", "abroad"), Continue(), Back())
    assert page(walk) == "where", "the review is not whole: the page before"


def test_a_page_not_reached_cannot_be_changed(walk: Walk) -> None:
    walk.reviewing().do(Change("country"), Change("nothing"))
    assert isinstance(walk.state, Reviewing)


def test_what_is_filed_is_the_walk_and_nothing_of_what_was_left(walk: Walk) -> None:
    walk.reviewing().do(Change("where"), PickOption("where", "abroad"), Continue())
    walk.through_pages().do(ChooseLanguage("en"), Confirm())
    filing = filed(walk)
    assert isinstance(walk.state, Keeping)
    assert dict(filing.answers) == {
        "where": "abroad",
        "country": "DE",
        "abroad_street": ADDRESS["abroad_street"],
        "abroad_town": "BERLIN",
        "people": (),
    }
    assert replace(filing, answers={}) == Filing(
        visit=visit_of(walk.state).number,
        service="address_change",
        revision=1,
        nir=MARIE.nir.full,
        card=CardShown(MARIE.valid_from, MARIE.digest),
        language="en",
        proof=ByGrant(f"{CANARY}grant"),
        answers={},
    )


def test_one_touch_files_once(walk: Walk) -> None:
    walk.reviewing().do(Confirm(), Confirm(), Back(), Continue(), filled(**{PASSWORD: SECRET}))
    filed(walk)
    assert isinstance(walk.state, Keeping)


def test_without_a_card_it_is_the_typed_number_that_declares(walk: Walk) -> None:
    walk.alone_home().do(ChooseService("address_change")).through_pages().do(Confirm())
    filing = filed(walk)
    assert filing.nir.startswith(NIR_TYPED)
    assert filing.card is None
    assert isinstance(filing.proof, ByGrant)


def test_identification_comes_first_and_leads_to_the_pages(walk: Walk) -> None:
    walk.strict_home().do(ChooseService("address_change"))
    assert isinstance(walk.state, Filling)
    walk.do(filled(secret=SECRET)).answer(IDENTIFIED)
    assert page(walk) == "where"


def test_a_link_that_breaks_in_the_middle_changes_nothing_for_who_is_identified(walk: Walk) -> None:
    walk.street_page().do(LinkChanged(up=False, cause=Cause.UNREACHABLE)).through_pages().do(Confirm())
    assert isinstance(filed(walk).proof, ByGrant)


def test_without_a_link_the_password_goes_with_it(walk: Walk) -> None:
    walk.proving()
    assert isinstance(walk.state, Proving)
    assert walk.state.fault is None
    walk.do(filled(**{PASSWORD: SECRET}))
    assert isinstance(walk.state, Keeping)
    assert walk.state.deferred_check
    assert filed(walk).proof == ByPassword(SECRET)
    assert SECRET not in set(texts_in(walk.situation))


@pytest.mark.parametrize(("secret", "fault"), [("", ProofFault.EMPTY), ("0427", ProofFault.PROVISIONAL)])
def test_what_cannot_prove_anything_later_is_refused_at_once(walk: Walk, secret: str, fault: ProofFault) -> None:
    walk.proving().do(filled(**{PASSWORD: secret}))
    assert isinstance(walk.state, Proving)
    assert walk.state.fault is fault
    assert not [effect for effect in walk.effects if isinstance(effect, File)]
    walk.do(filled(**{PASSWORD: SECRET}))
    assert isinstance(walk.state, Keeping)


def test_back_from_the_password_is_the_review(walk: Walk) -> None:
    assert isinstance(walk.proving().do(Back()).state, Reviewing)


def test_without_a_link_the_card_says_who_is_covered(walk: Walk) -> None:
    child = f"card:{MARIE.porteurs[1].first_name}:20120229"
    walk.cut_declaring()
    while page(walk) != "people":
        walk.through_page()
    walk.do(PickOption("people", child), Continue(), Confirm(), filled(**{PASSWORD: SECRET}))
    assert filed(walk).answers["people"] == (child,)


def test_people_of_the_card_give_way_to_the_caisses(walk: Walk) -> None:
    """Begun without a link, taken up again identified: the card's names are not the caisse's."""
    walk.cut_declaring()
    while page(walk) != "people":
        walk.through_page()
    walk.do(PickOption("people", f"card:{MARIE.porteurs[1].first_name}:20120229"), *[Back()] * len(FRANCE))
    walk.do(LinkChanged(up=True, cause=None))
    walk.do(VisitAnswered(walk.last(AskVisit), IDENTIFIED))
    walk.do(ChooseService("address_change"))
    assert given(walk)["street"] == ADDRESS["street"]
    assert given(walk)["people"] == ()


def test_an_answer_that_comes_in_the_middle_is_asked_for_again_on_the_way_home(walk: Walk) -> None:
    walk.insert().do(LinkChanged(up=False, cause=Cause.TIMEOUT), ChooseService("address_change"))
    assert isinstance(walk.state, Declaring)
    assert walk.state.visit.account == NoLink()
    walk.do(VisitAnswered(walk.last(AskVisit), NoAnswer(Cause.TIMEOUT)), LinkChanged(up=True, cause=None), Back())
    assert isinstance(walk.state, Home)
    assert isinstance(walk.state.visit.account, Opening)


SENDS: list[Callable[[Walk], Walk]] = [
    Walk.keeping_deferred,
    lambda walk: walk.proving().do(filled(**{PASSWORD: "0427"})),
    Walk.kept_deferred,
]


@pytest.mark.parametrize("arrive", SENDS)
def test_no_state_holds_the_password(walk: Walk, arrive: Callable[[Walk], Walk]) -> None:
    arrive(walk)
    assert not {SECRET, "0427"} & set(texts_in(walk.situation))
    assert not [effect for effect in walk.effects if SECRET in repr(effect)]
