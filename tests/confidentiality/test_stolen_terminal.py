"""Whoever steals a terminal, or its disk, learns nothing that was declared on it: at no moment, nor after a crash."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

import pytest
from confiding import JOURNAL, Home, Moment, confide
from forked import Forked, preload
from hidden import found_around, hide, kinds_of_request, needles_of
from needles import Needles

from dock.caisse import CaisseProcess
from kiosk.sync import identity
from kiosk.sync.abort import Abort
from kiosk.sync.delivery import over_tls
from kiosk.sync.enrol import enrol
from kiosk.sync.filing import Filing
from kiosk.sync.keys import KeyStore, Offered
from kiosk.sync.outbox_once import FILE
from kiosk.sync.settings import LinkSettings
from teleservices.catalogue.address_change import FLOW
from teleservices.flow.model import Answers
from teleservices.nir import Nir
from teleservices.wire.declarations import ByGrant, ByPassword, CardShown, Proof
from teleservices.wire.enrolment import Enrolled
from teleservices.wire.envelope import OVERHEAD, STEP
from teleservices.wire.sealing_keys import PublishedKeys

_PATIENCE_S = 60.0
_NIR = Nir("2790213055418").full
_IBAN = "FR7630006000011234567890189"
_PASSWORD = "Kanari+Passe-1979"
_GRANT = "a-grant-that-only-this-visit-was-ever-given-0123456789abcdef"
_DIGEST = "5eed" * 16
_CHILD = "ZOÉ-CANARI"
_SECRETS = {
    _NIR: "NIR",
    _NIR[:13]: "NIR",
    _IBAN: "IBAN",
    _PASSWORD: "password",
    _GRANT: "grant",
    _DIGEST: "card digest",
    _CHILD: "name of an ayant droit",
    "33063:33000": "commune",
    "Impasse du Canari": "street",
}
_JOURNEY = tuple(Moment)


def _filing(visit: int, proof: Proof, complement: str) -> Filing:
    answers: Answers = {
        "where": "france",
        "commune": "33063:33000",
        "street": f"{visit} Impasse du Canari",
        "complement": complement,
        "people": (f"card:{_CHILD}:20120229",),
    }
    return Filing(visit, FLOW.service, FLOW.revision, _NIR, CardShown("20240115", _DIGEST), "fr", proof, answers)


_FILINGS = tuple(
    _filing(visit, proof, complement)
    for visit in range(3)
    for proof, complement in ((ByGrant(_GRANT), _IBAN), (ByPassword(_PASSWORD), ""), (ByGrant(_GRANT), "B"))
)
_MEANWHILE = tuple(_filing(visit, ByPassword(_PASSWORD), _IBAN) for visit in range(3, 6))


@dataclass
class Terminal:
    """A terminal's process, and all that is ever seen of its files."""

    name: str
    home: Home
    moments: int = 0
    files: int = 0
    references: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._running: Forked | None = None

    def start(self, filings: tuple[Filing, ...], meanwhile: tuple[Filing, ...] = ()) -> None:
        orders, self._orders = multiprocessing.Pipe(duplex=False)
        self._running = Forked(confide, orders, self.home, filings, meanwhile)
        orders.close()

    def reach(self, moment: Moment) -> list[Moment]:
        """Go on to a moment; gives those on the way, itself included, each of them looked at."""
        seen: list[Moment] = []
        while not seen or seen[-1] is not moment:
            if seen:
                self._orders.send("go on")
            seen.append(self._next())
            assert self.found(self._process()) == {}, seen[-1]
            self.moments += 1
        return seen

    def kill(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._orders.close()
            self._running = None

    def found(self, process: int | None = None) -> dict[str, set[str]]:
        found, count = found_around(self.needles, (self.home.state, self.home.temporary), process)
        self.files += count
        return found

    @property
    def needles(self) -> Needles:
        drawn = dict.fromkeys(self.references, "reference")
        return needles_of({**_SECRETS, **kinds_of_request(), **drawn})

    def _next(self) -> Moment:
        assert self._running is not None
        said = self._running.told(_PATIENCE_S)
        while isinstance(said, list):
            self.references += said
            said = self._running.told(_PATIENCE_S)
        assert isinstance(said, Moment)
        return said

    def _process(self) -> int:
        assert self._running is not None
        return self._running.pid


@dataclass(frozen=True)
class Caisse:
    process: CaisseProcess
    database: Path

    def received(self, terminal: str) -> int:
        """How many declarations of a terminal it has."""
        with closing(sqlite3.connect(self.database)) as connection:
            found = connection.execute("SELECT COUNT(*) FROM intake WHERE terminal = ?", (terminal,)).fetchone()
        return int(found[0])


@pytest.fixture(scope="module")
def caisse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caisse]:
    preload("confiding")
    state = tmp_path_factory.mktemp("caisse")
    with CaisseProcess(state, people=0) as process:
        yield Caisse(process, state / "caisse.sqlite3")


@pytest.fixture
def terminal(caisse: Caisse, tmp_path: Path) -> Iterator[Terminal]:
    """Enrolled, with the caisse's keys, not running."""
    there = caisse.process
    state, temporary = tmp_path / "state", tmp_path / "tmp"
    state.mkdir(mode=0o700)
    temporary.mkdir()
    name = f"borne-{secrets.token_hex(4)}"
    assert isinstance(enrol(there.url, there.add_terminal(name), there.ca_file, state), Enrolled)
    keys = over_tls(LinkSettings(there.url, there.ca_file), lambda: identity.load(state)).keys(Abort())
    assert isinstance(keys, PublishedKeys)
    assert KeyStore(state, there.root_file).offer(keys) in (Offered.TAKEN, Offered.NOT_NEWER)
    made = Terminal(name, Home(state, temporary, there.url, there.ca_file, there.root_file))
    yield made
    made.kill()


def finds_what_is_planted(terminal: Terminal) -> bool:
    """The same search, in the same places: it finds each secret, hidden or plain, in a file that is there anyway."""
    journal = terminal.home.state / JOURNAL
    before = journal.read_bytes()
    found = []
    for secret in (_NIR, _PASSWORD, _CHILD, FLOW.service, *terminal.references[:1]):
        for content in (secret.encode("utf-16-le"), hide(secret)):
            journal.write_bytes(before + content)
            found.append(str(journal) in terminal.found())
    journal.write_bytes(before)
    return all(found) and terminal.found() == {}


def sealed_lengths(state: Path) -> set[int]:
    """Of all that waits or was given up, read from a copy."""
    with tempfile.TemporaryDirectory() as directory:
        for file in state.glob(f"{FILE}*"):
            shutil.copy(file, directory)
        with closing(sqlite3.connect(Path(directory) / FILE)) as connection:
            tables = ("operation", "dead_letter")
            rows = [row for table in tables for row in connection.execute(f"SELECT length(sealed) FROM {table}")]
    return {length for (length,) in rows}


def _filed_by(moment: Moment) -> int:
    match moment:
        case Moment.READY:
            return 0
        case Moment.QUEUED | Moment.SENDING:
            return len(_FILINGS)
        case Moment.ANSWERED | Moment.HALFWAY | Moment.DRAINED:
            return len(_FILINGS) + len(_MEANWHILE)
        case _:
            assert_never(moment)


@pytest.mark.parametrize("killed_at", _JOURNEY, ids=[moment.name.lower() for moment in _JOURNEY])
def test_nothing_declared_is_found(
    caisse: Caisse, terminal: Terminal, killed_at: Moment, record_property: Callable[[str, object], None]
) -> None:
    terminal.start(_FILINGS, _MEANWHILE)
    seen = terminal.reach(killed_at)
    assert seen == list(_JOURNEY[: _JOURNEY.index(killed_at) + 1])
    terminal.kill()
    assert terminal.found() == {}
    # What a crash left is mended by the next start, and delivered.
    terminal.start(())
    terminal.reach(Moment.DRAINED)
    assert sealed_lengths(terminal.home.state) == set()
    assert caisse.received(terminal.name) == len(terminal.references) == _filed_by(killed_at)
    terminal.kill()
    assert terminal.found() == {}
    assert finds_what_is_planted(terminal)
    record_property(
        "proof",
        f"killed {killed_at.value}: {terminal.moments + 2} looks at {terminal.files} files, nothing of"
        f" {len(terminal.needles.words)} forms of what was declared",
    )


def test_lengths_do_not_tell_one_from_another(
    terminal: Terminal, record_property: Callable[[str, object], None]
) -> None:
    longest = _filing(9, ByPassword("p" * STEP), "x" * 38)
    terminal.start((*_FILINGS, longest))
    terminal.reach(Moment.QUEUED)
    lengths = sealed_lengths(terminal.home.state)
    assert lengths == {STEP + OVERHEAD, 2 * STEP + OVERHEAD}
    assert finds_what_is_planted(terminal)
    record_property("proof", f"{len(_FILINGS) + 1} contents of every length: sealed {sorted(lengths)} bytes")


def test_what_is_removed_but_still_open_is_looked_at(tmp_path: Path) -> None:
    """The search itself: a file that has no name any more is found by the process that holds it."""
    with (tmp_path / "gone").open("w+b", buffering=0) as kept:
        kept.write(_NIR.encode())
        (tmp_path / "gone").unlink()
        found, _ = found_around(needles_of(_SECRETS), (tmp_path,), os.getpid())
        assert found == {f"/proc/{os.getpid()}/fd/{kept.fileno()}": {"NIR"}}
