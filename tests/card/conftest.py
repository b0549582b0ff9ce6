"""A real pcscd for this process, a virtual reader in it, and our watch over it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

from dock.card.reader import VirtualReader
from dock.cast import Cast, load
from dock.pcscd import Pcscd
from kiosk.devices.card.events import CardEvent, CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardReading, ReaderReady
from kiosk.devices.card.reader import CardReader
from teleservices.logbook import LogEvent

PATIENCE_S = 30.0
T = TypeVar("T")


class Told:
    """What the card thread told, in order."""

    def __init__(self) -> None:
        self._events: queue.Queue[CardEvent] = queue.Queue()
        self.post = self._events.put

    def any(self) -> Any:
        """The next event, whatever it is."""
        return self._events.get(timeout=PATIENCE_S)

    def next(self, kind: type[T]) -> T:
        """The next event, which must be of this kind."""
        event = self.any()
        assert isinstance(event, kind), event
        return event

    def reading(self) -> CardReading:
        """A card goes in and is read."""
        self.next(CardInserted)
        return self.next(CardRead).reading

    def nothing_more(self) -> bool:
        return self._events.empty()


class Deadlines:
    """Deadlines that fall when the test says so."""

    def __init__(self) -> None:
        self._running: queue.Queue[tuple[float, Callable[[], None]]] = queue.Queue()

    def start(self, seconds: float, then: Callable[[], None]) -> Deadlines:
        self._running.put((seconds, then))
        return self

    def cancel(self) -> None:
        """These never fall by themselves."""

    def fall(self) -> float:
        """Let the oldest one fall; gives its seconds."""
        seconds, then = self._running.get(timeout=PATIENCE_S)
        then()
        return seconds


class Journal:
    """Lines as the logbook would get them."""

    def __init__(self) -> None:
        self.lines: list[tuple[LogEvent, dict[str, Any]]] = []

    def record(self, event: LogEvent, /, **fields: Any) -> None:
        assert set(fields) == set(event.fields)
        self.lines.append((event, fields))


@pytest.fixture(scope="session")
def cast() -> Cast:
    return load()


@pytest.fixture(scope="session")
def pcscd_of_process() -> Iterator[Pcscd]:
    """One for the whole process: libpcsclite reads its address once."""
    with Pcscd() as pcscd, pytest.MonkeyPatch.context() as patch:
        for name, value in pcscd.env.items():
            patch.setenv(name, value)
        yield pcscd


@pytest.fixture
def pcscd(pcscd_of_process: Pcscd) -> Pcscd:
    return pcscd_of_process


@pytest.fixture
def slot(pcscd: Pcscd, cast: Cast) -> Iterator[VirtualReader]:
    reader = VirtualReader(pcscd.connect, cast)
    yield reader
    reader.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def deadlines() -> Deadlines:
    return Deadlines()


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def reader(pcscd: Pcscd, told: Told, deadlines: Deadlines, journal: Journal) -> Iterator[CardReader]:
    """The reader under test, not started; its deadline falls only when ``deadlines`` says so."""
    reader = CardReader("Lecteur Vitale", told.post, start_timer=deadlines.start, record=journal.record)
    yield reader
    reader.stop(PATIENCE_S)


@pytest.fixture
def watching(slot: VirtualReader, reader: CardReader, told: Told) -> CardReader:
    """The reader under test, which has seen its empty slot."""
    reader.start()
    event = told.next(ReaderChanged)
    assert event.status == ReaderReady()
    return reader


@pytest.fixture
def read_once(slot: VirtualReader, watching: CardReader, told: Told) -> Callable[..., CardReading]:
    """Put a card in, take its reading, take it out."""

    def once(key: str, damage: str | None = None) -> CardReading:
        slot.insert(key, damage)
        reading = told.reading()
        slot.remove()
        told.next(CardRemoved)
        return reading

    return once
