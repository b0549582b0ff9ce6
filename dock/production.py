"""The dock plays with cards and printers: it has no place where citizens are served."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MARK = Path("/etc/kiosk/production")
VARIABLE = "KIOSK_PRODUCTION"


def is_production(environment: Mapping[str, str], mark: Path = MARK) -> bool:
    """True where the file ``/etc/kiosk/production`` is, or ``KIOSK_PRODUCTION`` is set to anything but nothing or 0."""
    return mark.exists() or environment.get(VARIABLE, "") not in ("", "0")
