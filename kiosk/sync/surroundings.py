"""What the outbox takes from the machine: time, chance, and which start of the system this is."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Surroundings:
    """Injected, so that tests decide.

    Attributes:
        now: the terminal's clock, UTC.
        boot_id: of the running system, as Linux gives it.
        uptime_ms: since the start of the system, standby included.
        token_hex: as many random bytes, in hexadecimal.
        uuid7: a new UUID of version 7, in its usual text form.
    """

    now: Callable[[], datetime]
    boot_id: str
    uptime_ms: Callable[[], int]
    token_hex: Callable[[int], str]
    uuid7: Callable[[], str]


def of_this_machine() -> Surroundings:
    """The real ones.

    Raises:
        OSError: there is no /proc.
    """
    return Surroundings(
        now=_utc_now,
        boot_id=_BOOT_ID.read_text("ascii").strip(),
        uptime_ms=lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000,
        token_hex=secrets.token_hex,
        uuid7=lambda: uuid7(_utc_now(), secrets.randbits(74)),
    )


def uuid7(moment: datetime, chance: int) -> str:
    """RFC 9562 §5.7: milliseconds of the moment, then 74 random bits.

    Args:
        moment: aware; what lies before 1970 counts as 1970, for a terminal's clock may be dead.
        chance: 0 to 2**74 - 1.
    """
    milliseconds = max(0, int(moment.timestamp() * 1000))
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return str(UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low))


def stamp(moment: datetime) -> str:
    """A moment as the wire has it: ``2026-11-22T09:12:44.123Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _utc_now() -> datetime:
    return datetime.now(UTC)
