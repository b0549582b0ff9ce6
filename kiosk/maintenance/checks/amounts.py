"""Amounts as facts show them: technicians read French."""

from __future__ import annotations

from datetime import timedelta


def size(count: int) -> str:
    """Bytes, by powers of 1024: « 512 Mio », « 12 Gio »."""
    mebibytes = count >> 20
    return f"{mebibytes} Mio" if mebibytes < 10_240 else f"{mebibytes >> 10} Gio"


def age(length: timedelta) -> str:
    """« 12 min », « 3 h 05 min », « 40 h 00 min »; what lies ahead of a clock that was set back counts as nothing."""
    minutes = max(0, int(length.total_seconds()) // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
