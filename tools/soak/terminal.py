"""One terminal of the fleet, without its screen: the product's own filer, outbox and courier."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from kiosk.sync import identity
from kiosk.sync.courier import Courier, real_chances
from kiosk.sync.courier_means import Means
from kiosk.sync.delivery import READ_S, TOTAL_S, Delivery
from kiosk.sync.filing import Filed, Filing
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_filer import Filer, Office
from kiosk.sync.outbox_once import FILE
from kiosk.sync.recent import Recent
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import SignedExchange
from kiosk.sync.surroundings import Surroundings
from teleservices.catalogue.address_change import FLOW
from teleservices.wire.declarations import ByGrant
from teleservices.wire.sealing_keys import PublishedKeys
from tools.soak.caisse import Enrolled
from tools.soak.tally import Tally, Waiting, Watched

A_VISIT: Final = 3
"""Declarations in one lane."""
_RESERVE_BYTES: Final = 1 << 16
"""Of each terminal: the real reserve, three thousand times, is 24 GB."""
_STOP_S: Final = 30.0


@dataclass(frozen=True)
class Place:
    """Where terminals find their caisse.

    Attributes:
        url, ca, root: as in a terminal's settings.
        keys: what it publishes.
    """

    url: str
    ca: Path
    root: Path
    keys: PublishedKeys


@dataclass(frozen=True)
class Sent:
    """A declaration that was kept: the person has their receipt.

    Attributes:
        visit: with the terminal, it names the lane.
        street: what was declared, unlike any other.
    """

    terminal: str
    reference: str
    visit: int
    street: str


class Terminal:
    """Files and delivers; ``file`` is called from one thread.

    Args:
        enrolled: who it is, and who stands before it.
        number: unlike any other terminal's.
        directory: of its state; made.
        place: where its caisse is.
        around: the machine's.
        tally: gives the phase's.
    """

    def __init__(
        self,
        enrolled: Enrolled,
        number: int,
        directory: Path,
        place: Place,
        *,
        around: Surroundings,
        tally: Callable[[], Tally],
    ) -> None:
        directory.mkdir(mode=0o700)
        identity.store(enrolled.identity, directory)
        outbox = open_outbox(directory / FILE, surroundings=around, reserve_bytes=_RESERVE_BYTES)
        if not isinstance(outbox, Outbox):
            raise OSError(outbox.value)
        self._enrolled = enrolled
        self._number = number
        self._directory = directory
        self._place = place
        self._around = around
        self._tally = tally
        self._outbox = outbox
        self._keys = KeyStore(directory, place.root)
        self._keys.offer(place.keys)
        office = Office(lambda: outbox, self._keys, self._identity, around, secrets.randbelow)
        self._filer = Filer(office, Recent(secrets.token_bytes(32), monotonic))
        self._courier: Courier | None = None
        self._exchange: Watched | None = None
        self.waiting = Waiting(tally)
        self.sent: list[Sent] = []

    @property
    def connected(self) -> bool:
        """Whether a connection is open."""
        return self._exchange is not None and self._exchange.open

    def begin(self, spread_s: float, linger_s: float, first: Callable[[], None]) -> None:
        """Start the courier.

        Args:
            spread_s: the setting ``spread``.
            linger_s: seconds for which connections stay.
            first: called after its first exchange.
        """
        link = LinkSettings(self._place.url, self._place.ca, read_s=READ_S, total_s=TOTAL_S)
        self._exchange = Watched(SignedExchange(link, self._identity, kept=True), linger_s, self._tally, first)
        means = Means(
            Delivery(self._exchange),
            self._keys,
            self._identity,
            self._around,
            real_chances(),
            spread_s,
            self.waiting.record,
        )
        self._courier = Courier(lambda: self._outbox, means, changed=lambda: None)
        self._courier.start()

    def end(self) -> None:
        """Stop the courier."""
        if self._courier is not None and self._exchange is not None:
            self._courier.stop(_STOP_S)
            self._exchange.close()
            self._exchange.sweep(float("inf"))
        self._courier = self._exchange = None

    def sweep(self, now: float) -> None:
        """Close what has lingered long enough."""
        if self._exchange is not None:
            self._exchange.sweep(now)

    def file(self, due: float) -> None:
        """Declare a new street, and wake the courier.

        Args:
            due: when that should have happened, monotonic seconds.
        """
        visit, street = len(self.sent) // A_VISIT, f"{self._number} bis rue du Tilleul {len(self.sent)}"
        answers = {"where": "france", "commune": "33063:33000", "street": street}
        proof = ByGrant(self._enrolled.grant)
        self.waiting.add(due)
        filing = Filing(visit, FLOW.service, FLOW.revision, self._enrolled.nir, None, "fr", proof, answers)
        match self._filer.file(filing):
            case Filed(reference):
                self.sent.append(Sent(self._enrolled.identity.terminal, reference.signs, visit, street))
            case outcome:
                raise RuntimeError(f"not filed: {type(outcome).__name__}")
        if self._courier is not None:
            self._courier.wake()

    def close(self) -> None:
        """Let go of the outbox."""
        self.end()
        self._outbox.close()

    def _identity(self) -> identity.StoredIdentity:
        return identity.load(self._directory)
