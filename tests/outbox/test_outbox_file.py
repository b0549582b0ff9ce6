"""An outbox opens only if SQLite keeps its promises, and what an older version made opens too."""

from __future__ import annotations

import base64
import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from outbox_samples import LANE, RESERVE, SEALER, Ticking, opened

from kiosk.sync import outbox_file
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_schema import MIGRATIONS, migrate
from kiosk.sync.outbox_values import OutboxFault

PAST = Path(__file__).with_name("past")


def attempt(file: Path) -> Outbox | OutboxFault:
    return open_outbox(file, surroundings=Ticking().surroundings(), reserve_bytes=RESERVE)


def test_nobody_else_can_read_its_files(file: Path) -> None:
    before = os.umask(0)
    try:
        outbox = opened(file)
        outbox.put(LANE, b"{}", SEALER)
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
        outbox.close()
    finally:
        os.umask(before)

    assert modes == dict.fromkeys(("outbox.db", "outbox.db-wal", "outbox.db-shm", "outbox.db.reserve"), 0o600)
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_was_open_to_others_is_closed_to_them(file: Path) -> None:
    file.parent.mkdir()
    file.touch(0o644)
    opened(file).close()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("pragma", outbox_file.PRAGMAS, ids=lambda pragma: pragma[0])
def test_it_does_not_open_where_a_setting_is_not_taken(
    pragma: tuple[str, str, str | int], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, wanted, _ = pragma
    others = tuple(other for other in outbox_file.PRAGMAS if other[0] != name)
    monkeypatch.setattr(outbox_file, "PRAGMAS", (*others, (name, wanted, "something else")))
    assert attempt(file) is OutboxFault.UNSAFE


def test_a_database_of_a_newer_version_is_left_alone(file: Path) -> None:
    opened(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    content = file.read_bytes()

    assert attempt(file) is OutboxFault.FUTURE
    assert file.read_bytes() == content


def test_what_is_no_database_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database" * 100)
    assert attempt(file) is OutboxFault.UNREADABLE
    assert file.read_bytes() == b"not a database" * 100


def test_a_directory_in_its_place_is_no_outbox(file: Path) -> None:
    file.mkdir(parents=True)
    assert attempt(file) is OutboxFault.UNREADABLE


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_what_a_past_version_made_opens_with_all_it_held(version: int, file: Path) -> None:
    """``past/N.b64``: seven puts, the second delivered, the third rejected, the fifth set aside, the sixth tried."""
    file.parent.mkdir()
    file.write_bytes(gzip.decompress(base64.b64decode((PAST / f"{version}.b64").read_text("ascii"))))

    outbox = opened(file)

    assert outbox.epoch == f"{1:032x}"
    assert [(entry.item.seq, entry.attempts) for entry in outbox.batch(500, 1 << 20)] == [
        (1, 0),
        (4, 0),
        (6, 1),
        (7, 0),
    ]
    assert [(item.seq, reason) for item, reason in outbox.dead_letters()] == [(3, "malformed")]
    assert outbox.parked() == ((5, "server-error"),)
    assert outbox.queue_state().oldest_key_id == "2026-11"
    outbox.close()


def test_each_step_is_taken_once_and_all_or_nothing(file: Path) -> None:
    from sqlite_utils import Database

    opened(file).close()
    steps = (*MIGRATIONS, ("ALTER TABLE operation ADD COLUMN later TEXT",), ("CREATE TABLE more (id INTEGER) STRICT",))
    broken = (*steps[:-1], ("CREATE TABLE more (id INTEGER) STRICT", "INSERT INTO nowhere VALUES (1)"))
    with closing(sqlite3.connect(file)) as connection:
        db = Database(connection)
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, broken, "unused")
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert "later" not in {column.name for column in db["operation"].columns}
        for _ in range(2):
            migrate(db, steps, "unused")
        assert db.execute("PRAGMA user_version").fetchone() == (len(steps),)
        assert {"later"} <= {column.name for column in db["operation"].columns}
        assert db.execute("SELECT epoch FROM outbox").fetchall() == [(f"{1:032x}",)]
