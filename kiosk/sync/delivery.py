"""The courier's exchanges with the caisse: batches, what was given up, and the caisse's keys."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.delivery_answers import DeliveryAnswer, KeysAnswer
from kiosk.sync.identity import StoredIdentity
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import SignedExchange, new_nonce, utc_now
from teleservices.wire.batches import Batch, DeadLetters

READ_S: Final = 30.0
"""Seconds without a byte: nobody stands before the screen for a batch (facts/sync.md §3)."""
TOTAL_S: Final = 120.0
"""Seconds for a whole batch: 1 MiB over a line of 100 kbit/s."""


class Delivery:
    """Signed exchanges of the courier, on a connection of its own that is kept while there is something to send.

    Blocks; one exchange at a time.

    Args:
        settings: where the caisse is and whom to trust; the waits are the courier's own.
        identity: reads the stored identity; asked at each call.
        now: the terminal's clock, with a zone.
        nonce: 128 bits in base64url, new at each call.
    """

    def __init__(
        self,
        settings: LinkSettings,
        identity: Callable[[], StoredIdentity],
        now: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        patient = replace(settings, read_s=READ_S, total_s=TOTAL_S)
        self._signed = SignedExchange(patient, identity, now, nonce, kept=True)

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

        reply = self._signed("GET", "/v1/keys", abort)
        return reply if isinstance(reply, NoAnswer) else delivery_decoding.keys(reply)

    def rest(self) -> None:
        """Nothing to send for now: let go of the connection."""
        self._signed.close()

    def _post(self, path: str, message: Batch | DeadLetters, abort: Abort) -> DeliveryAnswer:
        from kiosk.sync import decoding, delivery_decoding

        # A quarter smaller: most of it is base64; even an empty batch is.
        body = gzip.compress(decoding.encode(message), mtime=0)
        reply = self._signed("POST", path, abort, body=body, encoding="gzip")
        return reply if isinstance(reply, NoAnswer) else delivery_decoding.batch_answer(reply)
