"""Whatever ends a reading first is told, once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from kiosk.devices.card.outcomes import CardMute, CardReading, NotVitale, PulledWhileReading
from kiosk.devices.card.reading import Reading, thread_timer

PATIENCE_S = 30.0


class HandTimer:
    """One deadline that falls when told."""

    def __init__(self) -> None:
        self.seconds: float | None = None
        self.cancelled = False

    def start(self, seconds: float, then: Callable[[], None]) -> HandTimer:
        self.seconds, self.fall = seconds, then
        return self

    def cancel(self) -> None:
        self.cancelled = True


class SlowCard:
    """A reading that ends when told, and says so."""

    def __init__(self) -> None:
        self.answer = threading.Event()
        self.returned = threading.Event()
        self.given_up: threading.Event | None = None

    def __call__(self, given_up: threading.Event) -> CardReading:
        self.given_up = given_up
        assert self.answer.wait(PATIENCE_S)
        self.returned.set()
        return NotVitale()


def reading_of(card: SlowCard) -> tuple[Reading, queue.Queue[CardReading], HandTimer]:
    told: queue.Queue[CardReading] = queue.Queue()
    timer = HandTimer()
    reading = Reading(card, told.put)
    reading.start(5.0, timer.start)
    return reading, told, timer


def test_the_result_is_told_and_the_deadline_dropped() -> None:
    card = SlowCard()
    _, told, timer = reading_of(card)
    card.answer.set()
    assert told.get(timeout=PATIENCE_S) == NotVitale()
    assert timer.seconds == 5.0
    timer.fall()
    assert told.empty()


def test_past_the_deadline_the_card_is_mute_and_a_late_result_is_dropped() -> None:
    card = SlowCard()
    reading, told, timer = reading_of(card)
    timer.fall()
    assert told.get_nowait() == CardMute()
    assert card.given_up is None or card.given_up.is_set()
    card.answer.set()
    assert card.returned.wait(PATIENCE_S)
    reading.conclude(PulledWhileReading())
    assert told.empty()


def test_a_pulled_card_ends_its_reading() -> None:
    card = SlowCard()
    reading, told, timer = reading_of(card)
    reading.conclude(PulledWhileReading())
    assert told.get_nowait() == PulledWhileReading()
    assert timer.cancelled
    card.answer.set()


def test_an_abandoned_reading_tells_nothing() -> None:
    card = SlowCard()
    reading, told, timer = reading_of(card)
    reading.abandon()
    timer.fall()
    card.answer.set()
    assert card.returned.wait(PATIENCE_S)
    assert told.empty()


def test_a_deadline_falls_by_itself() -> None:
    fell = threading.Event()
    thread_timer(0.0, fell.set)
    assert fell.wait(PATIENCE_S)
