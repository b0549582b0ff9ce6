"""What the system says of the machine."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.maintenance.seen import Disk, Room, Supervision

_PROC: Final = Path("/proc")
_THERMAL: Final = Path("/sys/class/thermal")
_FIELD: Final = re.compile(r"^(MemTotal|MemAvailable): +([0-9]+) kB$", re.MULTILINE)


def disk(directory: Path) -> Disk | None:
    """The file system of a directory; None when it cannot be looked at.

    Args:
        directory: the state directory.
    """
    try:
        seen = os.statvfs(directory)
    except OSError:
        return None
    # What root keeps for itself is not ours.
    room = Room(seen.f_bavail * seen.f_frsize, seen.f_blocks * seen.f_frsize)
    return Disk(room, bool(seen.f_flag & os.ST_RDONLY))


def memory(proc: Path = _PROC) -> Room | None:
    """The machine's memory; None where the sandbox hides it (``ProcSubset=pid``).

    Args:
        proc: where procfs is.
    """
    try:
        fields = dict(_FIELD.findall((proc / "meminfo").read_text("ascii")))
    except (OSError, UnicodeDecodeError):
        return None
    if fields.keys() != {"MemTotal", "MemAvailable"}:
        return None
    return Room(int(fields["MemAvailable"]) * 1024, int(fields["MemTotal"]) * 1024)


def temperature_c(thermal: Path = _THERMAL) -> float | None:
    """Of the hottest zone, in degrees Celsius; None where there is none.

    Args:
        thermal: where the kernel shows its zones.
    """
    return max((celsius for zone in thermal.glob("thermal_zone*/temp") for celsius in _celsius(zone)), default=None)


def supervision(environment: Mapping[str, str]) -> Supervision:
    """Who started this process.

    Args:
        environment: of the process, as systemd.exec(5) and sd_watchdog_enabled(3) have it.
    """
    return Supervision(
        by_systemd="INVOCATION_ID" in environment or "NOTIFY_SOCKET" in environment,
        watchdog="WATCHDOG_USEC" in environment,
    )


def _celsius(zone: Path) -> list[float]:
    try:
        return [int(zone.read_text("ascii")) / 1000]
    except (OSError, ValueError):
        # A zone whose sensor sleeps gives an error when it is read.
        return []
