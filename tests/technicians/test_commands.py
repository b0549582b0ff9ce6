"""The operator's commands: technicians come and go, their trail is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from running_caisse import CAST, CONFIG
from sqlalchemy import Connection

from caisse.cli import main
from caisse.cli_tools import now
from caisse.demo.command import demo_data
from caisse.handlers import terminals
from caisse.handlers.hashing import HASHER
from caisse.settings import read
from caisse.store.maintenance_schema import DEED, TECHNICIAN
from caisse.store.opening import open_store


@dataclass
class Operator:
    """Somebody with a shell on the caisse's machine."""

    state_dir: Path

    def run(self, *arguments: str) -> Result:
        files = [part for name in ("caisse.toml", "demo/caisse.toml") for part in ("--config", str(CONFIG / name))]
        return CliRunner().invoke(main, [*files, "--state-dir", str(self.state_dir), *arguments])

    def said(self, *arguments: str) -> str:
        return succeeded(self.run(*arguments))

    def load_the_cast(self) -> None:
        """What the demonstration does, whose command is no part of the packaged ones."""
        files = [CONFIG / name for name in ("caisse.toml", "demo/caisse.toml")]
        settings = read(files, {"state_dir": self.state_dir})
        succeeded(CliRunner().invoke(demo_data, ["--people", "0", "--cast", str(CAST)], obj=settings))


def succeeded(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def test_a_technician_is_added_listed_and_revoked(operator: Operator) -> None:
    given = re.fullmatch(r"([0-9]{6})\t([0-9]{8})\n", operator.said("technician", "add", "dominique"))
    assert given is not None
    assert re.fullmatch(rf"{given[1]}\tdominique\tactif\t\S+ \S+Z\n", operator.said("technician", "list"))
    operator.said("technician", "revoke", "dominique")
    assert re.fullmatch(rf"{given[1]}\tdominique\trévoqué\t\S+ \S+Z\n", operator.said("technician", "list"))


def test_a_new_code_keeps_the_number_and_only_its_hash_is_kept(operator: Operator) -> None:
    first, second = (operator.said("technician", "add", "dominique").split() for _ in range(2))
    assert first[0] == second[0]
    assert first[1] != second[1]
    store = open_store(f"sqlite:///{operator.state_dir / 'caisse.sqlite3'}")
    (row,) = store.read(lambda connection: connection.execute(TECHNICIAN.select()).all())
    store.close()
    assert row.code_hash.startswith("$argon2id$")
    assert HASHER.verify(row.code_hash, second[1])
    assert not row.invented


@pytest.mark.parametrize("name", ["", "Dominique", "a b", "é", "-a", "a" * 49])
def test_a_name_that_is_none_is_refused(operator: Operator, name: str) -> None:
    refused = operator.run("technician", "add", "--", name)
    assert refused.exit_code == 2
    assert "48 signes au plus" in refused.output


def test_nobody_is_revoked_by_a_wrong_name(operator: Operator) -> None:
    assert "aucun technicien ne s’appelle" in operator.run("technician", "revoke", "personne").output


def test_the_demo_s_technician_is_there_and_marked_invented(operator: Operator) -> None:
    operator.load_the_cast()
    assert operator.said("technician", "list").startswith("204816\tsacha\tactif\t")
    operator.said("technician", "add", "dominique")
    operator.load_the_cast()
    assert operator.said("technician", "list").count("\n") == 1


def test_the_trail_is_listed_in_french(operator: Operator) -> None:
    store = open_store(f"sqlite:///{operator.state_dir / 'caisse.sqlite3'}")
    row = {"way": "online", "technician": "204816", "outcome": "done", "unsure": False, "op": None}
    deeds = [
        row | {"id": "1", "terminal": "borne-1", "deed": "entered", "done_at": now() - timedelta(days=1)},
        row | {"id": "2", "terminal": "borne-2", "deed": "left", "done_at": now() - timedelta(days=2)},
        row | {"id": "3", "terminal": "borne-1", "deed": "left", "done_at": now() - timedelta(days=40)},
        row
        | {"id": "4", "terminal": "borne-1", "deed": "refused", "technician": "", "outcome": "credentials"}
        | {"unsure": True, "way": "offline", "done_at": now() - timedelta(days=3)},
    ]

    def fill(connection: Connection) -> None:
        for name in ("borne-1", "borne-2"):
            terminals.add(connection, name, name, now())
        connection.execute(DEED.insert(), deeds)

    store.write(fill)
    store.close()
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
    told = operator.said("maintenance", "trail").splitlines()
    assert len(told) == 3
    assert re.fullmatch(rf"{moment}\tborne-1\tEntrée\ten ligne\t204816\tdone\theure sûre", told[0])
    assert re.fullmatch(rf"{moment}\tborne-1\tEntrée refusée\tsans liaison\t-\tcredentials\theure incertaine", told[2])
    assert operator.said("maintenance", "trail", "--terminal", "borne-2").count("\n") == 1
    assert operator.said("maintenance", "trail", "--days", "90").count("\n") == 4
    assert "aucune borne ne s’appelle" in operator.run("maintenance", "trail", "--terminal", "x").output
