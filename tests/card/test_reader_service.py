"""pcscd comes, goes, dies and wedges; the watch outlives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from dock.card.reader import VirtualReader
from dock.pcscd import Pcscd, PcscdError
from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardMute, PulledWhileReading, ReaderMissing, ReaderReady, VitaleCard
from kiosk.devices.card.reader import CardReader

PATIENCE_S = 30.0


@pytest.fixture
def mortal(pcscd: Pcscd) -> Iterator[Pcscd]:
    """The pcscd of this process, which the test may kill."""
    yield pcscd
    with suppress(PcscdError):
        pcscd.kill()
    pcscd.start()


def expect_missing(told: Any) -> ReaderMissing:
    status = told.next(ReaderChanged).status
    assert isinstance(status, ReaderMissing)
    return status


def test_pcscd_killed_and_back(mortal: Pcscd, watching: CardReader, told: Any, slot: VirtualReader) -> None:
    mortal.kill()
    expect_missing(told)
    mortal.start()
    assert told.next(ReaderChanged).status == ReaderReady()
    slot.insert("paul")
    assert isinstance(told.reading(), VitaleCard)


def test_pcscd_killed_with_a_card_in(mortal: Pcscd, slot: VirtualReader, watching: CardReader, told: Any) -> None:
    slot.insert("paul")
    assert isinstance(told.reading(), VitaleCard)
    mortal.kill()
    expect_missing(told)
    told.next(CardRemoved)
    mortal.start()
    assert told.next(ReaderChanged).status == ReaderReady()
    assert isinstance(told.reading(), VitaleCard)


def test_pcscd_killed_during_a_reading(mortal: Pcscd, slot: VirtualReader, watching: CardReader, told: Any) -> None:
    slot.insert("marie", "hangs:2")
    told.next(CardInserted)
    mortal.kill()
    # The reading and the watch notice by themselves, whichever first; the removal is told last.
    first, second = told.any(), told.any()
    missing, read = (first, second) if isinstance(first, ReaderChanged) else (second, first)
    assert isinstance(missing.status, ReaderMissing)
    assert read.reading == PulledWhileReading()
    told.next(CardRemoved)
    slot.remove()
    mortal.start()
    assert told.next(ReaderChanged).status == ReaderReady()
    slot.insert("marie")
    assert isinstance(told.reading(), VitaleCard)


def test_pcscd_absent_at_the_start(mortal: Pcscd, reader: CardReader, told: Any, slot: VirtualReader) -> None:
    mortal.kill()
    reader.start()
    assert expect_missing(told) == ReaderMissing("8010001D")
    mortal.start()
    assert told.next(ReaderChanged).status == ReaderReady()
    slot.insert("paul")
    assert isinstance(told.reading(), VitaleCard)


def test_stopping_while_pcscd_is_absent(mortal: Pcscd, reader: CardReader, told: Any) -> None:
    mortal.kill()
    reader.start()
    expect_missing(told)
    reader.stop(PATIENCE_S)
    assert "card" not in {thread.name for thread in threading.enumerate()}


def test_a_wedged_pcscd_holds_up_neither_deadline_nor_stop(
    mortal: Pcscd, slot: VirtualReader, reader: CardReader, told: Any, deadlines: Any
) -> None:
    reader.start()
    told.next(ReaderChanged)
    slot.insert("slow")
    told.next(CardInserted)
    mortal.freeze()
    deadlines.fall()
    assert told.next(CardRead).reading == CardMute()
    reader.stop(0.1)
    mortal.thaw()
    slot.remove()
    reader.stop(PATIENCE_S)
    assert "card" not in {thread.name for thread in threading.enumerate()}
    assert told.nothing_more()


def test_two_pcscd_side_by_side(pcscd: Pcscd) -> None:
    with Pcscd() as other:
        assert other.env != pcscd.env
        with other.connect(), other.connect(1):
            pass
        other.kill()
        with pytest.raises(PcscdError):
            other.connect()
    pcscd.connect().close()


def test_without_a_driver_it_says_so(tmp_path: Any) -> None:
    with pytest.raises(PcscdError, match="pcscd"):
        Pcscd(tmp_path / "nothing here")
