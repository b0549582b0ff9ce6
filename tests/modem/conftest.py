"""A real worker on the simulator's pseudo-terminal."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest

from dock.modem.dialect import DIALECTS
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.status import ModemStatus, SmsEnd
from kiosk.devices.modem.timings import Timings
from kiosk.devices.modem.worker import ModemWorker
from teleservices.wire.codes import SmsToSend

NUMBER = "+33639980012"
TEXT = "Assurance Maladie : 4071 est votre code provisoire."
CALM = Timings(answer_s=20, prompt_s=20, send_s=20, sim_s=20, retry_s=(0.0, 0.0), poll_s=60, reopen_s=0.05)
"""Longer than a loaded machine takes: nothing of it passes unless a test is about silence."""
HASTY = replace(CALM, answer_s=0.6, prompt_s=0.4, send_s=0.4)
"""For silences that the test itself makes."""
_PATIENCE_S = 60.0
E = TypeVar("E", bound=ModemEvent)


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
            event = self.said.get(timeout=_PATIENCE_S)
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


@pytest.fixture(params=sorted(DIALECTS))
def modem(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ModemSimulator]:
    simulator = ModemSimulator(tmp_path / "modem", DIALECTS[request.param])
    simulator.start()
    yield simulator
    simulator.stop()
    assert simulator.faults == ()


@pytest.fixture
def settings(tmp_path: Path) -> ModemSettings:
    return ModemSettings(tmp_path / "modem", 115200, None, tmp_path / "pin-refused")


@pytest.fixture
def bench(modem: ModemSimulator, settings: ModemSettings) -> Iterator[Callable[..., Bench]]:
    """Starts a worker on the modem as it stands."""
    running: list[ModemWorker] = []

    def start(timings: Timings = CALM, *, pin: str | None = None) -> Bench:
        chosen = settings
        if pin is not None:
            file = settings.device.with_name("pin")
            file.write_text(pin + "\n", "ascii")
            chosen = replace(settings, pin_file=file)
        said: queue.Queue[ModemEvent] = queue.Queue()
        worker = ModemWorker(chosen, said.put, timings=timings)
        running.append(worker)
        worker.start()
        return Bench(worker, modem, said)

    yield start
    for worker in running:
        assert worker.stop(_PATIENCE_S)
