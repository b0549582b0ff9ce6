"""THE table of what the courier does with an answer, or without one: one pure function (facts/sync.md §3).

Only a verdict on the very bytes that were sent takes anything out of the queue. Anybody can answer 200; a no counts for
good only in the caisse's own words (a problem document), otherwise it is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.sync import courier_log as log
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.backoff import CAP_S, FIRST_S, Draw, wait_s
from kiosk.sync.courier_log import Line
from kiosk.sync.delivery_answers import Declined, DeliveryAnswer
from kiosk.sync.outbox_values import Conflicting, Delivered, Rejected, Settlement, Tried
from kiosk.sync.policy_state import Halt, Standing
from kiosk.sync.policy_verdicts import Sent, word_on
from teleservices.wire.batches import MOST_ITEMS, BatchAnswer
from teleservices.wire.problems import Problem

ALARM_AFTER_S: Final = 3600.0
"""A refusal of this terminal's requests that lasts so long is for a person to look at."""
STRIKES: Final = 3
"""Batches in a row at which the caisse fails, before smaller ones look for the item that is to blame."""
TRIES: Final = 20
TROUBLED_S: Final = 3600.0
"""An item at which the caisse failed so often and so long, while others passed, makes way."""
REST_S: Final = 86_400.0
"""After which it is tried again."""


@dataclass(frozen=True)
class Parking:
    """One item makes way for the others.

    Attributes:
        seq: which.
        reason: a problem's type, or ``HTTP`` and the status.
        told: whether it goes to the caisse's dead letters, for somebody to look at.
    """

    seq: int
    reason: str
    told: bool


@dataclass(frozen=True)
class Decision:
    """What follows from an answer.

    Attributes:
        standing: from now on.
        settlements: for the outbox, in one transaction.
        parking: for the outbox, too.
        keys: serial of the keys that the caisse publishes; None where it did not say.
        lines: for the journal.
    """

    standing: Standing
    settlements: tuple[Settlement, ...] = ()
    parking: Parking | None = None
    keys: int | None = None
    lines: tuple[Line, ...] = ()


def decide(answer: DeliveryAnswer, sent: Sent, standing: Standing, now: float, draw: Draw) -> Decision:
    """Apply the table.

    Args:
        answer: what came back, if anything.
        sent: what it should answer.
        standing: until now.
        now: monotonic seconds.
        draw: the source of chance.
    """
    several, alone = len(sent.entries) > 1, len(sent.entries) == 1
    match answer:
        case NoAnswer(Cause.ABANDONED):
            return Decision(standing)
        case NoAnswer(cause):
            return _away(standing, now, draw, None, cause.value)
        case BatchAnswer():
            return _heard(answer, sent, standing, now, draw)
        case Declined(413) if several:
            half = len(sent.entries) // 2
            return Decision(replace(standing, next_at=now, most=half, ceiling=half))
        case Declined(problem=None):
            return _away(standing, now, draw, answer, Cause.FOREIGN.value)
        case Declined(404 | 410) | Declined(problem=Problem.UNKNOWN_TERMINAL):
            return _halted(standing, now, answer, Halt.UNKNOWN_TERMINAL)
        case Declined(426):
            return _halted(standing, now, answer, Halt.PROTOCOL)
        case Declined(401 | 403):
            return _refused(standing, now, draw, answer)
        case Declined(400 | 422) if several:
            return Decision(replace(standing, next_at=now, most=len(sent.entries) // 2))
        case Declined(400 | 413 | 422) if alone:
            return _poisoned(sent, standing, now, draw, answer)
        case Declined(status) if status >= 500 and alone:
            return _troubled(sent, standing, now, draw, answer)
        case Declined(500) if several:
            return _struck(sent, standing, now, draw, answer)
        case _:
            return _away(standing, now, draw, answer, answer.problem or "")


def _heard(answer: BatchAnswer, sent: Sent, standing: Standing, now: float, draw: Draw) -> Decision:
    word = word_on(answer, sent)
    if word is None:
        return _away(standing, now, draw, None, "mismatch")
    if sent.entries and not answer.results:
        # Asked again at once, a caisse that says nothing of anything would be asked for ever.
        return _away(standing, now, draw, None, "no-verdict")
    next_at = now + max(answer.next_after_s, word.backlog_s or 0)
    held = {lane: until for lane, until in standing.held.items() if until > now}
    held |= {hold.lane: now + hold.seconds for hold in word.holds}
    settled = {settlement.seq for settlement in word.settlements}
    lines = _lines_of(word.settlements, len(sent.entries) - len(settled))
    if standing.failures or standing.halt is not None or standing.alarmed:
        lines = (log.back(), *lines)
    return Decision(
        replace(
            standing,
            next_at=next_at,
            earliest_at=next_at,
            failures=0,
            most=max(1, min(MOST_ITEMS, standing.ceiling, answer.max_items, 2 * standing.most)),
            strikes=0,
            refused_since=None,
            alarmed=False,
            halt=None,
            held=held,
            troubled={seq: since for seq, since in standing.troubled.items() if seq not in settled},
            passed_at=now if settled else standing.passed_at,
        ),
        settlements=word.settlements,
        keys=answer.keys,
        lines=lines,
    )


def _away(standing: Standing, now: float, draw: Draw, declined: Declined | None, cause: str) -> Decision:
    """Nothing happened: the same bytes again, later."""
    retry_after_s = declined.retry_after_s if declined else None
    wait = wait_s(standing.failures, retry_after_s, draw)
    later = replace(
        standing, next_at=now + wait, earliest_at=now + (retry_after_s or 0), failures=standing.failures + 1
    )
    first = not standing.failures
    return Decision(later, lines=(log.away(cause, declined.status if declined else None),) if first else ())


def _halted(standing: Standing, now: float, declined: Declined, halt: Halt) -> Decision:
    next_at = now + max(CAP_S, declined.retry_after_s or 0)
    lines = () if standing.halt is halt else (log.halted(halt.value, declined.status),)
    return Decision(replace(standing, next_at=next_at, earliest_at=next_at, halt=halt), lines=lines)


def _refused(standing: Standing, now: float, draw: Draw, declined: Declined) -> Decision:
    since = now if standing.refused_since is None else standing.refused_since
    alarm = now - since >= ALARM_AFTER_S and not standing.alarmed
    away = _away(standing, now, draw, declined, declined.problem or "")
    return Decision(
        replace(away.standing, refused_since=since, alarmed=standing.alarmed or alarm),
        lines=(*away.lines, *((log.refused(declined.status, declined.problem or ""),) if alarm else ())),
    )


def _poisoned(sent: Sent, standing: Standing, now: float, draw: Draw, declined: Declined) -> Decision:
    """The caisse cannot read one item: it makes way, and a person has to look at it.

    A caisse that reads none would have the whole queue parked in a moment: the waits grow until something passes.
    """
    parking = Parking(sent.entries[0].item.seq, declined.problem or "", told=True)
    away = _away(standing, now, draw, declined, declined.problem or "")
    return Decision(away.standing, parking=parking, lines=(log.parked(parking.seq, parking.reason),))


def _troubled(sent: Sent, standing: Standing, now: float, draw: Draw, declined: Declined) -> Decision:
    """The caisse fails at one item: its lane waits, so that others may show whether it is to blame."""
    entry = sent.entries[0]
    seq, lane = entry.item.seq, entry.item.lane
    away = _away(standing, now, draw, declined, declined.problem or "")
    since = standing.troubled.get(seq, now)
    others_pass = standing.passed_at is not None and standing.passed_at > since
    if entry.attempts + 1 < TRIES or now - since < TROUBLED_S or not others_pass:
        # Longer than the courier itself stays away, or the same item would always go first.
        until = max(away.standing.next_at, now + wait_s(entry.attempts, None, draw)) + FIRST_S
        held = {**standing.held, lane: until}
        later = replace(away.standing, held=held, troubled={**standing.troubled, seq: since})
        return Decision(later, settlements=(Tried(seq),), lines=away.lines)
    parking = Parking(seq, f"HTTP {declined.status}", told=False)
    later = replace(
        away.standing,
        troubled={other: since for other, since in standing.troubled.items() if other != seq},
        resting={**standing.resting, seq: now + REST_S},
    )
    return Decision(later, parking=parking, lines=(*away.lines, log.parked(seq, parking.reason)))


def _struck(sent: Sent, standing: Standing, now: float, draw: Draw, declined: Declined) -> Decision:
    away = _away(standing, now, draw, declined, declined.problem or "")
    strikes = standing.strikes + 1
    most = len(sent.entries) // 2 if strikes >= STRIKES else standing.most
    return Decision(replace(away.standing, strikes=strikes, most=most), lines=away.lines)


def _lines_of(settlements: tuple[Settlement, ...], left: int) -> tuple[Line, ...]:
    if not settlements:
        return ()
    lines = [log.settled(sum(isinstance(settled, Delivered) for settled in settlements), left)]
    for settled in settlements:
        match settled:
            case Rejected(seq, reason):
                lines.append(log.rejected(seq, reason.value))
            case Conflicting(seq):
                lines.append(log.conflict(seq))
            case _:
                pass
    return tuple(lines)
