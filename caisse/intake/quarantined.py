"""What may be seen of the quarantine: who sent what when, and why it is there; never what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from caisse.intake.quarantine import QuarantineKind
from caisse.store.intake_schema import INTAKE, QUARANTINE

_KEPT: Final = (
    select(
        QUARANTINE.c.terminal,
        QUARANTINE.c.epoch,
        QUARANTINE.c.seq,
        QUARANTINE.c.digest,
        QUARANTINE.c.kind,
        QUARANTINE.c.reason,
        QUARANTINE.c.header,
        QUARANTINE.c.received_at,
        # Of one that is stuck, the intake's own row keeps the bytes.
        func.length(func.coalesce(QUARANTINE.c.sealed, INTAKE.c.sealed)),
    )
    .outerjoin(
        INTAKE,
        (INTAKE.c.terminal == QUARANTINE.c.terminal)
        & (INTAKE.c.epoch == QUARANTINE.c.epoch)
        & (INTAKE.c.seq == QUARANTINE.c.seq),
    )
    .order_by(QUARANTINE.c.received_at, QUARANTINE.c.terminal, QUARANTINE.c.epoch, QUARANTINE.c.seq, QUARANTINE.c.kind)
)


@dataclass(frozen=True)
class Quarantined:
    """A declaration that a person must look at, seen from outside its seal.

    Attributes:
        digest: hexadecimal; names it in the terminal's answers and journal, too.
        reason: the terminal's or ours; empty where ``kind`` says all.
        header: the fields of ``teleservices.wire.envelope.Header``; of any text where the form is what is wrong.
        size: of what is sealed, bytes; None when it is not kept any more.
    """

    terminal: str
    epoch: str
    seq: int
    digest: str
    kind: QuarantineKind
    reason: str
    header: Mapping[str, str | int]
    received_at: datetime
    size: int | None


def quarantined(connection: Connection, digest: str = "") -> tuple[Quarantined, ...]:
    """What is kept, the oldest first.

    Args:
        connection: inside a read.
        digest: only those whose hexadecimal digest begins so.
    """
    found = (
        Quarantined(
            terminal=row.terminal,
            epoch=row.epoch,
            seq=row.seq,
            digest=bytes(row.digest).hex(),
            kind=QuarantineKind(row.kind),
            reason=row.reason,
            header=json.loads(bytes(row.header)),
            received_at=row.received_at,
            size=row[-1],
        )
        for row in connection.execute(_KEPT)
    )
    return tuple(one for one in found if one.digest.startswith(digest))
