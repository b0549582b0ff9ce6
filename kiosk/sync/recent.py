"""What was declared at this terminal within a day, so that the very same is answered « déjà enregistrée ».

Kept in memory only, and only as a fingerprint under a key drawn by this process: it says nothing to whoever reads it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Final

from kiosk.sync.filing import AlreadyFiled, Filed, Filing

KEPT_S: Final = 24 * 3600.0


class Recent:
    """Fingerprints of the declarations of the last 24 hours; used by one thread.

    Args:
        key: 32 random bytes of this process.
        monotonic: seconds, standby included; any origin.
    """

    def __init__(self, key: bytes, monotonic: Callable[[], float]) -> None:
        self._key = key
        self._monotonic = monotonic
        self._first: dict[bytes, tuple[float, Filed]] = {}

    def find(self, filing: Filing) -> AlreadyFiled | None:
        """The first declaration of the same person, for the same téléservice, with the same answers."""
        self._drop_old()
        known = self._first.get(self._fingerprint(filing))
        return None if known is None else AlreadyFiled(known[1].reference, known[1].filed_at)

    def remember(self, filing: Filing, filed: Filed) -> None:
        """It is kept."""
        self._first[self._fingerprint(filing)] = (self._monotonic(), filed)

    def _fingerprint(self, filing: Filing) -> bytes:
        said = json.dumps([filing.nir, filing.service, dict(filing.answers)], sort_keys=True)
        return hmac.digest(self._key, said.encode("ascii"), hashlib.sha256)

    def _drop_old(self) -> None:
        oldest = self._monotonic() - KEPT_S
        self._first = {print_: entry for print_, entry in self._first.items() if entry[0] > oldest}
