"""Grants: that somebody proved level ``code``, for declarations that arrive when their visit is long over.

The terminal carries one back with each declaration and can read nothing in it.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.visit import Visit
from caisse.keys import Keys
from caisse.sealing import seal, unseal

LIFE: Final = timedelta(hours=1)
"""How long declarations may be filed under a grant: the terminal ends visits sooner, and a person who takes their time
over the last page must not be refused once they have left (ours)."""
TOLERANCE: Final = timedelta(minutes=2)
"""What a terminal's clock may be wrong by and still count as right (facts/sync.md §3)."""


@dataclass(frozen=True, repr=False)
class Grant:
    """What a grant says.

    Attributes:
        insured_id: who was identified.
        since, until: UTC, when declarations under it could be filed.
    """

    insured_id: int
    since: datetime
    until: datetime

    def covers(self, insured_id: int, filed_at: datetime, *, unsure: bool) -> bool:
        """Whether somebody may have filed something at that moment.

        Args:
            insured_id: in whose name.
            filed_at: UTC, never after its arrival.
            unsure: the terminal's clock is known to have been wrong, and nothing is refused for a wrong clock.
        """
        in_time = self.since - TOLERANCE <= filed_at <= self.until + TOLERANCE
        return insured_id == self.insured_id and (unsure or in_time)


_SHAPE: Final = TypeAdapter(Grant)


def grant_to(visit: Visit, at: Circumstances) -> str:
    """``Account.grant`` for a visit whose account is in order: ASCII, about 200 signs."""
    grant = Grant(visit.insured.person.id, at.now, at.now + LIFE)
    sealed = seal(at.keys.grants, _purpose(visit.terminal), _SHAPE.dump_json(grant))
    return urlsafe_b64encode(sealed).decode("ascii")


def read_grant(keys: Keys, text: str, terminal: str) -> Grant | None:
    """What a grant says; None where this caisse never gave it to this terminal."""
    try:
        sealed = urlsafe_b64decode(text.encode("ascii"))
    except (Base64Error, UnicodeEncodeError):
        return None
    content = unseal(keys.grants, _purpose(terminal), sealed)
    return None if content is None else _SHAPE.validate_json(content)


def _purpose(terminal: str) -> str:
    return f"grant:{terminal}"
