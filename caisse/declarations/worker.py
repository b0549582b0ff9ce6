"""Applies what the intake accepted: opens, verifies, has it judged, writes effect and outcome in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from sqlalchemy import Connection

from caisse import events
from caisse.declarations.lanes import FIRST, claim, heads, postpone, settle
from caisse.declarations.opened import LaterError, Opened, Outcome, Work
from caisse.declarations.opening import Unreadable, Waiting, open_waiting
from caisse.handlers.alarms import AlarmKind, sound
from caisse.handlers.terminals import key_of_signer
from caisse.handlers.turns import CrowdedError
from caisse.intake.quarantine import QuarantineKind, put
from caisse.parts import Parts
from caisse.store.job import Caught
from caisse.store.store import StoreBusyError

Judge = Callable[[Parts, Opened], Work]
"""Does what is slow, outside any transaction; what it gives is done inside one.

Raises ``LaterError``, ``CrowdedError`` or ``StoreBusyError`` where the declaration must wait.
"""

PERIOD_S: Final = 0.5
"""Seconds between two looks while there is nothing to do."""
_LANES: Final = 200
"""Lanes looked at in a round; the next round goes on behind them, so that none waits for others for ever."""
_CROWD: Final = 2
_GIVE_WAY_S: Final = 0.01
"""Seconds between two declarations while so many batches are under way: terminals wait for those, nobody for these."""
_SOON: Final = timedelta(minutes=1)
_PATIENCE: Final = 5
"""Failures until a person is called; from then on it is tried once a day, for the mended program to go on with."""
_DAILY: Final = timedelta(days=1)


class Worker:
    """A thread that applies declarations; several on one database do no harm.

    Args:
        parts: the caisse's surroundings.
        judge: knows the téléservices.
    """

    def __init__(self, parts: Parts, judge: Judge) -> None:
        self._parts = parts
        self._judge = judge
        self._after = FIRST
        self._ending = Event()
        self._thread = Thread(target=self._run, name="declarations")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the declaration under way."""
        self._ending.set()
        self._thread.join()

    def round(self) -> int:
        """Look at some lanes, do what is due in each; gives how many declarations got an outcome.

        Raises:
            StoreBusyError: the database is away; nothing is lost.
        """
        now = self._parts.now()
        due, self._after = self._parts.store.read(lambda connection: heads(connection, self._after, _LANES, now))
        settled = 0
        for waiting in due:
            if self._ending.wait(_GIVE_WAY_S if self._parts.deliveries.under_way >= _CROWD else 0):
                break
            settled += self._handle(waiting)
        return settled

    def _run(self) -> None:
        busy = False
        while not self._ending.wait(0 if busy else PERIOD_S):
            with Caught() as caught:
                busy = self.round() > 0 or self._after != FIRST
            if caught.error is not None:
                busy = False
                self._parts.log.record(events.CHORE_FAILED, error=type(caught.error).__name__)

    def _handle(self, waiting: Waiting) -> bool:
        with Caught() as caught:
            return self._try(waiting)
        match caught.error:
            case StoreBusyError() | CrowdedError():
                # Nothing of its own: the next round comes by again.
                return False
            case LaterError():
                self._postpone(waiting, waiting.tries, "LaterError")
            case error:
                self._postpone(waiting, waiting.tries + 1, type(error).__name__)
        return False

    def _try(self, waiting: Waiting) -> bool:
        header = waiting.envelope
        private_key = self._parts.sealing_keys.private(header.key_id)
        if private_key is None:
            self._postpone(waiting, waiting.tries + 1, "key")
            return False
        signer_key = self._parts.store.read(
            lambda connection: key_of_signer(connection, waiting.terminal, header.signer)
        )
        opened = open_waiting(waiting, header, private_key, signer_key)
        work = _unreadable if isinstance(opened, Unreadable) else self._judge(self._parts, opened)
        reason = opened.value if isinstance(opened, Unreadable) else "unknown"
        return self._write(waiting, work, reason)

    def _write(self, waiting: Waiting, work: Work, reason: str) -> bool:
        at = self._parts.circumstances()

        def apply(connection: Connection) -> tuple[Outcome, AlarmKind | None] | None:
            if not claim(connection, waiting):
                return None
            outcome = work(connection)
            alarm = None
            if outcome is Outcome.UNREADABLE:
                put(connection, _kept(waiting, QuarantineKind.UNREADABLE, reason))
                alarm = sound(connection, AlarmKind.UNREADABLE, waiting.terminal, 1, at)
            settle(connection, waiting, outcome, at.now)
            return outcome, alarm

        written = self._parts.store.write(apply)
        if written is None:
            return False
        outcome, alarm = written
        self._parts.log.record(events.SETTLED, terminal=waiting.terminal, outcome=outcome)
        self._tell(alarm, waiting)
        return True

    def _postpone(self, waiting: Waiting, tries: int, why: str) -> None:
        at = self._parts.circumstances()
        stuck = tries > waiting.tries and tries >= _PATIENCE

        def note(connection: Connection) -> AlarmKind | None:
            postpone(connection, waiting, tries, at.now + _pause(tries))
            if not stuck:
                return None
            put(connection, _kept(waiting, QuarantineKind.STUCK, why))
            return sound(connection, AlarmKind.STUCK, waiting.terminal, 1, at)

        alarm = self._parts.store.write(note)
        self._parts.log.record(events.POSTPONED, terminal=waiting.terminal, tries=tries, why=why)
        self._tell(alarm, waiting)

    def _tell(self, alarm: AlarmKind | None, waiting: Waiting) -> None:
        if alarm is not None:
            self._parts.log.record(events.ALARM, kind=alarm, place=waiting.terminal)


def _pause(tries: int) -> timedelta:
    """How long to wait after so many failures: 1, 2, 4, 8 minutes, then a day."""
    return _DAILY if tries >= _PATIENCE else _SOON * (1 << max(tries - 1, 0))


def _unreadable(_connection: Connection) -> Outcome:
    return Outcome.UNREADABLE


def _kept(waiting: Waiting, kind: QuarantineKind, reason: str) -> dict[str, object]:
    return {
        "terminal": waiting.terminal,
        "epoch": waiting.epoch,
        "seq": waiting.seq,
        "digest": waiting.digest,
        "kind": kind,
        "reason": reason,
        "header": waiting.header,
        "sealed": None if kind is QuarantineKind.STUCK else waiting.sealed,
        "signature": waiting.signature,
        "received_at": waiting.received_at,
    }
