"""What comes back to a batch: the caisse's verdicts, a no, or nothing that can be taken for an answer."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sync.answers import NoAnswer
from teleservices.wire.batches import BatchAnswer
from teleservices.wire.sealing_keys import PublishedKeys


@dataclass(frozen=True)
class Declined:
    """Not a yes; the caisse may be newer than this terminal, so its problems are kept as it writes them.

    Attributes:
        status: HTTP's, 400 to 599.
        problem: ``type`` of the problem document; None when somebody else says no, a proxy for instance.
        retry_after_s: seconds to stay away, when the answer says so.
    """

    status: int
    problem: str | None = None
    retry_after_s: int | None = None


DeliveryAnswer = BatchAnswer | Declined | NoAnswer
KeysAnswer = PublishedKeys | Declined | NoAnswer
