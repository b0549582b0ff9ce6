"""Which chores the caisse does beside its answers."""

from __future__ import annotations

from functools import partial

from caisse.chores import Chores
from caisse.handlers.reset_asks import answer_ask, unanswered
from caisse.mail.courier import Courier
from caisse.parts import Parts


def chores(parts: Parts) -> Chores:
    """The caisse's chores, not started: links are made first, so that they leave in the same round.

    Args:
        parts: everything they work with.
    """
    courier = Courier(parts.store, parts.keys.sealing, parts.settings.mail, parts.log, parts.now)
    return Chores((lambda: _answer_resets(parts), courier), parts.log)


def _answer_resets(parts: Parts) -> None:
    for name in parts.store.read(unanswered):
        token, at = parts.new_token(), parts.circumstances()
        parts.store.write(partial(answer_ask, name=name, token=token, at=at))
