"""The caisse's keys for a terminal that was just enrolled: without them nobody could declare anything there."""

from __future__ import annotations

from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.delivery import Delivery
from kiosk.sync.delivery_answers import Declined
from kiosk.sync.keys import KeyStore, Offered


def fetch_keys(delivery: Delivery, keys: KeyStore) -> Offered | Declined | NoAnswer:
    """Ask the caisse once, and keep what the root has signed.

    Args:
        delivery: to the caisse.
        keys: where they are kept.
    """
    answer = delivery.keys(Abort())
    delivery.rest()
    return answer if isinstance(answer, Declined | NoAnswer) else keys.offer(answer)
