"""What is durably kept, from the values to the outbox; called by the outbox's thread only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.sync.filing import Filed, Filing, FilingFault, FilingOutcome, FilingUnknown, NotFiled
from kiosk.sync.identity import Identity, StoredIdentity
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import OutboxFailed, OutboxFault, OutboxFull, Put
from kiosk.sync.recent import Recent
from kiosk.sync.surroundings import Surroundings
from teleservices.reference import Reference, draw
from teleservices.wire.declarations import Declaration
from teleservices.wire.envelope import Header
from teleservices.wire.maintenance import MaintenanceRecord
from teleservices.wire.sealing_keys import SealingKey

if TYPE_CHECKING:
    from kiosk.sync.sealing import Sealer


@dataclass(frozen=True)
class Office:
    """What a filing needs.

    Attributes:
        outbox: the process's one (``OutboxOnce``).
        keys: the caisse's.
        identity: reads the stored identity; asked at each filing, so that an enrolment counts at once.
        surroundings: the outbox's.
        below: as for ``reference.draw``.
    """

    outbox: Callable[[], Outbox | OutboxFault]
    keys: KeyStore
    identity: Callable[[], StoredIdentity]
    surroundings: Surroundings
    below: Callable[[int], int]


class Filer:
    """Files one declaration, or one deed of a technician, after the other.

    Args:
        office: what it needs.
        recent: what this process filed.
    """

    def __init__(self, office: Office, recent: Recent) -> None:
        self._office = office
        self._recent = recent
        self._lane: tuple[int, str] | None = None
        self._own_lane: str | None = None
        self._sealer: tuple[Identity, SealingKey, Sealer] | None = None

    def file(self, filing: Filing) -> FilingOutcome:
        """Keep a declaration, and say how that ended."""
        outbox = self._office.outbox()
        if isinstance(outbox, OutboxFault):
            return NotFiled(FilingFault.FULL if outbox is OutboxFault.FULL else FilingFault.FAILED)
        sealer = self._sealer_of_now()
        if sealer is None:
            return NotFiled(FilingFault.NO_KEYS)
        known = self._recent.find(filing)
        if known is not None:
            return known
        reference = draw(self._office.below)
        outcome = _kept(outbox, self._lane_of(filing.visit), _content(filing, reference), sealer)
        if not isinstance(outcome, datetime):
            return outcome
        filed = Filed(reference, outcome)
        self._recent.remember(filing, filed)
        return filed

    def note(self, record: MaintenanceRecord) -> FilingFault | None:
        """Keep a deed of a technician, in a lane of this process; None when it is kept."""
        from pydantic_core import to_json

        outbox = self._office.outbox()
        if isinstance(outbox, OutboxFault):
            return FilingFault.FULL if outbox is OutboxFault.FULL else FilingFault.FAILED
        sealer = self._sealer_of_now()
        if sealer is None:
            return FilingFault.NO_KEYS
        if self._own_lane is None:
            self._own_lane = self._office.surroundings.token_hex(16)
        match _kept(outbox, self._own_lane, bytes(to_json(record)), sealer):
            case NotFiled(fault):
                return fault
            case FilingUnknown():
                return FilingFault.FAILED
            case _:
                return None

    def can_seal(self) -> bool:
        """Whether the terminal is enrolled and has a key of the caisse."""
        return self._sealer_of_now() is not None

    def _lane_of(self, visit: int) -> str:
        if self._lane is None or self._lane[0] != visit:
            self._lane = (visit, self._office.surroundings.token_hex(16))
        return self._lane[1]

    def _sealer_of_now(self) -> Sealer | None:
        # Imported here: cryptography takes 40 ms that the first frame does not need.
        from kiosk.sync.sealing import Sealer

        identity = self._office.identity()
        key = self._office.keys.newest(self._office.surroundings.now())
        if key is None or not isinstance(identity, Identity):
            return None
        if self._sealer is None or self._sealer[:2] != (identity, key):
            self._sealer = identity, key, Sealer(identity, key)
        return self._sealer[2]


def _content(filing: Filing, reference: Reference) -> bytes:
    from pydantic_core import to_json

    declaration = Declaration(
        service=filing.service,
        revision=filing.revision,
        reference=reference.signs,
        nir=filing.nir,
        card=filing.card,
        language=filing.language,
        proof=filing.proof,
        answers=filing.answers,
    )
    return bytes(to_json(declaration))


def _kept(outbox: Outbox, lane: str, content: bytes, sealer: Sealer) -> datetime | NotFiled | FilingUnknown:
    """When it was filed; otherwise what is known of it, once the outbox was looked at."""
    match outbox.put(lane, content, sealer):
        case Put(header=header):
            return datetime.fromisoformat(header.occurred_at)
        case OutboxFull():
            return NotFiled(FilingFault.FULL)
        case OutboxFailed(header):
            return _found(outbox, header)


def _found(outbox: Outbox, header: Header | None) -> datetime | NotFiled | FilingUnknown:
    """After a failure: it may stand all the same, so nobody is told that it failed before somebody has looked."""
    if header is None:
        return NotFiled(FilingFault.FAILED)
    match outbox.holds(header.op_id):
        case True:
            return datetime.fromisoformat(header.occurred_at)
        case False:
            return NotFiled(FilingFault.FAILED)
        case OutboxFailed():
            return FilingUnknown()
