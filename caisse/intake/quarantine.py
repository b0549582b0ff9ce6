"""What a person must look at: kept, never shown to a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from caisse.intake.envelopes import Envelope
from caisse.store.intake_schema import QUARANTINE

_PUT: Final = insert(QUARANTINE)


class QuarantineKind(StrEnum):
    """Why a person must look."""

    DEAD_LETTER = "dead-letter"
    """The terminal gave it up."""
    CONFLICT = "conflict"
    """It came under the key of another one."""
    UNREADABLE = "unreadable"
    """Seal, signature or content do not hold, or nobody knows the person."""
    STUCK = "stuck"
    """Handling it fails again and again: a bug. The intake's row keeps its bytes, and its lane waits."""


def keep(
    connection: Connection,
    kind: QuarantineKind,
    key: tuple[str, str],
    one: Envelope,
    *,
    reason: str,
    received_at: datetime,
) -> None:
    """Keep an envelope; nothing changes where the same one is kept for the same cause.

    Args:
        connection: inside a write.
        kind: why.
        key: terminal and epoch.
        one: the envelope.
        reason: for the person who looks.
        received_at: the moment.
    """
    put(
        connection,
        {
            "terminal": key[0],
            "epoch": key[1],
            "seq": one.seq,
            "digest": one.digest,
            "kind": kind,
            "reason": reason,
            "header": one.header,
            "sealed": one.sealed,
            "signature": one.signature,
            "received_at": received_at,
        },
    )


def put(connection: Connection, row: Mapping[str, object]) -> None:
    """The same from the columns of ``QUARANTINE``."""
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(_PUT, dict(row))


def dead_digests(connection: Connection, key: tuple[str, str], seq: int) -> frozenset[bytes]:
    """The digests of what a terminal gave up under a key.

    Args:
        connection: any.
        key: terminal and epoch.
        seq: which.
    """
    found = connection.execute(
        select(QUARANTINE.c.digest).where(
            QUARANTINE.c.terminal == key[0],
            QUARANTINE.c.epoch == key[1],
            QUARANTINE.c.seq == seq,
            QUARANTINE.c.kind == QuarantineKind.DEAD_LETTER,
        )
    ).scalars()
    return frozenset(bytes(digest) for digest in found)
