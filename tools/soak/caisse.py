"""The fleet's caisse: its own process, with thousands of terminals enrolled and somebody identified at each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Connection, select

from caisse import settings
from caisse.handlers import terminals
from caisse.handlers.accounts import account_of, email_state
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.grants import grant_to
from caisse.handlers.people import insured_by_id
from caisse.handlers.visit import Visit
from caisse.handlers.visits import must_replace
from caisse.keys import own_keys
from caisse.settings import Settings
from caisse.store.opening import open_store
from caisse.store.schema import INSURED
from caisse.store.store import Store
from dock.caisse import CaisseProcess
from kiosk.sync.identity import Identity
from teleservices.catalogue.address_change import ADDRESS_CHANGE
from teleservices.levels import Level

_CONFIG: Final = Path(__file__).parents[2] / "config"
_FILES: Final = (_CONFIG / "caisse.toml", _CONFIG / "demo" / "caisse.toml")
_AT_ONCE: Final = 250
"""Terminals enrolled in one transaction."""
_PEOPLE_EACH: Final = 4
"""Invented people for each terminal: not all are insured, in order, and of a régime that may declare."""


@dataclass(frozen=True, repr=False)
class Enrolled:
    """A terminal that the caisse knows, and who stands before it.

    Attributes:
        nir: 15 characters, of an invented person.
        grant: theirs, as the caisse gives it to this terminal.
    """

    identity: Identity
    nir: str
    grant: str


@dataclass(frozen=True, repr=False)
class FleetCaisse:
    """A caisse and its database, as whoever looks after both sees them.

    Attributes:
        process: ``caisse serve``; may be stopped and started.
        store: the same database, from outside.
    """

    process: CaisseProcess
    store: Store
    settings: Settings

    def enrol(self, count: int) -> list[Enrolled]:
        """So many terminals, named and enrolled by the caisse's own handlers, an invented person identified at each.

        Raises:
            ValueError: the invented people do not suffice.
        """
        at = self._circumstances()
        people = self.store.read(lambda connection: list(_in_order(connection, at)))
        if len(people) < count:
            raise ValueError(f"{len(people)} people for {count} terminals")
        named = [replace(visit, terminal=f"fleet-{number:05}") for number, visit in enumerate(people[:count])]
        made: list[Enrolled] = []
        for first in range(0, count, _AT_ONCE):
            visits = named[first : first + _AT_ONCE]
            keys = [Ed25519PrivateKey.generate() for _ in visits]
            admitted = partial(_admit, visits=visits, keys=keys, now=at.now)
            self.store.write(admitted)
            made += [
                Enrolled(Identity(visit.terminal, _pem(key)), visit.insured.nir.full, grant_to(visit, at))
                for visit, key in zip(visits, keys, strict=True)
            ]
        return made

    def _circumstances(self) -> Circumstances:
        keys = own_keys(self.settings.state_dir / "keys")
        return Circumstances(self.settings, self.process.url, secrets.randbelow, keys, {}, datetime.now(UTC))


@contextmanager
def fleet_caisse(directory: Path, terminals_wanted: int, database_url: str | None) -> Iterator[FleetCaisse]:
    """A running caisse with as many invented people as terminals need.

    Args:
        directory: its state; removed by whoever made it.
        terminals_wanted: how many will be enrolled.
        database_url: ``postgresql+psycopg://…``; None for SQLite.
    """
    chosen = settings.read(_FILES, {"state_dir": str(directory)})
    if database_url is not None:
        chosen = replace(chosen, database_url=database_url)
    people = _PEOPLE_EACH * terminals_wanted
    with CaisseProcess(directory, people=people, database_url=database_url) as process:
        store = open_store(chosen.database)
        try:
            yield FleetCaisse(process, store, chosen)
        finally:
            store.close()


def _in_order(connection: Connection, at: Circumstances) -> Iterator[Visit]:
    """A visit of everybody who may declare, at no terminal yet."""
    for insured_id in connection.execute(select(INSURED.c.person_id).order_by(INSURED.c.person_id)).scalars().all():
        insured = insured_by_id(connection, insured_id)
        if insured is None or not at.settings.regimes.may_use(insured.regime, ADDRESS_CHANGE.id):
            continue
        account = account_of(connection, insured_id)
        visit = Visit(
            token="",
            terminal="",
            level=Level.CODE,
            insured=insured,
            account=account,
            email=email_state(connection, account),
            by_nir=False,
            by_code=False,
            must_choose=must_replace(account),
            expires_at=at.now,
        )
        if visit.in_order:
            yield visit


def _admit(connection: Connection, visits: list[Visit], keys: list[Ed25519PrivateKey], now: datetime) -> None:
    for visit, key in zip(visits, keys, strict=True):
        token = secrets.token_urlsafe()
        terminals.add(connection, visit.terminal, token, now)
        terminals.enrol(connection, token, key.public_key().public_bytes_raw(), now)


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
