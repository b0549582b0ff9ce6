"""What an answer to a batch settles: nothing, unless every word of it is about that very batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.sync.outbox_values import Conflicting, Delivered, Entry, Rejected, Settlement
from teleservices.wire.batches import BatchAnswer, RejectReason, Status, Verdict

RETRY_S: Final = 60
"""For a deferral that says nothing of when."""


@dataclass(frozen=True, repr=False)
class Sent:
    """A batch, or dead letters, on its way.

    Attributes:
        request: its UUID.
        epoch: the outbox's.
        entries: what it carries.
    """

    request: str
    epoch: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Hold:
    """Nothing of a lane goes for some seconds."""

    lane: str
    seconds: int


@dataclass(frozen=True)
class Word:
    """All that an answer says.

    Attributes:
        settlements: what leaves the queue.
        holds: lanes to leave alone; empty where everything else is.
        backlog_s: the caisse has too much to do: seconds to leave it alone altogether.
    """

    settlements: tuple[Settlement, ...]
    holds: tuple[Hold, ...]
    backlog_s: int | None


def word_on(answer: BatchAnswer, sent: Sent) -> Word | None:
    """Read an answer as one to ``sent``.

    Args:
        answer: the caisse's, or what looks like it.
        sent: what it should be about.

    Returns:
        None when it names another request or epoch, or holds a verdict on other bytes than those sent, or two on the
        same. What it does not mention stays as it is.
    """
    known = {entry.item.seq: entry for entry in sent.entries}
    told = {verdict.seq for verdict in answer.results}
    if (answer.request, answer.epoch) != (sent.request, sent.epoch) or len(told) != len(answer.results):
        return None
    if any(verdict.seq not in known or verdict.digest != known[verdict.seq].digest for verdict in answer.results):
        return None
    settlements: list[Settlement] = []
    holds: list[Hold] = []
    backlog_s: int | None = None
    for verdict in answer.results:
        settled = _settlement(verdict)
        if settled is not None:
            settlements.append(settled)
        elif verdict.reason is RejectReason.BACKLOG:
            backlog_s = max(backlog_s or 0, _retry_s(verdict))
        else:
            holds.append(Hold(known[verdict.seq].item.lane, _retry_s(verdict)))
    return Word(tuple(settlements), tuple(holds), backlog_s)


def _settlement(verdict: Verdict) -> Settlement | None:
    match verdict.status:
        case Status.ACCEPTED:
            return Delivered(verdict.seq)
        case Status.DUPLICATE:
            return _rejected(verdict) if verdict.first is Status.REJECTED else Delivered(verdict.seq)
        case Status.REJECTED:
            return _rejected(verdict)
        case Status.CONFLICT:
            return Conflicting(verdict.seq)
        case Status.DEFERRED:
            return None
        case _:
            assert_never(verdict.status)


def _rejected(verdict: Verdict) -> Rejected:
    return Rejected(verdict.seq, verdict.reason or RejectReason.MALFORMED)


def _retry_s(verdict: Verdict) -> int:
    return RETRY_S if verdict.retry_after_s is None else max(1, verdict.retry_after_s)
