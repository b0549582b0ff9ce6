"""Brings a database's schema up to date: the packaged alembic revisions, run at every start."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 0x63616973
"""Key of the advisory lock that keeps two starting servers from migrating at once; « cais » in ASCII."""


def migrate(connection: Connection) -> None:
    """Bring the schema up to date, inside the caller's transaction.

    Args:
        connection: with a transaction begun; on SQLite, with the writers' turn taken.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
