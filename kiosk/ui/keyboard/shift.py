"""Capitals: for one letter, or until touched again."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never


class Shift(StrEnum):
    """The value is the last part of a message key."""

    OFF = "off"
    ONCE = "once"
    LOCKED = "locked"

    def touched(self) -> Shift:
        """After a touch on its key: one capital, then capitals, then none."""
        match self:
            case Shift.OFF:
                return Shift.ONCE
            case Shift.ONCE:
                return Shift.LOCKED
            case Shift.LOCKED:
                return Shift.OFF
            case _:
                assert_never(self)

    def typed(self, sign: str) -> Shift:
        """After ``sign``, as its key shows it unshifted, was typed: one letter uses one capital up."""
        return Shift.OFF if self is Shift.ONCE and sign.upper() != sign else self

    def applied(self, sign: str) -> str:
        """What the key of ``sign`` gives."""
        return sign if self is Shift.OFF else sign.upper()
