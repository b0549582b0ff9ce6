"""The watch over a real pcscd: cards of every kind, in order, and nothing after the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from dock.card.reader import VirtualReader
from dock.cast import Cast, Person
from kiosk.devices.card import log
from kiosk.devices.card.events import CardEvent, CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import (
    CardMalformed,
    CardMute,
    CardReading,
    NotVitale,
    ProfessionalCard,
    PulledWhileReading,
    ReaderMissing,
    ReaderReady,
    Vitale1,
    VitaleCard,
)
from kiosk.devices.card.reader import CardReader
from teleservices.logbook import LogEvent

PATIENCE_S = 30.0
ReadOnce = Callable[..., CardReading]


def first_names(reading: CardReading) -> list[str]:
    assert isinstance(reading, VitaleCard), reading
    return [porteur.first_name for porteur in reading.porteurs]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("vitale1", Vitale1()),
        ("cps", ProfessionalCard()),
        ("loyalty", NotVitale()),
        ("mute", CardMute()),
        ("garbled", CardMalformed("identity: truncated")),
    ],
)
def test_cards_that_are_no_good(read_once: ReadOnce, key: str, outcome: CardReading) -> None:
    assert read_once(key) == outcome


def test_everybody_of_the_cast_reads_back(read_once: ReadOnce, cast: Cast) -> None:
    for person in cast.people.values():
        card = read_once(person.key)
        assert isinstance(card, VitaleCard)
        people = (person.insured, *person.dependants)
        assert [(one.family_name, one.first_name, one.birth_date) for one in card.porteurs] == [
            (one.family_name, one.first_name, one.birth_date) for one in people
        ]
        assert (card.nir, card.valid_from) == (person.nir, person.valid_from)
        assert card.digest is not None


@pytest.mark.parametrize(
    ("damage", "outcome"),
    [("mute", CardMute()), ("wrong-key", CardMalformed("nir: key")), ("pulled:3", PulledWhileReading())],
)
def test_damaged_cards(read_once: ReadOnce, damage: str, outcome: CardReading) -> None:
    assert read_once("marie", damage) == outcome


@pytest.mark.parametrize("damage", ["direct", "warns", "padded", "hiccup", "hiccup:5"])
def test_oddities_that_do_not_prevent_reading(read_once: ReadOnce, damage: str) -> None:
    assert first_names(read_once("marie", damage)) == ["MARIE", "ZOÉ", "GAËTAN"]


def test_a_card_whose_answers_are_always_cut_is_mute(read_once: ReadOnce) -> None:
    assert read_once("marie", "truncated:2") == CardMute()


def test_a_card_that_is_in_already_is_told(slot: VirtualReader, reader: CardReader, told: Any) -> None:
    slot.insert("paul")
    reader.start()
    assert told.next(ReaderChanged).status == ReaderReady()
    assert first_names(told.reading()) == ["PAUL"]


def test_a_swap_is_a_removal_and_an_insertion(slot: VirtualReader, watching: CardReader, told: Any) -> None:
    slot.insert("paul")
    assert first_names(told.reading()) == ["PAUL"]
    slot.swap("laetitia")
    told.next(CardRemoved)
    assert first_names(told.reading()) == ["LÆTITIA"]


def test_the_same_card_again_is_read_again(slot: VirtualReader, watching: CardReader, told: Any) -> None:
    slot.insert("paul")
    told.reading()
    slot.swap("paul")
    told.next(CardRemoved)
    assert first_names(told.reading()) == ["PAUL"]


def test_a_card_that_hangs_is_mute_at_the_deadline_and_the_next_one_is_read(
    slot: VirtualReader, watching: CardReader, told: Any, deadlines: Any
) -> None:
    slot.insert("slow")
    told.next(CardInserted)
    assert deadlines.fall() == 5.0
    assert told.next(CardRead).reading == CardMute()
    slot.remove()
    told.next(CardRemoved)
    slot.insert("marie")
    assert first_names(told.reading()) == ["MARIE", "ZOÉ", "GAËTAN"]
    for thread in threading.enumerate():
        if thread.name == "card-reading":
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


def test_a_card_that_hangs_in_the_middle_and_is_pulled(slot: VirtualReader, watching: CardReader, told: Any) -> None:
    slot.insert("marie", "hangs:4")
    told.next(CardInserted)
    slot.remove()
    assert told.next(CardRead).reading == PulledWhileReading()
    told.next(CardRemoved)


def test_a_deadline_of_a_card_gone_by_does_not_reach_the_next_one(
    slot: VirtualReader, watching: CardReader, told: Any, deadlines: Any
) -> None:
    slot.insert("slow")
    told.next(CardInserted)
    slot.swap("slow")
    assert told.next(CardRead).reading == PulledWhileReading()
    told.next(CardRemoved)
    told.next(CardInserted)
    deadlines.fall()
    assert told.nothing_more()
    deadlines.fall()
    assert told.next(CardRead).reading == CardMute()


def test_the_first_slot_of_a_name_is_ours(slot: VirtualReader, watching: CardReader, told: Any) -> None:
    beside: list[CardEvent] = []
    second = CardReader("Lecteur Vitale 00 01", beside.append)
    second.start()
    slot.insert("paul")
    assert first_names(told.reading()) == ["PAUL"]
    second.stop(PATIENCE_S)
    assert beside == [ReaderChanged(ReaderReady())]


def test_no_reader_of_this_name(pcscd: object, told: Any, journal: Any) -> None:
    reader = CardReader("Autre lecteur", told.post, record=journal.record)
    reader.start()
    assert told.next(ReaderChanged).status == ReaderMissing("no reader")
    reader.stop(PATIENCE_S)
    assert journal.lines == [(log.READER_MISSING, {"cause": "no reader"})]


def test_stopping_what_was_not_started(told: Any) -> None:
    CardReader("Lecteur Vitale", told.post).stop(PATIENCE_S)


def test_nothing_is_told_after_the_end(slot: VirtualReader, watching: CardReader, told: Any, deadlines: Any) -> None:
    slot.insert("slow")
    told.next(CardInserted)
    watching.stop(PATIENCE_S)
    assert "card" not in {thread.name for thread in threading.enumerate()}
    deadlines.fall()
    slot.remove()
    assert told.nothing_more()


def test_a_reader_that_never_started_to_wait_stops(pcscd: object, told: Any) -> None:
    """A cancel that comes before the wait is lost: stopping insists."""
    for _ in range(20):
        reader = CardReader("Lecteur Vitale", told.post)
        reader.start()
        reader.stop(PATIENCE_S)
    assert "card" not in {thread.name for thread in threading.enumerate()}


def test_one_thread_per_device_and_it_is_named(slot: VirtualReader, told: Any) -> None:
    posting: list[str] = []

    def post(event: CardEvent) -> None:
        posting.append(threading.current_thread().name)
        told.post(event)

    named = CardReader("Lecteur Vitale", post)
    named.start()
    told.next(ReaderChanged)
    slot.insert("paul")
    told.reading()
    named.stop(PATIENCE_S)
    assert posting == ["card", "card", "card-reading"]


def test_the_journal_knows_outcomes_and_nobody(
    slot: VirtualReader, watching: CardReader, told: Any, journal: Any, cast: Cast
) -> None:
    lines: list[tuple[LogEvent, dict[str, Any]]] = journal.lines
    for key in ("marie", "garbled"):
        slot.insert(key)
        told.reading()
        slot.remove()
        told.next(CardRemoved)
    assert [(event, fields.get("outcome"), fields.get("cause")) for event, fields in lines] == [
        (log.READER_READY, None, None),
        (log.CARD_READ, "vitale", None),
        (log.CARD_READ, "malformed", None),
        (log.CARD_MALFORMED, None, "identity: truncated"),
    ]
    marie = cast.card("marie")
    assert isinstance(marie, Person)
    for secret in (marie.insured.family_name, marie.insured.first_name, marie.nir.body, marie.insured.birth_date):
        assert secret not in repr(lines)
