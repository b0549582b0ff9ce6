"""PostgreSQL is not the poor relation: whatever is tested on one engine is tested on the other."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from caisse.store.store import Store


def test_the_store_is_what_its_name_says(store: Store, request: pytest.FixtureRequest) -> None:
    def dialect(connection: Connection) -> str:
        return connection.dialect.name

    assert store.read(dialect) == request.node.callspec.params["shared_store"]


def test_both_engines_take_the_same_tests(request: pytest.FixtureRequest) -> None:
    ran: dict[str, set[str]] = {"sqlite": set(), "postgresql": set()}
    for item in request.session.items:
        for engine, names in ran.items():
            if isinstance(item, pytest.Function) and engine in item.nodeid.rpartition("[")[2].rstrip("]").split("-"):
                names.add(item.nodeid.replace(engine, ""))
    assert ran["sqlite"] == ran["postgresql"]
