"""``outbox``: what a durable put costs, seal and signature included, and what a long queue costs.

Against appending the same bytes to a file with ``fdatasync``, and against a plain SQLite table (WAL, FULL), in turns; a
ratio of 1 is as many a second, 0.5 half as many. Growth is what a million that wait cost, over a thousand.
"""

from __future__ import annotations

import base64
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench.figures import Figures
from bench.stand import Stand
from kiosk.sync.identity import Identity
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_values import OutboxFault
from kiosk.sync.sealing import Sealer
from kiosk.sync.surroundings import of_this_machine
from teleservices.wire import envelope
from teleservices.wire.sealing_keys import SealingKey

_ROUNDS, _PUTS, _BATCHES = 40, 20, 3
_SHORT, _LONG = 1_000, 1_000_000
_LANE = "1a" * 16
_CONTENT = bytes(600)
"""About what an address takes."""
_ROW = os.urandom(1400)
"""About what a put writes: the seal of 1 KiB, header, signature and digest."""
_MICRO = 1e6

_FILL = """
WITH RECURSIVE counted (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM counted WHERE seq < :rows)
INSERT INTO operation SELECT
    seq, hex(randomblob(18)), hex(randomblob(16)), :suite, 'bench', 'bench-signer-key', '2026-11-22T09:12:44.123Z',
    'c1c1c1c1-0000-4000-8000-000000000000', seq, randomblob(1072), randomblob(64), randomblob(32), 0, NULL
FROM counted"""


def outbox(stand: Stand) -> Figures:
    """``put_ratio_append``, ``put_ratio_sqlite``, ``put_growth``, ``batch_growth``, and the microseconds behind."""
    directory = stand.directory / "outbox"
    directory.mkdir()
    sealer = _sealer()
    return _against_floors(directory, sealer) | _growth(directory, sealer)


def _against_floors(directory: Path, sealer: Sealer) -> Figures:
    """Warm files: the logs of both databases have come round once before anything is measured."""
    ours = _opened(directory / "ours.db")
    appended = os.open(directory / "appended", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    plain = _plain(directory / "plain.db")

    def append() -> None:
        os.write(appended, _ROW)
        os.fdatasync(appended)

    def insert() -> None:
        with plain:
            plain.execute("INSERT INTO operation (content) VALUES (?)", (_ROW,))

    for _ in range(_SHORT):
        ours.put(_LANE, _CONTENT, sealer)
        insert()
    times: dict[str, list[float]] = {"put": [], "append": [], "sqlite": []}
    for _ in range(_ROUNDS):
        times["append"].append(_seconds(append, _PUTS))
        times["put"].append(_seconds(partial(ours.put, _LANE, _CONTENT, sealer), _PUTS))
        times["sqlite"].append(_seconds(insert, _PUTS))
    ours.close()
    plain.close()
    os.close(appended)
    return {
        "put_us": round(median(times["put"]) * _MICRO, 1),
        "put_append_floor_us": round(median(times["append"]) * _MICRO, 1),
        "put_sqlite_floor_us": round(median(times["sqlite"]) * _MICRO, 1),
        "put_ratio_append": _ratio(times["append"], times["put"]),
        "put_ratio_sqlite": _ratio(times["sqlite"], times["put"]),
    }


def _growth(directory: Path, sealer: Sealer) -> Figures:
    short, long = (_filled(directory / f"{rows}.db", rows) for rows in (_SHORT, _LONG))
    os.sync()
    puts: tuple[list[float], list[float]] = ([], [])
    batches: tuple[list[float], list[float]] = ([], [])
    for at, queue in ((0, short), (1, long)) * _ROUNDS:
        puts[at].append(_seconds(partial(queue.put, _LANE, _CONTENT, sealer), _PUTS))
        batches[at].append(_seconds(partial(queue.batch, 100, envelope.LARGEST * 100), _BATCHES))
    short.close()
    long.close()
    return {
        "put_at_1k_us": round(median(puts[0]) * _MICRO, 1),
        "put_at_1m_us": round(median(puts[1]) * _MICRO, 1),
        "batch_at_1k_us": round(median(batches[0]) * _MICRO, 1),
        "batch_at_1m_us": round(median(batches[1]) * _MICRO, 1),
        "put_growth": _ratio(puts[1], puts[0]),
        "batch_growth": _ratio(batches[1], batches[0]),
    }


def _ratio(above: list[float], below: list[float]) -> float:
    """The median over the rounds: what slows one round slows both of its halves."""
    return round(median(one / other for one, other in zip(above, below, strict=True)), 3)


def _seconds(work: Callable[[], object], times: int) -> float:
    """What one takes, on average."""
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def _opened(file: Path) -> Outbox:
    outbox = open_outbox(file, surroundings=of_this_machine())
    if isinstance(outbox, OutboxFault):
        raise OSError(f"no outbox for the bench: {outbox}")
    return outbox


def _filled(file: Path, rows: int) -> Outbox:
    """An outbox with a backlog that was not put one by one."""
    _opened(file).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_FILL, {"rows": rows, "suite": envelope.SUITE})
    return _opened(file)


def _plain(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE operation (seq INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL) STRICT")
    return connection


def _sealer() -> Sealer:
    public = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode("ascii")
    private = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key = SealingKey("bench", envelope.SUITE, public, "2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z")
    return Sealer(Identity("bench", private), key)
