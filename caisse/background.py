"""Which chores the caisse does beside its answers."""

from __future__ import annotations

from caisse.chores import Chores
from caisse.mail.courier import Courier
from caisse.parts import Parts


def chores(parts: Parts) -> Chores:
    """The caisse's chores, not started.

    Args:
        parts: everything they work with.
    """
    courier = Courier(parts.store, parts.keys.sealing, parts.settings.mail, parts.log, parts.now)
    return Chores((courier,), parts.log)
