"""What the store promises: durable answers, one view per read, one writer, groups that share a commit."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select
from sqlalchemy.exc import IntegrityError

from caisse.store.opening import open_store, sqlite_file
from caisse.store.schema import TERMINAL
from caisse.store.sqlite import SqliteStore
from caisse.store.store import Store, StoreBusyError

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def adding(name: str) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(insert(TERMINAL).values(name=name, added_at=AT))

    return work


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(TERMINAL)).scalar_one()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    assert isinstance(opened, SqliteStore)
    yield opened
    opened.close()


@pytest.fixture
def commits() -> Iterator[list[Connection]]:
    seen: list[Connection] = []

    def committing(connection: Connection) -> None:
        seen.append(connection)

    event.listen(Engine, "commit", committing)
    yield seen
    event.remove(Engine, "commit", committing)


def test_what_was_written_is_read_and_its_value_given(store: Store) -> None:
    assert store.write(lambda connection: adding("a")(connection) or "given") == "given"
    assert store.read(count) == 1


def test_a_failing_write_leaves_nothing_and_its_error_comes_through(store: Store) -> None:
    def half(connection: Connection) -> None:
        adding("a")(connection)
        adding("a")(connection)

    with pytest.raises(IntegrityError):
        store.write(half)
    assert store.read(count) == 0


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only|^$"):
        store.read(adding("a"))
    assert store.read(count) == 0


def test_a_read_is_one_view_whatever_is_written_meanwhile(store: Store) -> None:
    def twice(connection: Connection) -> tuple[int, int]:
        before = count(connection)
        with ThreadPoolExecutor(1) as other:
            other.submit(store.write, adding("meanwhile")).result(30)
        return before, count(connection)

    assert store.read(twice) == (0, 0)
    assert store.read(count) == 1


def test_moments_come_back_aware_and_in_utc(store: Store) -> None:
    paris = timezone(timedelta(hours=1))
    store.write(lambda c: c.execute(insert(TERMINAL).values(name="a", added_at=AT.astimezone(paris))))
    found = store.read(lambda c: c.execute(select(TERMINAL.c.added_at)).scalar_one())
    assert (found, found.tzinfo) == (AT, UTC)


def test_a_moment_without_a_zone_is_a_bug(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        store.write(lambda c: c.execute(insert(TERMINAL).values(name="a", added_at=AT.replace(tzinfo=None))))


def test_an_error_of_the_database_does_not_quote_values(store: Store) -> None:
    store.write(adding("canari"))
    with pytest.raises(IntegrityError) as caught:
        store.write(adding("canari"))
    assert "[parameters" not in str(caught.value)


def test_writes_that_wait_share_one_commit_and_one_that_fails_spoils_no_other(
    sqlite: SqliteStore, commits: list[Connection]
) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        adding("first")(connection)
        entered.set()
        assert go_on.wait(30)

    def bad(connection: Connection) -> None:
        adding("spoilt")(connection)
        raise LookupError

    with ThreadPoolExecutor(12) as callers:
        first = callers.submit(sqlite.write, slow)
        assert entered.wait(30)
        queued = [callers.submit(sqlite.write, adding(f"t{n}")) for n in range(10)]
        failing = callers.submit(sqlite.write, bad)
        # The queue itself is the only witness that all eleven wait.
        while sqlite._jobs.qsize() < 11:
            threading.Event().wait(0.001)
        go_on.set()
        first.result(30)
        for one in queued:
            one.result(30)
        with pytest.raises(LookupError):
            failing.result(30)
    assert sqlite.read(count) == 11
    writing = [connection for connection in commits if connection.engine is sqlite._writing]
    assert len(writing) == 2


def test_nothing_is_told_before_its_commit(sqlite: SqliteStore) -> None:
    told = threading.Event()
    seen: list[bool] = []

    def committing(_connection: Connection) -> None:
        seen.append(told.is_set())

    event.listen(sqlite._writing, "commit", committing)
    sqlite.write(adding("a"))
    told.set()
    assert seen == [False]


def test_a_group_whose_commit_fails_is_busy_for_all_and_the_writer_lives_on(sqlite: SqliteStore) -> None:
    def failing(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT no_such_function()")

    event.listen(sqlite._writing, "commit", failing)
    with pytest.raises(StoreBusyError):
        sqlite.write(adding("a"))
    event.remove(sqlite._writing, "commit", failing)
    assert sqlite.read(count) == 0
    sqlite.write(adding("b"))
    assert sqlite.read(count) == 1


def test_durability_is_set_on_every_connection(sqlite: SqliteStore) -> None:
    def settings(connection: Connection) -> tuple[object, ...]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

    assert sqlite.write(settings) == ("wal", 2, 1, 1)
    assert sqlite.read(settings) == ("wal", 2, 1, 1)


def test_another_process_s_turn_is_waited_for_then_given_up_as_busy(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite3"
    open_store(f"sqlite:///{file}").close()
    impatient = SqliteStore(file, patience_s=0.05)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys\n"
            "fcntl.flock(lock := open(sys.argv[1]), fcntl.LOCK_EX)\n"
            "print('held', flush=True)\n"
            "sys.stdin.read()",
            str(file) + ".writer",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    begun = threading.Event()

    def begin() -> None:
        begun.set()
        impatient.write(adding("begun"))

    first = ThreadPoolExecutor(1).submit(begin)
    assert begun.wait(30)
    with pytest.raises(StoreBusyError):
        impatient.write(adding("given up"))
    assert impatient.read(count) == 0
    holder.stdin.close()
    holder.wait(30)
    holder.stdout.close()
    with pytest.raises(StoreBusyError):
        first.result(30)
    impatient.write(adding("after"))
    assert impatient.read(count) == 1
    impatient.close()


def test_a_write_holds_the_turn(sqlite: SqliteStore, tmp_path: Path) -> None:
    def free(_connection: Connection) -> bool:
        with (tmp_path / "x.sqlite3.writer").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    assert sqlite.write(free) is False
    assert sqlite.read(free) is True


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "postgresql+psycopg2://x/y"])
def test_another_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match="use sqlite"):
        sqlite_file(url)
