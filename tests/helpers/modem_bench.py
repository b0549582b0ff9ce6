"""A modem's worker, the simulator it talks to, and what it said; the fixtures are in ``tests/modem``."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded
from kiosk.devices.modem.status import ModemStatus, SmsEnd
from kiosk.devices.modem.timings import Timings
from kiosk.devices.modem.worker import ModemWorker
from teleservices.wire.codes import SmsToSend

NUMBER = "+33639980012"
TEXT = "Assurance Maladie : 4071 est votre code provisoire."
CALM = Timings(answer_s=20, prompt_s=20, send_s=20, sim_s=20, retry_s=(0.0, 0.0), poll_s=60, reopen_s=0.05)
"""Longer than a loaded machine takes: nothing of it passes unless a test is about silence."""
IMPATIENT = replace(CALM, prompt_s=0.4, send_s=0.4)
"""For a silence in the middle of a message."""
HASTY = replace(CALM, answer_s=0.6)
"""For a modem that says nothing at all."""
PATIENCE_S = 60.0
E = TypeVar("E", bound=ModemEvent)


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what no event tells."""
    deadline = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline
        pause.wait(0.005)


@dataclass
class Bench:
    """A worker, its modem, and what it said."""

    worker: ModemWorker
    modem: ModemSimulator
    said: queue.Queue[ModemEvent]
    heard: list[ModemEvent] = field(default_factory=list)

    def until(self, kind: type[E], fits: Callable[[E], bool] = lambda _: True) -> E:
        """The next event of a kind."""
        while True:
            event = self.said.get(timeout=PATIENCE_S)
            self.heard.append(event)
            if isinstance(event, kind) and fits(event):
                return event

    def until_status(self, status: ModemStatus) -> None:
        self.until(ModemChanged, lambda event: event.status == status)

    def until_kind(self, kind: type[ModemStatus]) -> ModemStatus:
        return self.until(ModemChanged, lambda event: isinstance(event.status, kind)).status

    def send(self, text: str = TEXT, number: str = NUMBER, job: str = "job-1") -> SmsEnd:
        self.worker.send(SmsToSend(job, number, text))
        ended = self.until(SmsEnded)
        assert ended.job == job
        return ended.end
