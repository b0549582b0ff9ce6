"""Sees the screen change, from outside: the same eye for the terminal and for its floor."""

from __future__ import annotations

import time
from collections.abc import Callable

import mss

_PATIENCE_S = 30.0
_REST_S = 0.5

Region = tuple[int, int, int, int]
"""left, top, width, height, in pixels."""


class Eye:
    """Watches a part of an X display.

    Args:
        display: ``:0``.
    """

    def __init__(self, display: str) -> None:
        self._camera = mss.MSS(display=display)

    def look(self, region: Region) -> bytes:
        """The pixels of a region now."""
        left, top, width, height = region
        return bytes(self._camera.grab({"left": left, "top": top, "width": width, "height": height}).raw)

    def await_change(self, region: Region, before: bytes) -> float:
        """When the region first differs from ``before``: seconds of the monotonic clock.

        Raises:
            TimeoutError: it never does.
        """
        return self._await(region, lambda now: now != before)

    def await_return(self, region: Region, before: bytes) -> float:
        """When the region is first ``before`` again; else like ``await_change``."""
        return self._await(region, lambda now: now == before)

    def settled(self, region: Region) -> bytes:
        """The pixels of a region once they have stayed the same for half a second.

        Raises:
            TimeoutError: they never do.
        """
        deadline = time.monotonic() + _PATIENCE_S
        last, since = self.look(region), time.monotonic()
        while time.monotonic() < since + _REST_S:
            now = self.look(region)
            if now != last:
                last, since = now, time.monotonic()
            if time.monotonic() > deadline:
                raise TimeoutError("the screen does not come to rest")
        return last

    def _await(self, region: Region, wanted: Callable[[bytes], bool]) -> float:
        deadline = time.monotonic() + _PATIENCE_S
        while not wanted(self.look(region)):
            if time.monotonic() > deadline:
                raise TimeoutError("the screen does not change")
        return time.monotonic()

    def close(self) -> None:
        """Let the display go."""
        self._camera.close()
