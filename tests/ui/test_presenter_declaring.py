"""What the screens of a declaration, of the account and of the queue say, and what they offer to touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from session_walk import LOCAL_TIME, MESSAGES, Walk, working_terminal

from kiosk.session.declaring import PASSWORD, Answered, Consulted, Declaring, NotKept, ProofFault, Proving, Reviewing
from kiosk.session.intents import (
    Change,
    Confirm,
    Continue,
    GoInstead,
    OpenMessage,
    PickOption,
    Retry,
    ShowQueue,
    Submit,
)
from kiosk.session.states import State, visit_of
from kiosk.session.visit import Visit
from kiosk.sync.answers import Cause
from kiosk.sync.events import LinkChanged
from kiosk.sync.filing import AlreadyFiled, FilingFault, OutboxChanged, OutboxHealth, OutboxState
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Action, Drawing, Emphasis, Screen, ScreenKind, Tone
from teleservices.alphabets import FieldKind
from teleservices.catalogue import CATALOGUE
from teleservices.flow.model import Answers, FieldFault, Place
from teleservices.reference import Reference
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.wire.consultation import Information, PersonInformation, RequestLine, Requests, RequestState

TEXTS = {language: read(language) for language in LANGUAGES}
SERVICE = "address_change"


@pytest.fixture
def walk() -> Walk:
    return working_terminal()


def screen(walk: Walk, language: str = "fr") -> Screen:
    return present(walk.situation, TEXTS[language], walk.rules, walk.now)


def visit(walk: Walk) -> Visit:
    held = visit_of(walk.declaring().state)
    assert held is not None
    return held


def at(walk: Walk, state: State, language: str = "fr") -> Screen:
    walk.situation = replace(walk.situation, state=state)
    return screen(walk, language)


def page(walk: Walk, name: str, given: Answers, faults: dict[str, FieldFault] | None = None) -> Screen:
    return at(walk, Declaring(visit(walk), Answered(SERVICE, given), name, faults=faults or {}))


def action(shown: Screen, key: str) -> Action | None:
    return next((one for one in shown.actions if one.id == key), None)


def test_one_choice_is_a_radio_and_keeps_what_was_chosen(walk: Walk) -> None:
    shown = page(walk, "where", {"where": "abroad"})
    assert (shown.kind, shown.multiple) == (ScreenKind.CHOICE, False)
    assert [(one.intent, one.checked) for one in shown.options] == [
        (PickOption("where", "france"), False),
        (PickOption("where", "abroad"), True),
    ]
    onward = action(shown, "continue")
    assert onward is not None
    assert onward.intent == Continue()


def test_people_are_ticked_and_the_insured_is_said_to_be_always_included(walk: Walk) -> None:
    held = visit(walk)
    dependant = next(one for one in held.beneficiaries if not one.insured)
    shown = page(walk, "people", {"people": (dependant.id,)})
    assert shown.multiple
    assert [(one.checked, one.intent) for one in shown.options] == [(True, PickOption("people", dependant.id))]
    assert any(held.first_name in notice.text for notice in shown.notices)


def test_texts_are_fields_with_what_was_typed_and_their_length(walk: Walk) -> None:
    shown = page(walk, "street", {"street": "1 rue A"})
    assert [(one.id, one.value, one.longest, one.kind) for one in shown.fields] == [
        ("street", "1 rue A", 38, FieldKind.STREET),
        ("complement", "", 38, FieldKind.STREET),
    ]
    onward = action(shown, "submit")
    assert onward is not None
    assert onward.intent == Submit()


def test_a_fault_is_said_above_and_beside_in_the_same_words(walk: Walk) -> None:
    shown = page(walk, "street", {}, {"street": FieldFault.EMPTY})
    assert shown.fields[0].error
    assert [notice.text for notice in shown.notices if notice.tone is Tone.ERROR] == [shown.fields[0].error]
    assert not shown.fields[1].error


@pytest.mark.parametrize(
    ("name", "place", "kind", "instead"),
    [("commune", Place.COMMUNE, FieldKind.STREET, True), ("country", Place.COUNTRY, FieldKind.NAME, False)],
)
def test_a_place_is_found_by_typing(walk: Walk, name: str, place: Place, kind: FieldKind, instead: bool) -> None:
    shown = page(walk, name, {"where": "france" if instead else "abroad"})
    (field,) = shown.fields
    assert (field.suggesting, field.kind, field.value) == (place, kind, "")
    assert ("ci-dessous" in field.nothing) is instead
    way = action(shown, "instead")
    assert (way is not None and way.intent == GoInstead()) is instead
    assert not any(one.emphasis is Emphasis.PRIMARY for one in shown.actions)


def test_a_place_chosen_before_is_named_and_may_be_kept(walk: Walk) -> None:
    shown = page(walk, "commune", {"where": "france", "commune": "33063:33000"})
    assert any("33000 BORDEAUX" in notice.text for notice in shown.notices)
    keep = action(shown, "keep")
    assert keep is not None
    assert keep.intent == Continue()
    assert shown.fields[0].value == ""


def test_the_review_has_one_button_a_page_and_the_flows_own_words(walk: Walk) -> None:
    given = {"where": "france", "commune": "33063:33000", "street": "1 rue A", "complement": "Bât. B"}
    shown = at(walk, Reviewing(visit(walk), Answered(SERVICE, given)))
    changes = [line.change.intent for line in shown.lines if line.change]
    assert changes == [Change("where"), Change("commune"), Change("street"), Change("people")]
    complement = next(line for line in shown.lines if line.value == "Bât. B")
    assert complement.joined
    assert complement.change is None
    confirm = action(shown, "confirm")
    assert confirm is not None
    assert (confirm.label, confirm.intent, confirm.emphasis) == ("C’est bien ça\u00a0!", Confirm(), Emphasis.PRIMARY)


@pytest.mark.parametrize("fault", list(ProofFault))
def test_the_proof_is_one_masked_field_and_says_what_is_wrong(walk: Walk, fault: ProofFault) -> None:
    state = walk.proving().state
    assert isinstance(state, Proving)
    (field,) = screen(walk).fields
    assert (field.id, field.masked, field.value, field.error) == (PASSWORD, True, "", "")
    shown = at(walk, replace(state, fault=fault))
    assert [notice.text for notice in shown.notices] == [shown.fields[0].error]


def test_the_reference_is_large_grouped_and_spelt(walk: Walk) -> None:
    shown = screen(walk.kept())
    assert shown.spelt is not None
    reference = Reference(shown.spelt.shown.replace("\u00a0", ""))
    assert shown.spelt.shown == reference.grouped
    assert shown.spelt.spoken == ", ".join(reference.signs)
    assert (shown.tone, shown.drawing) == (Tone.SUCCESS, Drawing.RECEIPT)


def test_what_follows_is_said_as_it_is(walk: Walk) -> None:
    online = " ".join(screen(walk.kept()).paragraphs)
    assert "accusé de réception sera dans votre messagerie" in online
    assert "mot de passe" not in online
    offline = " ".join(screen(working_terminal().kept_deferred()).paragraphs)
    assert "dès que la liaison reviendra" in offline
    assert "vérifiera alors votre mot de passe" in offline
    assert "messagerie" not in offline


def test_the_same_declaration_again_is_told_apart(walk: Walk) -> None:
    walk.keeping().ends(AlreadyFiled(Reference("7KQ2M9XW4T"), LOCAL_TIME))
    shown = screen(walk)
    assert shown.id == "kept.again"
    assert "déjà enregistrée" in shown.title


@pytest.mark.parametrize("fault", [*FilingFault, None])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_has_its_words_and_a_way_on(walk: Walk, fault: FilingFault | None, language: str) -> None:
    shown = at(walk, NotKept(visit(walk), Answered(SERVICE), fault), language)
    assert shown.lead
    assert action(shown, "another") is not None
    assert (action(shown, "retry") is not None) is (fault in {FilingFault.FULL, FilingFault.NO_KEYS})
    assert shown.title.endswith("?") is (fault is None)


INFORMATION = Information(
    "CPAM",
    "Régime général",
    None,
    "",
    "06 ** ** ** 78",
    (
        PersonInformation(
            "MARIE", insured=True, address=("1 RUE A", "33000 BORDEAUX"), address_since=LOCAL_TIME.date()
        ),
        PersonInformation("ZOÉ", insured=False, address=(), address_since=None),
    ),
)


def test_information_is_grouped_by_person(walk: Walk) -> None:
    shown = at(walk, Consulted(visit(walk), INFORMATION))
    people = [(line.heading, line.value) for line in shown.lines if line.heading]
    assert people == [("MARIE", "1 RUE A\n33000 BORDEAUX"), ("ZOÉ", "Non renseigné")]
    assert "déclarée le 21\u00a0novembre\u00a02026" in next(
        line.label for line in shown.lines if line.heading == "MARIE"
    )


@pytest.mark.parametrize("state", list(RequestState))
def test_a_request_says_when_what_and_how_far(walk: Walk, state: RequestState) -> None:
    line = RequestLine("7KQ2M9XW4T", SERVICE, LOCAL_TIME, state, "")
    shown = at(walk, Consulted(visit(walk), Requests((line,))))
    (entry,) = shown.entries
    assert entry.intent is None
    assert (entry.title, entry.note) == ("Changer d’adresse", "21\u00a0novembre\u00a02026 à 14\u00a0h\u00a000")
    assert Reference("7KQ2M9XW4T").grouped in entry.detail


def test_nothing_to_show_is_said_calmly(walk: Walk) -> None:
    for content in (Requests(()), replace(MESSAGES, messages=())):
        shown = at(walk, Consulted(visit(walk), content))
        assert (shown.kind, shown.entries, shown.tone) == (ScreenKind.MESSAGE, (), Tone.INFO)
        assert shown.lead


def test_a_message_opens_on_its_paragraphs(walk: Walk) -> None:
    walk.consulted()
    first = MESSAGES.messages[0]
    assert screen(walk).entries[0].intent == OpenMessage(first.id)
    shown = screen(walk.do(OpenMessage(first.id)))
    assert shown.kind is ScreenKind.READING
    assert shown.title == first.subject
    assert shown.paragraphs == tuple(line for line in first.body.splitlines() if line)


def waiting(**changes: int) -> OutboxState:
    state = OutboxState(OutboxHealth.READY, pending=2, oldest_at=LOCAL_TIME - timedelta(hours=3))
    return replace(state, **changes)


def test_what_waits_is_counted_on_welcome_and_home(walk: Walk) -> None:
    walk.do(LinkChanged(up=False, cause=Cause.UNREACHABLE), OutboxChanged(waiting()))
    for shown in (screen(walk), screen(walk.insert())):
        assert any("2 déclarations attendent" in notice.text for notice in shown.notices)
        way = action(shown, "queue")
        assert way is not None
        assert way.intent == ShowQueue()


def test_what_leaves_at_once_is_no_news(walk: Walk) -> None:
    walk.do(OutboxChanged(waiting(pending=1)))
    walk.do(OutboxChanged(replace(waiting(pending=1), oldest_at=LOCAL_TIME - timedelta(seconds=2))))
    assert action(screen(walk), "queue") is None
    walk.do(LinkChanged(up=False, cause=Cause.UNREACHABLE))
    assert action(screen(walk), "queue") is not None


def test_the_queue_says_how_many_and_since_when_and_no_more(walk: Walk) -> None:
    walk.queue_shown().do(OutboxChanged(waiting()))
    values = [line.value for line in screen(walk).lines]
    assert values == ["2 déclarations", "3\u00a0heures"]
    walk.do(OutboxChanged(waiting(parked=1, dead=4)))
    values = [line.value for line in screen(walk).lines]
    assert values[2:] == ["Une déclaration", "4 déclarations", "kiosk outbox status"]
    walk.do(OutboxChanged(OutboxState(OutboxHealth.READY)))
    assert "tout est parti" in screen(walk).lead


def test_every_teleservice_has_its_words_in_every_language() -> None:
    for texts in TEXTS.values():
        for service in CATALOGUE:
            assert texts.t(f"service.{service.id}.title")
            assert texts.t(f"service.{service.id}.detail")


def test_a_failure_can_be_tried_again(walk: Walk) -> None:
    again = action(screen(walk.consult_failed()), "retry")
    assert again is not None
    assert again.intent == Retry()
