"""Brings together what the checks look at, and has them look."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.maintenance import measuring
from kiosk.maintenance.checks import CHECKS
from kiosk.maintenance.findings import Survey
from kiosk.maintenance.said import Said
from kiosk.maintenance.seen import Pixels, SealingKeys, Seen
from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.identity import Identity, StoredIdentity
from kiosk.sync.keys import KeyStore
from kiosk.sync.probe import Reached


@dataclass(frozen=True)
class Site:
    """What does not change while the application runs.

    Attributes:
        cabinet: name of the model.
        state: the state directory.
        pixels: the screen as the model has it and as it is; None where there is none to look at.
        environment: of the process, as it was started.
    """

    version: str
    cabinet: str
    state: Path
    has_modem: bool
    pixels: Callable[[], Pixels | None] = lambda: None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


@dataclass(frozen=True)
class Surveyor:
    """Takes surveys; blocks while the caisse is asked.

    Attributes:
        said: what the parts last said.
        probe: asks the caisse (``kiosk.sync.probe``).
        starts: of the application in the last 24 hours, None where nobody knows.
        journal: whether the system's journal can be read.
        now: UTC.
    """

    site: Site
    said: Callable[[], Said]
    probe: Callable[[Abort], Reached | NoAnswer]
    identity: Callable[[], StoredIdentity]
    keys: KeyStore
    starts: Callable[[], int | None]
    journal: Callable[[], bool]
    now: Callable[[], datetime]

    def survey(self, abort: Abort) -> Survey:
        """Run every check.

        Args:
            abort: ends the question to the caisse from another thread.
        """
        seen = self._look(abort)
        findings = tuple(finding for check in CHECKS if (finding := check.look(seen)) is not None)
        terminal = seen.identity.terminal if isinstance(seen.identity, Identity) else ""
        return Survey(seen.at, terminal, seen.version, self.site.cabinet, findings)

    def _look(self, abort: Abort) -> Seen:
        # The slowest first: the other values are then of the same moment.
        caisse = self.probe(abort)
        now = self.now()
        key = self.keys.newest(now)
        return Seen(
            at=now,
            said=self.said(),
            version=self.site.version,
            has_modem=self.site.has_modem,
            caisse=caisse,
            identity=self.identity(),
            keys=SealingKeys(self.keys.serial, None if key is None else datetime.fromisoformat(key.not_after)),
            disk=measuring.disk(self.site.state),
            memory=measuring.memory(),
            temperature_c=measuring.temperature_c(),
            pixels=self.site.pixels(),
            supervision=measuring.supervision(self.site.environment),
            starts=self.starts(),
            journal=self.journal(),
        )
