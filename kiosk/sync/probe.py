"""How the caisse answers right now, for diagnostics: how fast, and what time it has there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import utc_now

if TYPE_CHECKING:
    from kiosk.sync.transport import Reply

_HALF_SECOND: Final = timedelta(seconds=0.5)
"""A Date header leaves out the part of the second: on the average, half of one."""


@dataclass(frozen=True)
class Reached:
    """The caisse is there.

    Attributes:
        latency_ms: of connection, handshake and answer together.
        ahead_s: how far the terminal's clock is before the caisse's, negative when behind, true to a second; None
            where the caisse does not say.
    """

    latency_ms: int
    ahead_s: float | None


def probe(
    settings: LinkSettings,
    abort: Abort,
    now: Callable[[], datetime] = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
) -> Reached | NoAnswer:
    """``GET /v1/health``, on a connection of its own; enrolled or not.

    Args:
        settings: where the caisse is, whom to trust, how long to wait.
        abort: ends the exchange from another thread.
        now: the terminal's clock, with a zone.
        monotonic: seconds; any origin.
    """
    from kiosk.sync import decoding
    from kiosk.sync.transport import Request, exchange

    began, began_at = monotonic(), now()
    reply = exchange(settings, Request("GET", "/v1/health"), abort)
    took_s = monotonic() - began
    if isinstance(reply, NoAnswer):
        return reply
    answer = decoding.decode(reply, {200}, decoding.HEALTH)
    match answer:
        case decoding.Health("ok"):
            return Reached(round(took_s * 1000), _ahead_s(reply, began_at + timedelta(seconds=took_s)))
        case NoAnswer():
            return answer
        case _:
            return NoAnswer(Cause.FOREIGN)


def _ahead_s(reply: Reply, ours: datetime) -> float | None:
    try:
        theirs = parsedate_to_datetime(reply.headers.get("date", ""))
    except ValueError:
        return None
    return (ours - theirs - _HALF_SECOND).total_seconds() if theirs.tzinfo else None
