"""Sounds, a loudspeaker whose journal is read, and an ALSA whose only device is a file."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.speaker.speaker import Speaker
from teleservices.logbook import LogEvent

PATIENCE_S = 30.0


class Heard:
    """A loudspeaker, and what its journal says."""

    def __init__(self, device: str | None = None) -> None:
        self.journal: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.speaker = Speaker(device, self._record)

    def _record(self, event: LogEvent, **fields: Any) -> None:
        self.journal.put((event.id, fields["cause"]))

    def next_line(self) -> tuple[str, Any]:
        return self.journal.get(timeout=PATIENCE_S)


@pytest.fixture
def start() -> Iterator[Callable[..., Heard]]:
    """Starts a loudspeaker; stops it at the end."""
    started: list[Heard] = []

    def begin(device: str | None = None) -> Heard:
        heard = Heard(device)
        heard.speaker.start()
        started.append(heard)
        return heard

    yield begin
    for heard in started:
        heard.speaker.stop(PATIENCE_S)


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where ALSA's default device writes the samples it is given; a test makes it, as a file or as a pipe."""
    assert shutil.which("aplay"), "the real player is what is tested: alsa-utils"
    target = tmp_path / "played.raw"
    form = f'type file; slave.pcm {{ type null }}; file "{target}"; format "raw"'
    other = f'type file; slave.pcm {{ type null }}; file "{target}.other"; format "raw"'
    config = tmp_path / "asound.conf"
    config.write_text(f"pcm.!default {{ {form} }}\npcm.headset {{ {other} }}\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    return target
