"""``intake``: sealed declarations that the caisse accepts in a second, in signed batches of 100 over HTTPS, against
bare loops that write the same rows as durably into a table of the same form: psycopg's ``INSERT … unnest`` over as many
connections as there are terminals, or SQLite's own, which has one writer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from statistics import median
from time import monotonic

from bench.bare_outbox import SIZE, BareOutbox, Batch
from bench.bare_rows import RawWriter, postgresql_writers, sqlite_writer
from bench.bare_terminal import BareTerminal, Caisse
from bench.figures import Figures
from bench.stand import Stand
from dock.caisse import CaisseProcess
from dock.postgresql import PostgresqlServer

_CLIENTS = 4
_ROUNDS = 7
_BATCHES = 8
"""Of each client, in a round."""


def intake(stand: Stand) -> Figures:
    """``intake_ratio_sqlite`` and ``intake_ratio_postgres``, with what they are made of."""
    directory = stand.directory / "intake"
    with CaisseProcess(directory, people=0) as process, sqlite_writer(directory / "caisse.sqlite3") as raw:
        figures = _against("sqlite", process, [raw])
    with PostgresqlServer(durable=True) as server:
        url = server.url("intake")
        directory = stand.directory / "intake-postgresql"
        with (
            CaisseProcess(directory, people=0, database_url=url) as process,
            postgresql_writers(url, _CLIENTS) as raw,
        ):
            return figures | _against("postgres", process, raw)


def _against(engine: str, process: CaisseProcess, raw: Sequence[RawWriter]) -> Figures:
    """``raw`` has a loop for each that may write at a time."""
    caisse = Caisse(process.url, process.ca_file)
    outboxes = [BareOutbox(BareTerminal(caisse, process.add_terminal(f"t-{n}")), caisse) for n in range(_CLIENTS)]
    real, floor = [], []
    with ThreadPoolExecutor(_CLIENTS) as pool:
        for _ in range(_ROUNDS):
            shares = [[outbox.batch() for _ in range(_BATCHES)] for outbox in outboxes]
            real.append(_rate(partial(_deliver_all, pool, outboxes, shares)))
            floor.append(_rate(partial(_write_all, pool, raw, shares)))
    return {
        f"intake_{engine}_per_s": round(median(real)),
        f"intake_{engine}_floor_per_s": round(median(floor)),
        f"intake_ratio_{engine}": round(median(real) / median(floor), 3),
    }


def _rate(work: Callable[[], None]) -> float:
    began = monotonic()
    work()
    return _CLIENTS * _BATCHES * SIZE / (monotonic() - began)


def _deliver_all(pool: Executor, outboxes: Sequence[BareOutbox], shares: Sequence[Sequence[Batch]]) -> None:
    for under_way in [pool.submit(_deliver, *pair) for pair in zip(outboxes, shares, strict=True)]:
        under_way.result()


def _write_all(pool: Executor, raw: Sequence[RawWriter], shares: Sequence[Sequence[Batch]]) -> None:
    for under_way in [pool.submit(_write, one, shares[n :: len(raw)]) for n, one in enumerate(raw)]:
        under_way.result()


def _write(raw: RawWriter, shares: Sequence[Sequence[Batch]]) -> None:
    for share in shares:
        for batch in share:
            raw(batch.rows)


def _deliver(outbox: BareOutbox, batches: Sequence[Batch]) -> None:
    for batch in batches:
        outbox.deliver(batch)
