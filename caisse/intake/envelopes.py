"""What can be said of one sealed declaration without opening it."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from caisse.intake.reading import MOST_UPTIME_MS, has_form_of_moment, is_epoch, is_uuid
from teleservices.wire.batches import Batch, DeadLetters, Item, RejectReason
from teleservices.wire.envelope import LARGEST, OVERHEAD, STEP, SUITE, Header, canonical, digest_of

_TOLERANCE: Final = timedelta(minutes=2)
"""By how much a terminal's clock may be wrong without its times being called unsure (facts/sync.md §3)."""
_SIGNATURE: Final = 64
_KEY_ID: Final = re.compile(r"[\x21-\x7e]{1,32}")
_SIGNER: Final = re.compile(r"[0-9a-f]{16}")
_BOOT: Final = re.compile(r"[\x21-\x7e]{1,64}")


@dataclass(frozen=True, repr=False, slots=True)
class Envelope:
    """A sealed declaration as it arrived.

    Attributes:
        header: its canonical bytes.
        fault: why it can never be taken; None for one that can.
        filed_at: UTC, the terminal's clock corrected as far as could be.
        unsure: that clock could not be corrected, and was wrong at the delivery.
    """

    seq: int
    lane: str
    key_id: str
    header: bytes
    sealed: bytes
    signature: bytes
    digest: bytes
    fault: RejectReason | None
    filed_at: datetime
    unsure: bool


def envelope(item: Item, sent: Batch | DeadLetters, terminal: str, received_at: datetime) -> Envelope:
    """Look at one item.

    Args:
        item: of the batch.
        sent: the batch.
        terminal: whose signature the request bears.
        received_at: the caisse's clock, UTC.
    """
    header = Header(
        kiosk=terminal,
        epoch=sent.epoch,
        seq=item.seq,
        op_id=item.op_id,
        lane=item.lane,
        suite=item.suite,
        key_id=item.key_id,
        signer=item.signer,
        occurred_at=item.occurred_at,
        boot_id=item.boot_id,
        uptime_ms=item.uptime_ms,
    )
    sealed, signature = _decoded(item.sealed), _decoded(item.signature)
    written = _moment(item.occurred_at)
    fault = _fault(item, sealed, signature, written)
    # What cannot be decoded is told apart by its text.
    content = item.sealed.encode() if sealed is None else sealed
    head = canonical(header)
    filed_at, unsure = filing(item, sent, written or received_at, received_at)
    return Envelope(
        seq=item.seq,
        lane="" if fault is RejectReason.MALFORMED else item.lane,
        key_id=item.key_id,
        header=head,
        sealed=content,
        signature=signature or b"",
        digest=digest_of(head, content),
        fault=fault,
        filed_at=filed_at,
        unsure=unsure,
    )


def filing(item: Item, sent: Batch | DeadLetters, written: datetime, received_at: datetime) -> tuple[datetime, bool]:
    """When a declaration was filed, and whether that is unsure (facts/sync.md §3, *Clock*).

    In the same run of the terminal's system, its uptime tells how long ago; otherwise its clock says, as wrong now as
    it may have been then.

    Args:
        item: the declaration.
        sent: what delivers it.
        written: the terminal's clock at the filing.
        received_at: the caisse's clock, now.
    """
    if item.boot_id == sent.boot_id and 0 <= item.uptime_ms <= sent.uptime_ms:
        return received_at - timedelta(milliseconds=sent.uptime_ms - item.uptime_ms), False
    sent_at = _moment(sent.sent_at)
    return written, sent_at is None or abs(received_at - sent_at) > _TOLERANCE


def _fault(item: Item, sealed: bytes | None, signature: bytes | None, written: datetime | None) -> RejectReason | None:
    well_formed = (
        sealed is not None
        and STEP <= len(sealed) - OVERHEAD <= LARGEST
        and (len(sealed) - OVERHEAD) % STEP == 0
        and signature is not None
        and len(signature) == _SIGNATURE
        and written is not None
        and is_uuid(item.op_id)
        and is_epoch(item.lane)
        and _KEY_ID.fullmatch(item.key_id)
        and _SIGNER.fullmatch(item.signer)
        and _BOOT.fullmatch(item.boot_id)
        and 0 <= item.uptime_ms <= MOST_UPTIME_MS
    )
    if not well_formed:
        return RejectReason.MALFORMED
    return None if item.suite == SUITE else RejectReason.SUITE


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _moment(text: str) -> datetime | None:
    if not has_form_of_moment(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
