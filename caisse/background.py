"""Which chores the caisse does beside its answers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from caisse.chores import Chores
from caisse.declarations.judging import judge
from caisse.declarations.worker import Worker
from caisse.handlers.reset_asks import answer_ask, unanswered
from caisse.handlers.sweeping import sweep
from caisse.mail.courier import Courier
from caisse.parts import Parts
from caisse.sms.gateway import Gateway
from caisse.sms.notices import NoticeCourier

SWEEP_EVERY: Final = timedelta(minutes=1)
"""How long something that must be erased may outlast its time."""


def chores(parts: Parts) -> Chores:
    """The caisse's chores, not started: links are made first, so that they leave in the same round.

    Args:
        parts: everything they work with.
    """
    courier = Courier(parts.store, parts.keys.sealing, parts.settings.mail, parts.log, parts.now)
    notices = () if parts.gateway is None else (_notices(parts, parts.gateway),)
    return Chores((lambda: _answer_resets(parts), courier, *notices, Sweeper(parts)), parts.log)


def worker(parts: Parts) -> Worker:
    """What applies declarations, not started.

    Args:
        parts: everything it works with.
    """
    return Worker(parts, judge)


class Sweeper:
    """Erases what time has made worthless, also in a hall where nobody comes.

    Args:
        parts: the database and the clock.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._next = parts.now()

    def __call__(self) -> None:
        """Sweep, if the last time is long enough ago."""
        now = self._parts.now()
        if now >= self._next:
            self._parts.store.write(lambda connection: sweep(connection, now))
            self._next = now + SWEEP_EVERY


def _notices(parts: Parts, gateway: Gateway) -> NoticeCourier:
    return NoticeCourier(parts.store, parts.keys.sealing, gateway, parts.log, parts.now)


def _answer_resets(parts: Parts) -> None:
    for name in parts.store.read(unanswered):
        token, at = parts.new_token(), parts.circumstances()
        parts.store.write(partial(answer_ask, name=name, token=token, at=at))
