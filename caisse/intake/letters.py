"""Dead letters: declarations that a terminal gave up delivering, kept for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from caisse.intake.envelopes import Envelope
from caisse.intake.quarantine import QuarantineKind, dead_digests, keep
from teleservices.wire.batches import Status, Verdict

_LONGEST_REASON: Final = 200


def take_letters(
    connection: Connection,
    key: tuple[str, str],
    letters: Sequence[tuple[Envelope, str]],
    received_at: datetime,
) -> tuple[Verdict, ...]:
    """Keep dead letters, whatever their form.

    Args:
        connection: inside a write; nothing may be told before its commit.
        key: terminal and epoch.
        letters: each with the terminal's reason.
        received_at: the moment.

    Returns:
        ``ACCEPTED``, ``DUPLICATE`` of one accepted, or ``CONFLICT``, which is kept, too.
    """
    verdicts = []
    for one, reason in letters:
        before = dead_digests(connection, key, one.seq)
        digest = one.digest.hex()
        if one.digest in before:
            verdicts.append(Verdict(one.seq, digest, Status.DUPLICATE, first=Status.ACCEPTED))
            continue
        keep(connection, QuarantineKind.DEAD_LETTER, key, one, reason=_readable(reason), received_at=received_at)
        verdicts.append(Verdict(one.seq, digest, Status.CONFLICT if before else Status.ACCEPTED))
    return tuple(verdicts)


def _readable(reason: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in reason[:_LONGEST_REASON])
