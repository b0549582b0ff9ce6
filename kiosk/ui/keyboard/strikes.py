"""When a touch on a key counts: a finger that trembles types once (EN 301 549, 5.8)."""

from __future__ import annotations

from typing import Final

DOUBLE_STRIKE_S: Final = 0.08
ACCESSIBLE_DOUBLE_STRIKE_S: Final = 0.3
"""With larger texts or the high-contrast theme."""


class Strikes:
    """Remembers the last key struck, and when; never which came before."""

    def __init__(self) -> None:
        self._last = ("", float("-inf"))

    def counts(self, key: str, now: float, *, accessible: bool) -> bool:
        """Whether a strike at ``now`` (seconds) is meant: not the same key again too soon.

        A display server's clock begins anew after 49 days: a strike before the last one is a new one.

        A strike that does not count is remembered all the same: a key that flutters types once, however long it does.
        """
        last, since = self._last
        self._last = (key, now)
        least = ACCESSIBLE_DOUBLE_STRIKE_S if accessible else DOUBLE_STRIKE_S
        return key != last or not 0 <= now - since < least

    def forget(self) -> None:
        """Nothing was struck."""
        self._last = ("", float("-inf"))
