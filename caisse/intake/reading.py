"""From the bytes of a request to what a terminal sent: a bounded inflate, then JSON, strictly."""

from __future__ import annotations

import re
import zlib
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from teleservices.wire.batches import LARGEST_BODY, MOST_ITEMS, Batch, DeadLetters, Item
from teleservices.wire.problems import Problem

T = TypeVar("T")

MOST_SEQ: Final = (1 << 63) - 1
MOST_UPTIME_MS: Final = 100 * 366 * 24 * 3600 * 1000
"""A hundred years: nothing that is added to or taken from the clock leaves the calendar."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_BATCH: Final = TypeAdapter(Batch)
_LETTERS: Final = TypeAdapter(DeadLetters)
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EPOCH: Final = re.compile(r"[0-9a-f]{32}")
_MOMENT: Final = re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID in its usual form."""
    return _UUID.fullmatch(text) is not None


def is_epoch(text: str) -> bool:
    """Whether a text may name an epoch, or a lane: 32 hexadecimal digits."""
    return _EPOCH.fullmatch(text) is not None


def has_form_of_moment(text: str) -> bool:
    """Whether a text looks like ``2026-11-22T09:12:44.123Z``."""
    return _MOMENT.fullmatch(text) is not None


def inflated(body: bytes, coding: str | None) -> bytes | Problem:
    """What was sent, without its content coding.

    Args:
        body: as it arrived.
        coding: ``Content-Encoding``, if there was one.

    Returns:
        at most ``LARGEST_BODY`` bytes; ``CODING`` for a coding other than gzip, ``TOO_LARGE`` or ``MALFORMED``.
    """
    match (coding or "identity").lower():
        case "identity":
            return Problem.TOO_LARGE if len(body) > LARGEST_BODY else body
        case "gzip":
            return _gunzip(body)
        case _:
            return Problem.CODING


def read_batch(content: bytes) -> Batch | Problem:
    """A batch whose own fields hold; those of its items are looked at one by one later, except the keys.

    Returns:
        the batch; ``MALFORMED``, or ``TOO_LARGE`` for more than ``MOST_ITEMS``.
    """
    batch = _parsed(_BATCH, content)
    if isinstance(batch, Problem):
        return batch
    frame = _frame_problem(batch)
    return frame or _items_problem(batch.items) or batch


def read_letters(content: bytes) -> DeadLetters | Problem:
    """The same for dead letters."""
    letters = _parsed(_LETTERS, content)
    if isinstance(letters, Problem):
        return letters
    frame = _frame_problem(letters)
    return frame or _items_problem(tuple(letter.item for letter in letters.letters)) or letters


def _parsed(adapter: TypeAdapter[T], content: bytes) -> T | Problem:
    try:
        return adapter.validate_json(content, strict=True)
    except ValidationError:
        return Problem.MALFORMED


def _frame_problem(sent: Batch | DeadLetters) -> Problem | None:
    good = (
        is_uuid(sent.request)
        and is_epoch(sent.epoch)
        and has_form_of_moment(sent.sent_at)
        and 0 <= sent.uptime_ms <= MOST_UPTIME_MS
    )
    return None if good else Problem.MALFORMED


def _items_problem(items: tuple[Item, ...]) -> Problem | None:
    """A key that is none cannot be recorded, nor can the same one twice: the whole is refused."""
    if len(items) > MOST_ITEMS:
        return Problem.TOO_LARGE
    last = 0
    for item in items:
        if not last < item.seq <= MOST_SEQ:
            return Problem.MALFORMED
        last = item.seq
    return None


def _gunzip(body: bytes) -> bytes | Problem:
    inflating = zlib.decompressobj(_GZIP)
    try:
        content = inflating.decompress(body, LARGEST_BODY + 1)
    except zlib.error:
        return Problem.MALFORMED
    if len(content) > LARGEST_BODY:
        return Problem.TOO_LARGE
    return content if inflating.eof and not inflating.unused_data else Problem.MALFORMED
