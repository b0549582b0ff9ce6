"""The machine: its disk, memory, temperature and screen."""

from __future__ import annotations

from typing import Final

from kiosk.maintenance.checks.amounts import size
from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen

_FULL: Final = 64 << 20
"""Bytes. The outbox's own reserve is far smaller: it goes on a while."""
_LOW: Final = 512 << 20
_SCARCE: Final = 0.10
_HOT_C: Final = 80.0
_TOO_HOT_C: Final = 95.0
"""Where processors slow themselves down, or stop."""


class DiskState(State):
    """``UNSEEN``: the state directory cannot even be looked at."""

    ROOMY = "roomy", Grade.GOOD
    LOW = "low", Grade.WARNING
    FULL = "full", Grade.FAULT
    READ_ONLY = "read_only", Grade.FAULT
    UNSEEN = "unseen", Grade.FAULT


class DiskCheck(Check):
    """Whether the state directory takes what is written."""

    id = "disk"
    states = DiskState

    def look(self, seen: Seen) -> Finding:
        """One of ``DiskState``."""
        if seen.disk is None:
            return self.found(DiskState.UNSEEN)
        room = seen.disk.room
        facts = {"free": size(room.free), "total": size(room.total)}
        if seen.disk.read_only:
            return self.found(DiskState.READ_ONLY, **facts)
        state = DiskState.FULL if room.free < _FULL else DiskState.LOW if room.free < _LOW else DiskState.ROOMY
        return self.found(state, **facts)


class MemoryState(State):
    """How much is left."""

    ROOMY = "roomy", Grade.GOOD
    SCARCE = "scarce", Grade.WARNING


class MemoryCheck(Check):
    """Whether the machine has memory left."""

    id = "memory"
    states = MemoryState

    def look(self, seen: Seen) -> Finding | None:
        """One of ``MemoryState``."""
        if seen.memory is None:
            return None
        scarce = seen.memory.free < _SCARCE * seen.memory.total
        return self.found(
            MemoryState.SCARCE if scarce else MemoryState.ROOMY,
            free=size(seen.memory.free),
            total=size(seen.memory.total),
        )


class TemperatureState(State):
    """Of the hottest zone."""

    COOL = "cool", Grade.GOOD
    HOT = "hot", Grade.WARNING
    TOO_HOT = "too_hot", Grade.FAULT


class TemperatureCheck(Check):
    """Whether the machine gets air."""

    id = "temperature"
    states = TemperatureState

    def look(self, seen: Seen) -> Finding | None:
        """One of ``TemperatureState``."""
        if seen.temperature_c is None:
            return None
        hot, too_hot = seen.temperature_c > _HOT_C, seen.temperature_c > _TOO_HOT_C
        state = TemperatureState.TOO_HOT if too_hot else TemperatureState.HOT if hot else TemperatureState.COOL
        return self.found(state, temperature=f"{seen.temperature_c:.0f} °C")


class ScreenState(State):
    """``TURNED``: portrait instead of landscape, or the reverse."""

    SAME = "same", Grade.GOOD
    OTHER = "other", Grade.WARNING
    TURNED = "turned", Grade.FAULT


class ScreenCheck(Check):
    """Whether the cabinet model is the one that stands there."""

    id = "screen"
    states = ScreenState

    def look(self, seen: Seen) -> Finding | None:
        """One of ``ScreenState``."""
        if seen.pixels is None:
            return None
        model, real = seen.pixels.model, seen.pixels.real
        facts = {"model": f"{model[0]} × {model[1]}", "real": f"{real[0]} × {real[1]}"}
        if model == real:
            return self.found(ScreenState.SAME, **facts)
        turned = (model[0] < model[1]) is not (real[0] < real[1])
        return self.found(ScreenState.TURNED if turned else ScreenState.OTHER, **facts)
