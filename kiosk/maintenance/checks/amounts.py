"""Amounts as facts show them, the same in every language: international units."""

from __future__ import annotations

from datetime import timedelta


def size(count: int) -> str:
    """Bytes, in the units of IEC 80000-13: « 512 MiB », « 12 GiB »."""
    mebibytes = count >> 20
    return f"{mebibytes} MiB" if mebibytes < 10_240 else f"{mebibytes >> 10} GiB"


def age(length: timedelta) -> str:
    """« 12 min », « 3 h 05 min », « 40 h 00 min »; what lies ahead of a clock that was set back counts as nothing."""
    minutes = max(0, int(length.total_seconds()) // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
