"""A stage whose kiosk processes a test starts, watches and ends by hand, each with a journal of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from stood import CARD_SUFFICES, QUICK

from dock.cabinet import cabinet
from dock.client import DockClient
from dock.player.gallery import Gallery
from dock.player.kiosk import Pace
from dock.player.stage import Stage
from dock.player.visitor import Visitor
from dock.processes import Child

KIOSK = (str(Path(sys.executable).with_name("kiosk")),)
"""The packaged command."""
MODEL = "borne-21p"
_ENDS_S = 60.0


@dataclass
class Scene:
    """A screen, a dock and an enrolled terminal that does not run yet; made by ``scene``.

    Attributes:
        directory: holds everything that the stage's processes write.
        environment: of each kiosk process; a test may add to it.
        before: what stands in front of each kiosk command line.
    """

    directory: Path
    stage: Stage
    visitor: Visitor
    environment: dict[str, str]
    before: tuple[str, ...] = ()
    _running: list[Child] = field(default_factory=list)

    @property
    def dock(self) -> DockClient:
        return self.visitor.dock

    @property
    def settings(self) -> Path:
        """Of the enrolled terminal."""
        return self.directory / "kiosk.toml"

    @property
    def state(self) -> Path:
        """State directory of the enrolled terminal."""
        return self.directory / "kiosk"

    def another_terminal(self, name: str, ca: Path | None = None) -> Path:
        """Settings of a terminal that is not enrolled and stands in an empty state directory ``name``.

        ``ca`` is the authority that it trusts, the caisse's own when left out.
        """
        state = self.directory / name
        state.mkdir()
        text = self.settings.read_text("utf-8")
        text = _put(text, str(self.state), str(state))
        if ca is not None:
            text = _put(text, self.dock.status().caisse_ca, str(ca))
        file = self.directory / f"{name}.toml"
        file.write_text(text, "utf-8")
        return file

    def start(self, settings: Path | None = None, command: Sequence[str] = KIOSK) -> Child:
        """Start ``kiosk run``; it ends with the scene at the latest."""
        line = [*self.before, *command, "run", "--config", str(settings or self.settings)]
        child = Child(line, self.directory / f"kiosk-{len(self._running)}.log", self.environment)
        self._running.append(child)
        return child

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Carry a kiosk command out to its end."""
        return subprocess.run(
            [*KIOSK, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=_ENDS_S,
            check=False,
        )

    def end(self) -> None:
        """Kill what still runs."""
        for child in self._running:
            child.kill()


@contextmanager
def scene(pace: Pace = QUICK, caisse: Path | None = CARD_SUFFICES) -> Iterator[Scene]:
    """A stage with nobody's kiosk running, in a directory of its own."""
    directory = Path(tempfile.mkdtemp(prefix="e2e-"))
    try:
        with Stage(cabinet(MODEL), directory, headless=True, pace=pace, caisse=caisse) as stage:
            visitor = Visitor(stage.panel, stage.reader, stage.dock, Gallery(directory / "out"))
            made = Scene(directory, stage, visitor, dict(stage.environment))
            try:
                yield made
            finally:
                made.end()
    finally:
        shutil.rmtree(directory)


def _put(text: str, former: str, new: str) -> str:
    quoted = json.dumps(former)
    if quoted not in text:
        raise ValueError(f"the settings do not say {quoted}")
    return text.replace(quoted, json.dumps(new))


def journal(child: Child) -> list[Mapping[str, object]]:
    """The events that a kiosk process wrote; each line of its output must be one."""
    lines = child.log.read_text("utf-8").splitlines()
    return [json.loads(line[len("<6>") :]) for line in lines]
