"""Who is let in: by the caisse's word, or by an answer that only the caisse and this terminal can reckon."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.maintenance import attempts_file, log
from kiosk.maintenance.answers import Challenge, Denied, Granted, NoCaisse, NoChallenge, Wait
from kiosk.maintenance.attempts import Attempts, Moment, none
from kiosk.maintenance.orders import AnswerChallenge, Enter
from kiosk.sync.abort import Abort
from kiosk.sync.answers import EntryAnswer, NoAnswer, Refused
from kiosk.sync.identity import Identity, StoredIdentity
from teleservices.wire.maintenance import (
    CODE_DIGITS,
    NUMBER_DIGITS,
    EnterMaintenance,
    MaintenanceGranted,
    Way,
    answer_to,
)
from teleservices.wire.problems import Problem

_GOOD_FOR_S: Final = 10 * 60
_ANSWERS: Final = 3
_LOCKED_S: Final = 60
"""Where the caisse does not say how long."""
_NUMBER: Final = re.compile(rf"[0-9]{{{NUMBER_DIGITS}}}")


@dataclass(frozen=True)
class _Drawn:
    digits: str
    secret: bytes
    terminal: str
    at: Moment
    wrong: int = 0


class Access:
    """Lets technicians in; used by one thread.

    Args:
        enter: asks the caisse (``Link.enter_maintenance``).
        identity: reads the stored identity; asked each time, so that an enrolment counts at once.
        state: the state directory: wrong answers are counted there.
        below: as for ``reference.draw``.
        now: this moment.
        record: writes to the journal.
    """

    def __init__(
        self,
        *,
        enter: Callable[[EnterMaintenance, Abort], EntryAnswer],
        identity: Callable[[], StoredIdentity],
        state: Path,
        below: Callable[[int], int],
        now: Callable[[], Moment],
        record: Callable[..., None],
    ) -> None:
        self._enter = enter
        self._identity = identity
        self._state = state
        self._below = below
        self._now = now
        self._record = record
        self._drawn: _Drawn | None = None
        self._attempts: Attempts | None = None

    def enter(self, order: Enter, abort: Abort) -> Granted | Denied | Wait | NoCaisse:
        """Ask the caisse, which counts wrong codes itself.

        Args:
            order: what was typed.
            abort: ends the exchange from another thread.
        """
        match self._enter(EnterMaintenance(order.number, order.code), abort):
            case MaintenanceGranted(technician):
                return Granted(order.number, technician, Way.ONLINE)
            case Refused(Problem.CREDENTIALS, tries_left=tries_left):
                return Denied(tries_left)
            case Refused(Problem.LOCKED, retry_after_s=seconds):
                return Wait(_LOCKED_S if seconds is None else seconds)
            case Refused() | NoAnswer():
                return NoCaisse()

    def challenge(self) -> Challenge | NoChallenge | Wait:
        """Draw a challenge; the former one is void."""
        self._drawn = None
        who = self._identity()
        if not isinstance(who, Identity) or who.maintenance_secret is None:
            return NoChallenge()
        now = self._now()
        wait_s = self._counted(now).wait_s(now)
        if wait_s:
            return Wait(wait_s)
        digits = str(self._below(10**CODE_DIGITS)).zfill(CODE_DIGITS)
        self._drawn = _Drawn(digits, who.maintenance_secret, who.terminal, now)
        return Challenge(who.terminal, digits)

    def answer(self, order: AnswerChallenge) -> Granted | Denied | Wait | Challenge | NoChallenge:
        """Look at an answer; a new challenge where there is none any more to be answered.

        A wrong answer is on the disk before anybody is told that it was wrong.
        """
        now = self._now()
        attempts = self._counted(now)
        wait_s = attempts.wait_s(now)
        if wait_s:
            return Wait(wait_s)
        drawn = self._drawn
        if drawn is None or not _is_good(drawn, now):
            return self.challenge()
        if _is_right(drawn, order):
            self._drawn = None
            self._count(none(now))
            return Granted(order.number, order.number, Way.OFFLINE)
        attempts = attempts.failed(now)
        self._count(attempts)
        self._drawn = replace(drawn, wrong=drawn.wrong + 1)
        wait_s = attempts.wait_s(now)
        if wait_s:
            return Wait(wait_s)
        return Denied(attempts.tries_left) if self._drawn.wrong < _ANSWERS else self.challenge()

    def forget(self) -> None:
        """The technician has gone: the challenge is void."""
        self._drawn = None

    def _counted(self, now: Moment) -> Attempts:
        if self._attempts is None:
            self._attempts = attempts_file.read(self._state, now)
        return self._attempts

    def _count(self, attempts: Attempts) -> None:
        self._attempts = attempts
        try:
            attempts_file.write(self._state, attempts)
        except OSError:
            self._record(log.TRIES_NOT_KEPT)


def _is_good(drawn: _Drawn, now: Moment) -> bool:
    return drawn.wrong < _ANSWERS and now.uptime_s - drawn.at.uptime_s < _GOOD_FOR_S


def _is_right(drawn: _Drawn, order: AnswerChallenge) -> bool:
    if not _NUMBER.fullmatch(order.number):
        return False
    expected = answer_to(drawn.digits, order.number, drawn.secret)
    return hmac.compare_digest(expected.encode("ascii"), order.answer.encode("utf-8", "replace"))
