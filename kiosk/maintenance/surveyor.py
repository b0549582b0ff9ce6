"""Brings together what the checks look at, and has them look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.maintenance import measuring
from kiosk.maintenance.checks import CHECKS
from kiosk.maintenance.findings import Survey
from kiosk.maintenance.said import Said
from kiosk.maintenance.seen import Pixels, SealingKeys, Seen
from kiosk.maintenance.surface import Surface
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
        model_px: width and height of its screen.
        surface: of the application, as far as it has one.
        sealed: as for ``Seen``.
    """

    version: str
    cabinet: str
    model_px: tuple[int, int]
    state: Path
    has_modem: bool
    surface: Surface
    sealed: bool = False


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
        real_px = self.site.surface.pixels
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
            pixels=None if real_px is None else Pixels(self.site.model_px, real_px),
            supervision=self.site.surface.supervision,
            starts=self.starts(),
            journal=self.journal(),
            sealed=self.site.sealed,
        )
