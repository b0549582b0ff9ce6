"""What was last declared at this terminal, so that the very same within a day is answered « déjà enregistrée ».

Kept in memory only, and only as prints under a key drawn by this process.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.sync.filing import AlreadyFiled, Filed, Filing
from teleservices.wire.declarations import ByGrant, ByPassword, Proof

KEPT_S: Final = 24 * 3600.0


@dataclass(frozen=True, repr=False)
class _Last:
    """What somebody last declared for a téléservice.

    Attributes:
        at: monotonic seconds.
        answers: their print.
        password: print of the password that went with it; None where the caisse had proved who it was.
    """

    at: float
    answers: bytes
    password: bytes | None
    filed: Filed


class Recent:
    """The declarations of the last 24 hours; used by one thread.

    One entry a person and téléservice, the last: whoever declares A, then B, then A again wants A. The caisse decides
    so, too.

    Args:
        key: 32 random bytes of this process.
        monotonic: seconds, standby included; any origin.
    """

    def __init__(self, key: bytes, monotonic: Callable[[], float]) -> None:
        self._key = key
        self._monotonic = monotonic
        self._last: dict[bytes, _Last] = {}

    def find(self, filing: Filing) -> AlreadyFiled | None:
        """The same person's last declaration for the same téléservice, if it gave the same answers.

        What went with a password that nobody has checked stands for nothing but the same password: whoever mistyped it
        declares again, and the second must reach the caisse.
        """
        self._drop_old()
        last = self._last.get(self._whose(filing))
        if last is None or last.answers != self._answers(filing):
            return None
        if last.password is not None and last.password != self._password(filing.proof):
            return None
        return AlreadyFiled(last.filed.reference, last.filed.filed_at)

    def remember(self, filing: Filing, filed: Filed) -> None:
        """It is kept."""
        last = _Last(self._monotonic(), self._answers(filing), self._password(filing.proof), filed)
        self._last[self._whose(filing)] = last

    def _whose(self, filing: Filing) -> bytes:
        return self._print([filing.nir, filing.service])

    def _answers(self, filing: Filing) -> bytes:
        return self._print([filing.nir, filing.service, dict(filing.answers)])

    def _password(self, proof: Proof) -> bytes | None:
        match proof:
            case ByGrant():
                return None
            case ByPassword(password):
                # Slow, unlike the others: few passwords are long enough to stand a quick search.
                return hashlib.scrypt(password.encode(), salt=self._key, n=1 << 14, r=8, p=1)
            case _:
                assert_never(proof)

    def _print(self, said: list[object]) -> bytes:
        return hmac.digest(self._key, json.dumps(said, sort_keys=True).encode("ascii"), hashlib.sha256)

    def _drop_old(self) -> None:
        oldest = self._monotonic() - KEPT_S
        self._last = {whose: last for whose, last in self._last.items() if last.at > oldest}
