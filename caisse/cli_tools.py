"""What every command of the operator's needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from sqlalchemy.exc import OperationalError

from caisse.settings import Settings, SettingsError
from caisse.store.opening import open_store
from caisse.store.store import Store, StoreBusyError


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The database, for the ``with`` block."""
    with plain_errors():
        store = open_store(settings.database)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def plain_errors() -> Iterator[None]:
    """What an operator can put right is told in a sentence, without a trace."""
    try:
        yield
    except (SettingsError, OSError, OperationalError, StoreBusyError, ValueError) as error:
        raise click.ClickException(f"{type(error).__name__} : {error}") from error


def now() -> datetime:
    """The moment, UTC."""
    return datetime.now(UTC)
