"""A real worker on the simulator's pseudo-terminal."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from modem_bench import CALM, PATIENCE_S, Bench

from dock.modem.dialect import DIALECTS
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.events import ModemEvent
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.timings import Timings
from kiosk.devices.modem.worker import ModemWorker


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
        assert worker.stop(PATIENCE_S)
