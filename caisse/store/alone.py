"""One transaction at a time about one person."""

from __future__ import annotations

from sqlalchemy import Connection, func, select


def alone(connection: Connection, subject: bytes) -> None:
    """Let no other transaction that calls this for the same subject go on before this one has ended.

    What was counted after this call is still true when it is acted upon. SQLite's writes come one by one anyway;
    PostgreSQL's wait here for each other.

    Args:
        connection: inside a write.
        subject: at least 8 bytes that look random: an HMAC.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(subject[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))
