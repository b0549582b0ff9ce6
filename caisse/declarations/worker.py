"""Applies what the intake accepted: opens, verifies, has it judged, writes effect and outcome in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Final, assert_never

from sqlalchemy import Connection

from caisse import events
from caisse.declarations.applying import Applied, Ended, Judged, apply_all, kept
from caisse.declarations.lanes import FIRST, heads, postpone
from caisse.declarations.noting import note
from caisse.declarations.opened import LaterError, Opened, OpenedRecord, Outcome, Work
from caisse.declarations.opening import Unreadable, Waiting, open_waiting
from caisse.declarations.proof import PATIENCE
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
_TOGETHER: Final = 16
"""Declarations in one transaction: they share its sync, and whoever else writes waits for them all."""
_GIVE_WAY_S: Final = 0.2
"""Seconds between two transactions during a rush: terminals wait for their verdicts, nobody for these effects."""
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
        """End after what is under way."""
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
        for first in range(0, len(due), _TOGETHER):
            if self._ending.wait(_GIVE_WAY_S if self._parts.arrivals.rush(self._parts.now()) else 0):
                break
            judged = [self._judged(waiting) for waiting in due[first : first + _TOGETHER]]
            settled += self._write([one for one in judged if one is not None])
        return settled

    def _run(self) -> None:
        busy = False
        while not self._ending.wait(0 if busy else PERIOD_S):
            with Caught() as caught:
                busy = self.round() > 0 or self._after != FIRST
            if caught.error is not None:
                busy = False
                self._parts.log.record(events.CHORE_FAILED, error=type(caught.error).__name__)

    def _judged(self, waiting: Waiting) -> Judged | None:
        """None where it must wait."""
        with Caught() as caught:
            return self._judge_opened(waiting)
        if caught.error is not None:
            self._stumble(waiting, caught.error)
        return None

    def _judge_opened(self, waiting: Waiting) -> Judged | None:
        header = waiting.envelope
        private_key = self._parts.sealing_keys.private(header.key_id)
        if private_key is None:
            self._postpone(waiting, waiting.tries + 1, "key")
            return None
        signer_key = self._parts.store.read(
            lambda connection: key_of_signer(connection, waiting.terminal, header.signer)
        )
        opened = open_waiting(waiting, header, private_key, signer_key)
        match opened:
            case Unreadable.KIND if self._parts.now() - waiting.received_at < PATIENCE:
                raise LaterError
            case Unreadable():
                return Judged(waiting, _unreadable, opened.value)
            case OpenedRecord():
                return Judged(waiting, partial(note, opened=opened, at=self._parts.circumstances()), "")
            case Opened():
                return Judged(waiting, self._judge(self._parts, opened), "unknown")
            case _:
                assert_never(opened)

    def _write(self, group: Sequence[Judged]) -> int:
        """Gives how many got an outcome."""
        if not group:
            return 0
        with Caught() as caught:
            ended = self._parts.store.write(partial(apply_all, group=group, at=self._parts.circumstances()))
            return sum([self._noted(one.waiting, how) for one, how in zip(group, ended, strict=True)])
        match caught.error:
            case None | StoreBusyError():
                return 0
            case error if len(group) == 1:
                self._stumble(group[0].waiting, error)
                return 0
            case _:
                # Whose fault it is shows when each is alone.
                return sum([self._write([one]) for one in group])

    def _noted(self, waiting: Waiting, how: Ended) -> bool:
        match how:
            case None:
                return False
            case Applied(outcome, alarm):
                self._parts.log.record(events.SETTLED, terminal=waiting.terminal, outcome=outcome)
                self._tell(alarm, waiting)
                return True
            case error:
                self._stumble(waiting, error)
                return False

    def _stumble(self, waiting: Waiting, error: Exception) -> None:
        match error:
            case StoreBusyError() | CrowdedError():
                # Nothing of its own: the next round comes by again.
                return
            case LaterError():
                self._postpone(waiting, waiting.tries, "LaterError")
            case _:
                self._postpone(waiting, waiting.tries + 1, type(error).__name__)

    def _postpone(self, waiting: Waiting, tries: int, why: str) -> None:
        at = self._parts.circumstances()
        stuck = tries > waiting.tries and tries >= _PATIENCE

        def put_off(connection: Connection) -> AlarmKind | None:
            postpone(connection, waiting, tries, at.now + _pause(tries))
            if not stuck:
                return None
            put(connection, kept(waiting, QuarantineKind.STUCK, why))
            return sound(connection, AlarmKind.STUCK, waiting.terminal, 1, at)

        alarm = self._parts.store.write(put_off)
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
