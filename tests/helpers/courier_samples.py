"""Entries of a queue and the caisse's words on them."""

from __future__ import annotations

from typing import Any

from kiosk.sync.outbox_values import Entry
from kiosk.sync.policy_verdicts import Sent
from teleservices.wire.batches import BatchAnswer, Item, RejectReason, Status, Verdict

DIGEST = "d" * 64
AT = "2026-11-22T09:12:44.123Z"


def entry(seq: int, lane: str, *, attempts: int = 0, digest: str = DIGEST) -> Entry:
    item = Item(seq, f"op-{seq}", lane, "suite", "2026-11", "b" * 16, AT, "boot", 5, "c2VhbA==", "c2ln")
    return Entry(item, digest, attempts)


def sent_with(*entries: Entry) -> Sent:
    return Sent("r-1", "e-1", entries)


def verdict(
    seq: int,
    status: Status = Status.ACCEPTED,
    *,
    digest: str = DIGEST,
    first: Status | None = None,
    reason: RejectReason | None = None,
    retry_after_s: int | None = None,
) -> Verdict:
    return Verdict(seq, digest, status, first, reason, retry_after_s)


def answer_to(sent: Sent, *results: Verdict, **fields: Any) -> BatchAnswer:
    told = {"received_at": AT, "watermark": 0, "max_items": 500, "next_after_s": 0, "keys": 0} | fields
    return BatchAnswer(request=sent.request, epoch=sent.epoch, results=results, **told)
