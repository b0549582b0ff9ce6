"""Which message a delivery report speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kiosk.devices.modem.dialogue import Clock
from kiosk.devices.modem.report import Fate, Report

KEPT_S: Final = 72 * 3600.0
"""Longer than the SMS centre tries (``pdu``)."""


@dataclass
class _Copy:
    job: str
    sent_at: float
    waiting: set[int] = field(default_factory=set)


class Reports:
    """Remembers the references of what was sent: job ids only, nothing of a person.

    References go from 0 to 255 and then again from 0: the latest message has them.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._copies: dict[int, _Copy] = {}

    def expect(self, job: str, references: tuple[int, ...]) -> None:
        """A message left, under these references."""
        copy = _Copy(job, self._clock(), set(references))
        for reference in references:
            self._drop(reference)
        self._copies |= dict.fromkeys(references, copy)

    def settle(self, report: Report) -> tuple[str, bool] | None:
        """Take a report.

        Returns:
            The job and whether it was delivered, once that is known: every part delivered, or one failed.
        """
        self._forget_old()
        copy = self._copies.get(report.reference)
        if copy is None or report.fate is Fate.OPEN:
            return None
        if report.fate is Fate.FAILED:
            self._drop(report.reference)
            return copy.job, False
        del self._copies[report.reference]
        copy.waiting.discard(report.reference)
        return None if copy.waiting else (copy.job, True)

    def _drop(self, reference: int) -> None:
        copy = self._copies.get(reference)
        for one in copy.waiting if copy else ():
            del self._copies[one]

    def _forget_old(self) -> None:
        oldest = self._clock() - KEPT_S
        self._copies = {reference: copy for reference, copy in self._copies.items() if copy.sent_at > oldest}
