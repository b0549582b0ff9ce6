"""From bytes to what a delivery was answered, strictly: only what is exactly the caisse's may delete anything."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.delivery_answers import Declined, DeliveryAnswer, KeysAnswer
from kiosk.sync.transport import Reply
from teleservices.wire.batches import BatchAnswer, Status, Verdict
from teleservices.wire.sealing_keys import PublishedKeys


class _Problem(TypedDict):
    type: str


_BATCH_ANSWER: Final = TypeAdapter(BatchAnswer)
_KEYS: Final = TypeAdapter(PublishedKeys)
_PROBLEM: Final = TypeAdapter(_Problem)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_TYPE: Final = re.compile(r"/problems/[a-z-]{1,64}")
"""It goes into the journal."""


def batch_answer(reply: Reply) -> DeliveryAnswer:
    """Read a reply to a batch or to dead letters; whether it speaks of that very batch is still to be seen."""
    if reply.status != 200 or reply.media_type != "application/json":
        return _no(reply)
    try:
        answer = _BATCH_ANSWER.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)
    return answer if _is_whole(answer) else NoAnswer(Cause.MALFORMED)


def keys(reply: Reply) -> KeysAnswer:
    """Read a reply to the question for keys."""
    if reply.status != 200 or reply.media_type != "application/json":
        return _no(reply)
    try:
        return _KEYS.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)


def _no(reply: Reply) -> Declined | NoAnswer:
    if not 400 <= reply.status < 600:
        return NoAnswer(Cause.FOREIGN)
    return Declined(reply.status, _problem(reply), _retry_after(reply))


def _problem(reply: Reply) -> str | None:
    if reply.media_type != "application/problem+json":
        return None
    try:
        kind = _PROBLEM.validate_json(reply.body, strict=True)["type"]
    except ValidationError:
        return None
    return kind if _TYPE.fullmatch(kind) else None


def _is_whole(answer: BatchAnswer) -> bool:
    numbers = (answer.watermark, answer.next_after_s, answer.keys)
    return answer.max_items > 0 and min(numbers) >= 0 and all(_is_verdict(verdict) for verdict in answer.results)


def _is_verdict(verdict: Verdict) -> bool:
    """Each status comes with what it needs; whether it is about something that was sent is still to be seen."""
    final = verdict.first if verdict.status is Status.DUPLICATE else verdict.status
    return (
        _DIGEST.fullmatch(verdict.digest) is not None
        and (verdict.status is not Status.DUPLICATE or verdict.first in (Status.ACCEPTED, Status.REJECTED))
        and (final not in (Status.REJECTED, Status.DEFERRED) or verdict.reason is not None)
        and (verdict.retry_after_s is None or verdict.retry_after_s >= 0)
    )


def _retry_after(reply: Reply) -> int | None:
    """RFC 9110 §10.2.3: seconds, or a date, which is counted from the answer's own ``Date``."""
    text = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    until, since = _date(text), _date(reply.headers.get("date", ""))
    return None if until is None or since is None else max(0, int((until - since).total_seconds()))


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
