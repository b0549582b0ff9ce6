"""What the caisse's handlers are given: chosen once by the composition root, replaced by the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from caisse.api.request_parts import Verify
from caisse.handlers.arrivals import Arrivals
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.hashing import Hashing
from caisse.handlers.turns import Turns
from caisse.keys import Keys
from caisse.sealing_keys import SealingKeys
from caisse.settings import Settings
from caisse.sms.gateway import Gateway
from caisse.store.store import Store
from teleservices.logbook import Logbook
from teleservices.places.places import Places
from teleservices.texts.catalogue import Texts

Clock = Callable[[], datetime]
"""The current time, aware, UTC."""


@dataclass(frozen=True, repr=False)
class Parts:
    """The caisse's surroundings.

    Attributes:
        settings: what the operator decided.
        public_url: ``https://host:port``, as terminals and telephones reach the caisse; no slash at the end.
        now: the clock.
        below: gives a number from 0 to its argument − 1, each as likely: ``secrets.randbelow``.
        new_token: gives an opaque text of at least 256 random bits.
        texts: the sentences of the public pages, by language.
        verify: checks requests' signatures.
        keys: the secrets outside the database.
        sealing_keys: what declarations are sealed to.
        deliveries: who may deliver a batch now.
        hashing: makes and checks hashes of passwords.
        gateway: takes SMS; None where the terminals send them.
        places: the lists that declarations are checked with.
        arrivals: how many declarations are being delivered: what applies them gives way to a rush.
    """

    settings: Settings
    public_url: str
    store: Store
    log: Logbook
    now: Clock
    below: Callable[[int], int]
    new_token: Callable[[], str]
    texts: Mapping[str, Texts]
    verify: Verify
    keys: Keys
    sealing_keys: SealingKeys
    deliveries: Turns
    hashing: Hashing
    gateway: Gateway | None
    places: Places = field(default_factory=Places)
    arrivals: Arrivals = field(default_factory=Arrivals)

    def circumstances(self) -> Circumstances:
        """What the handlers decide under, now."""
        return Circumstances(self.settings, self.public_url, self.below, self.keys, self.texts, self.now())
