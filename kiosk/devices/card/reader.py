"""The watch over the card reader: a thread of its own that tells what happens, and outlives pcscd."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import assert_never

from kiosk.devices.card import log, pcsc
from kiosk.devices.card.attempt import read_card
from kiosk.devices.card.events import CardEvent, CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.faults import PcscFault
from kiosk.devices.card.outcomes import (
    CardMalformed,
    CardMute,
    CardReading,
    PulledWhileReading,
    ReaderMissing,
    ReaderReady,
)
from kiosk.devices.card.presence import Insertion, NoReader, Removal, Slot, Step, slot_of, steps
from kiosk.devices.card.reading import Reading, StartTimer, thread_timer

_RETRY_S = 0.5
_CANCEL_AGAIN_S = 0.05


class CardReader:
    """Watches one reader and reads the cards put into it.

    Events come in the order told in ``events.py``, from any thread, the first one (``ReaderChanged``) soon after
    ``start``. A reader or a pcscd that goes away is waited for, for ever.

    Args:
        reader_name: beginning of the PC/SC name; of several such readers the first by name is used.
        post: takes each event; it must not block.
        deadline_s: seconds after which a card that is still being read is mute.
        record: the journal's, for the events of ``log.py``.
        start_timer: runs the deadline.
        monotonic: seconds, for the durations in the journal.
    """

    def __init__(
        self,
        reader_name: str,
        post: Callable[[CardEvent], None],
        *,
        deadline_s: float = 5.0,
        record: log.Record = log.record_nothing,
        start_timer: StartTimer = thread_timer,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reader_name = reader_name
        self._post = post
        self._deadline_s = deadline_s
        self._record = record
        self._start_timer = start_timer
        self._monotonic = monotonic
        self._thread = threading.Thread(target=self._run, name="card", daemon=True)
        self._stopping = threading.Event()
        self._context_lock = threading.Lock()
        self._context: pcsc.Context | None = None
        self._reader = ""
        self._ready: bool | None = None
        self._slot: Slot = NoReader()
        self._reading: Reading | None = None

    def start(self) -> None:
        """Begin to watch; called once."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the watch, if it was started: nothing is posted once this has returned.

        Args:
            timeout_s: seconds to wait for the thread; a wedged pcscd may hold it longer, but not the process.
        """
        self._stopping.set()
        if self._thread.ident is None:
            return
        threading.Thread(target=self._cancel, name="card-cancel", daemon=True).start()
        self._thread.join(timeout_s)
        if self._reading:
            self._reading.abandon()

    def _cancel(self) -> None:
        """Wake the watch until it has ended: a cancel that comes just before a wait is lost."""
        while self._thread.is_alive():
            with self._context_lock:
                if self._context:
                    self._context.cancel()
            self._thread.join(_CANCEL_AGAIN_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            fault = self._watch()
            if self._stopping.is_set():
                break
            self._see(NoReader(), fault.hex)
            self._stopping.wait(_RETRY_S)

    def _watch(self) -> PcscFault:
        """Watch through one context, until it fails."""
        context = pcsc.establish()
        if isinstance(context, PcscFault):
            return context
        with self._context_lock:
            self._context = context
        try:
            return self._follow(context)
        finally:
            with self._context_lock:
                self._context = None
                context.release()

    def _follow(self, context: pcsc.Context) -> PcscFault:
        while True:
            names = context.readers()
            if isinstance(names, PcscFault):
                return names
            self._reader = min((name for name in names if name.startswith(self._reader_name)), default="")
            if not self._reader:
                self._see(NoReader(), "no reader")
            fault = self._look(context, len(names))
            if fault:
                return fault

    def _look(self, context: pcsc.Context, readers: int) -> PcscFault | None:
        """Look at our reader until the list of readers changes (None) or the context fails."""
        state = 0
        while True:
            known = [(pcsc.PNP, readers << 16)] + ([(self._reader, state)] if self._reader else [])
            seen = context.wait(known)
            if isinstance(seen, PcscFault):
                return seen
            listing, *ours = seen
            for one in ours:
                state = one.state
                self._see(slot_of(one.state, one.atr), "unknown")
            if listing.changed:
                return None

    def _see(self, slot: Slot, cause_if_missing: str) -> None:
        """Tell what changed since the last look."""
        missing = isinstance(slot, NoReader)
        if not missing and not self._ready:
            self._ready = True
            self._record(log.READER_READY, reader=self._reader)
            self._tell(ReaderChanged(ReaderReady()))
        # Said before the card is said to be out: whoever hears of the removal knows that no hand did it.
        if missing and self._ready is not False:
            self._ready = False
            self._record(log.READER_MISSING, cause=cause_if_missing)
            self._tell(ReaderChanged(ReaderMissing(cause_if_missing)))
        for step in steps(self._slot, slot):
            self._take(step)
        self._slot = slot

    def _take(self, step: Step) -> None:
        match step:
            case Removal():
                if self._reading:
                    self._reading.conclude(PulledWhileReading())
                    self._reading = None
                self._tell(CardRemoved())
            case Insertion(mute=mute, atr=atr):
                self._tell(CardInserted())
                work = partial(read_card, self._reader, atr)
                self._reading = Reading(work, partial(self._told, self._monotonic()))
                if mute:
                    self._reading.conclude(CardMute())
                else:
                    self._reading.start(self._deadline_s, self._start_timer)
            case _:
                assert_never(step)

    def _told(self, begun: float, reading: CardReading) -> None:
        """Post the end of a reading; comes from the thread that ended it."""
        took_ms = round((self._monotonic() - begun) * 1000)
        self._record(log.CARD_READ, outcome=log.outcome_word(reading), ms=took_ms)
        if isinstance(reading, CardMalformed):
            self._record(log.CARD_MALFORMED, cause=reading.cause)
        self._tell(CardRead(reading))

    def _tell(self, event: CardEvent) -> None:
        if not self._stopping.is_set():
            self._post(event)
