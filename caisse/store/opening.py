"""Opens the database that the configuration names: schema brought up to date, then a ``Store``."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, make_url

from caisse.store.migrate import migrate
from caisse.store.postgresql import PostgresqlStore, pooled_engine
from caisse.store.sqlite import SqliteStore, writing_engine
from caisse.store.store import Store
from caisse.store.turn import Turn


def sqlite_file(url: str) -> Path | None:
    """The file of a ``sqlite:///…`` address, None for another database.

    Raises:
        ValueError: neither a SQLite file nor ``postgresql+psycopg``.
    """
    parsed = make_url(url)
    match parsed.drivername:
        case "sqlite" if parsed.database:
            return Path(parsed.database)
        case "postgresql+psycopg":
            return None
        case other:
            raise ValueError(f"database {other}: use sqlite:///FILE or postgresql+psycopg://…")


def open_store(url: str) -> Store:
    """Open a database, made first if it is a SQLite file that does not exist.

    Args:
        url: ``sqlite:///FILE`` or ``postgresql+psycopg://…``.

    Raises:
        ValueError: another kind of database.
        sqlalchemy.exc.OperationalError: it cannot be reached.
    """
    file = sqlite_file(url)
    if file is None:
        _migrated(pooled_engine(url))
        return PostgresqlStore(url)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    with Turn(file).taken():
        _migrated(writing_engine(file))
    return SqliteStore(file)


def _migrated(engine: Engine) -> None:
    try:
        with engine.begin() as connection:
            migrate(connection)
    finally:
        engine.dispose()
