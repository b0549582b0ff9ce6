"""Under what a request is decided: the caisse's choices, and the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from caisse.settings import Settings


@dataclass(frozen=True)
class Circumstances:
    """What the handlers know beside the request and the database.

    Attributes:
        settings: what the operator decided.
        public_url: ``https://host:port`` under which telephones reach the caisse.
        below: gives a number from 0 to its argument − 1, each as likely: ``secrets.randbelow``.
        now: the moment, UTC.
    """

    settings: Settings
    public_url: str
    below: Callable[[int], int]
    now: datetime

    @property
    def today(self) -> date:
        """The day at the caisse."""
        return self.now.astimezone(self.settings.caisse.zone).date()
