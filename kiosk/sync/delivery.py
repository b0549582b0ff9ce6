"""The courier's exchanges with the caisse: batches, what was given up, and the caisse's keys."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.delivery_answers import DeliveryAnswer, KeysAnswer
from kiosk.sync.identity import StoredIdentity
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import SignedExchange, new_nonce, utc_now
from teleservices.wire.batches import Batch, DeadLetters

if TYPE_CHECKING:
    from kiosk.sync.transport import Reply

READ_S: Final = 30.0
"""Seconds without a byte: nobody stands before the screen for a batch (facts/sync.md §3)."""
TOTAL_S: Final = 120.0
"""Seconds for a whole batch: 1 MiB over a line of 100 kbit/s."""


class Exchange(Protocol):
    """``SignedExchange``, or what stands for the caisse and the way there."""

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
    ) -> Reply | NoAnswer:
        """Send a request, read its answer."""
        ...

    def close(self) -> None:
        """Let go of the connection; the next request opens another."""
        ...


def over_tls(
    settings: LinkSettings,
    identity: Callable[[], StoredIdentity],
    now: Callable[[], datetime] = utc_now,
    nonce: Callable[[], str] = new_nonce,
) -> Delivery:
    """The courier's own way to the caisse: its connection is kept while there is something to send.

    Args:
        settings: where the caisse is and whom to trust; the waits are the courier's own.
        identity: reads the stored identity; asked at each call.
        now: the terminal's clock, with a zone.
        nonce: 128 bits in base64url, new at each call.
    """
    patient = replace(settings, read_s=READ_S, total_s=TOTAL_S)
    return Delivery(SignedExchange(patient, identity, now, nonce, kept=True))


class Delivery:
    """What the courier asks of the caisse; blocks, one exchange at a time.

    Args:
        exchange: carries each request, signed.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def deliver(self, batch: Batch, abort: Abort) -> DeliveryAnswer:
        """``POST /v1/batches``.

        Args:
            batch: under ``LARGEST_BODY`` once written out.
            abort: ends the exchange from another thread.
        """
        return self._post("/v1/batches", batch, abort)

    def give_up(self, letters: DeadLetters, abort: Abort) -> DeliveryAnswer:
        """``POST /v1/dead-letters``: what a person at the caisse has to look at."""
        return self._post("/v1/dead-letters", letters, abort)

    def keys(self, abort: Abort) -> KeysAnswer:
        """``GET /v1/keys``; the root's signature is still to be checked."""
        from kiosk.sync import delivery_decoding

        reply = self._exchange("GET", "/v1/keys", abort)
        return reply if isinstance(reply, NoAnswer) else delivery_decoding.keys(reply)

    def rest(self) -> None:
        """Nothing to send for now: let go of the connection."""
        self._exchange.close()

    def _post(self, path: str, message: Batch | DeadLetters, abort: Abort) -> DeliveryAnswer:
        from kiosk.sync import decoding, delivery_decoding

        # A quarter smaller: most of it is base64; even an empty batch is.
        body = gzip.compress(decoding.encode(message), mtime=0)
        reply = self._exchange("POST", path, abort, body=body, encoding="gzip")
        return reply if isinstance(reply, NoAnswer) else delivery_decoding.batch_answer(reply)
