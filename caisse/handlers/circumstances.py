"""Under what a request is decided: the caisse's choices, and the moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caisse.keys import Keys
from caisse.settings import Settings
from teleservices.texts.catalogue import Texts


@dataclass(frozen=True)
class Circumstances:
    """What the handlers know beside the request and the database.

    Attributes:
        settings: what the operator decided.
        public_url: ``https://host:port`` under which telephones reach the caisse.
        below: gives a number from 0 to its argument − 1, each as likely: ``secrets.randbelow``.
        keys: the secrets outside the database.
        texts: the sentences, by language.
        now: the moment, UTC.
    """

    settings: Settings
    public_url: str
    below: Callable[[int], int]
    keys: Keys
    texts: Mapping[str, Texts]
    now: datetime

    @property
    def today(self) -> date:
        """The day at the caisse."""
        return self.now.astimezone(self.settings.caisse.zone).date()

    def new_id(self) -> str:
        """A name that nothing has yet: 128 random bits, 32 hexadecimal signs."""
        return f"{self.below(1 << 128):032x}"
