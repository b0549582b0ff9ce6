"""The courier's thread: delivers what the outbox holds, whoever stands before the screen."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable

from kiosk.sync import libraries
from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Chances, Means
from kiosk.sync.courier_rounds import Rounds
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import OutboxFault
from kiosk.sync.policy_state import Halt


def real_chances() -> Chances:
    """The machine's own time and chance."""
    return Chances(time.monotonic, random.SystemRandom().uniform, lambda: str(uuid.uuid4()))


class Courier:
    """Delivers in the thread ``courier``, by connections of its own: a person's question never waits for a batch.

    Args:
        outbox: the process's one (``OutboxOnce``); asked in this thread.
        means: what delivering takes.
        changed: told whenever the outbox, or the caisse's keys, are not as they were; called from this thread.
        condition: what the thread waits on; a test's own can stand for time.
    """

    def __init__(
        self,
        outbox: Callable[[], Outbox | OutboxFault],
        means: Means,
        *,
        changed: Callable[[], None],
        condition: threading.Condition | None = None,
    ) -> None:
        self._outbox = outbox
        self._means = means
        self._changed = changed
        self._condition = condition or threading.Condition()
        self._woken = False
        self._link_back = False
        self._asked = False
        self._stopping = False
        self._halt: Halt | None = None
        self._abort = Abort()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    @property
    def halt(self) -> Halt | None:
        """Why nothing is delivered until somebody acts: declarations should be out of service; from any thread."""
        return self._halt

    def start(self) -> None:
        """Start the thread; it asks for the caisse's keys where there are none."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread, giving up what is in flight: it goes again after the next start.

        Args:
            timeout_s: seconds to wait for it; a thread held longer by the system ends with the process.
        """
        with self._condition:
            self._stopping = True
            self._abort.pull()
            self._condition.notify_all()
        self._thread.join(timeout_s)

    def wake(self) -> None:
        """There is something to deliver; it does not end a wait. From any thread."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def within_reach(self) -> None:
        """The link came back: a wait ends within ``spread_s``, unless the caisse asked for it. From any thread."""
        with self._condition:
            self._link_back = True
            self._condition.notify_all()

    def send_now(self) -> None:
        """A technician wants it tried now: only a wait that the caisse asked for goes on. From any thread."""
        with self._condition:
            self._asked = True
            self._condition.notify_all()

    def _run(self) -> None:
        libraries.load()
        outbox = self._outbox()
        if not isinstance(outbox, Outbox):
            return
        rounds = Rounds(outbox, self._means, self._changed)
        while self._take_off(rounds):
            rest_s = rounds.step(self._abort)
            if self._halt is not rounds.standing.halt:
                self._halt = rounds.standing.halt
                self._changed()
            self._rest(rest_s)
        self._means.delivery.rest()

    def _take_off(self, rounds: Rounds) -> bool:
        with self._condition:
            if self._link_back:
                rounds.within_reach()
            if self._asked:
                rounds.asked()
            self._woken = self._link_back = self._asked = False
            if not self._stopping:
                self._abort = Abort()
            return not self._stopping

    def _rest(self, rest_s: float) -> None:
        with self._condition:
            if rest_s > 0 and not (self._stopping or self._woken or self._link_back or self._asked):
                self._condition.wait(rest_s)
