"""Finding again what was issued, for whoever holds the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from caisse.store.schema import ATTESTATION
from teleservices.reference import Reference
from teleservices.wire.rights import Period


@dataclass(frozen=True, repr=False)
class Issued:
    """An attestation de droits as the public page may confirm it: no family name, no NIR, no mention.

    Attributes:
        issued_at: UTC.
        initial: first letter of the family name.
        rights: as the document says.
    """

    reference: Reference
    issued_at: datetime
    first_name: str
    initial: str
    rights: Period


def find_issued(connection: Connection, reference: Reference) -> Issued | None:
    """The attestation that carries a reference, None when none does."""
    row = connection.execute(select(ATTESTATION).where(ATTESTATION.c.reference == reference.signs)).one_or_none()
    if row is None:
        return None
    return Issued(reference, row.issued_at, row.first_name, row.initial, Period(row.rights_start, row.rights_end))
