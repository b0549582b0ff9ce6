"""Architecture, rule 6: after visits of several people, errors and crashes among them, the terminal holds nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import clipboards
import pytest
from declared import declares, fills, password_of, proves
from needles import Needles, needles
from scene import Scene, scene
from stood import make_whole_again

from dock import cast
from dock import commands as do
from dock.player import words
from dock.player.accounts import chooses, types_code, types_password
from dock.player.steps import Act, cuts_network, does, gets_paper, inserts, sees, takes_card, titled, touches
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE

pytestmark = pytest.mark.timeout(600)
READY = "Pour la pharmacie"
ENDS_S = 20.0
PEOPLE = ("marie", "rene", "paul", "laetitia", "nadia", "agnes", "hortense")
CLIPBOARDS = (sys.executable, clipboards.__file__)
ROOT = str(Path(__file__).parents[2])
PRIVATE_PLACES = """
mkdir -p "$1/private$1" "$1/private$2" "$1/private/tmp" "$1/private/var/tmp" "$1/private/dev/shm"
cd "$1/private"
mount --bind "$1" "$1/private$1"
mount --bind "$2" "$1/private$2"
for place in tmp var/tmp dev/shm; do mount --rbind "$1/private/$place" "/$place"; done
shift 2
exec "$@"
"""
"""Where any program may leave a file, and a crash its core: one process's own, kept among the stage's files."""

HOME = sees(READY)
SUMMARY = (HOME, touches(words.ATTESTATION), titled(words.SUMMARY))
BOTH = (
    titled(words.MENTIONS),
    touches("Affection de longue durée (ALD)"),
    touches("Exonération du ticket modérateur"),
    *(touches(words.CONTINUE), titled(words.SUMMARY)),
)
COLLECTED = (touches(words.PRINT), titled(words.TAKE_CARD))
PRINTED = (takes_card, titled(words.TAKE_DOCUMENT))

IDENTIFYING = (touches(words.IDENTIFY), titled(words.SIGN_IN))
NEW_PASSWORD = "Merisier&51"
FORGOTTEN = (
    *(*IDENTIFYING, touches(words.FORGOTTEN), titled(words.WAYS)),
    *(touches(words.BY_SMS), titled(words.TYPE_CODE), types_code("marie")),
    *(touches(words.VALIDATE_CODE), titled(words.CHOOSE), chooses(NEW_PASSWORD)),
)

VISITS: dict[str, tuple[Act, ...]] = {
    "both mentions": (
        *(inserts("rene"), *SUMMARY, touches(words.CHANGE), *BOTH, *COLLECTED, *PRINTED),
        gets_paper("rene", ("BENAÏSSA", "RENÉ"), "/v/"),
    ),
    "for a child": (
        *(inserts("marie"), *SUMMARY, touches(words.CHANGE), titled(words.WHOSE), touches("ZOÉ")),
        *(touches(words.CONTINUE), *BOTH, *COLLECTED, *PRINTED),
    ),
    "signs of markup": (inserts("hortense"), *SUMMARY, *COLLECTED, *PRINTED),
    "refused": (inserts("mute"), titled(words.MUTE)),
    "garbled": (inserts("marie", "garbled"), titled("Votre carte Vitale ne peut pas être lue")),
    "lost card": (inserts("agnes"), titled("Cette carte Vitale n’est plus utilisable")),
    "cut while fetching": (
        *(inserts("marie"), *SUMMARY, does(do.NetworkSwallow()), touches(words.PRINT)),
        *(titled("Nous préparons votre attestation"), does(do.NetworkCut()), titled("Votre caisse ne répond pas")),
    ),
    "identified": (
        *(inserts("paul"), HOME, *IDENTIFYING, types_password("laetitia"), touches(words.IDENTIFY)),
        *(sees("ne correspond pas"), types_password("paul"), touches(words.IDENTIFY), sees(words.IDENTIFIED)),
    ),
    "password forgotten": (inserts("marie"), HOME, *FORGOTTEN, touches(words.SAVE), titled(words.SAVED)),
    "left with a password typed": (inserts("nadia"), HOME, *IDENTIFYING, types_password("hortense")),
    "paper out": (
        *(inserts("paul"), *SUMMARY, *COLLECTED, does(do.PrinterPaper(present=False)), takes_card),
        *(titled(words.NO_PAPER), does(do.PrinterPaper(present=True)), titled(words.TAKE_DOCUMENT)),
    ),
}
"""Visits that end by themselves or by the card's removal."""

STREET = "8 rue Zwingli"
SERVICE = "address_change"
DELIVERED: tuple[Act, ...] = (
    *(inserts("laetitia"), HOME, touches(words.CHANGE_ADDRESS), titled(words.SIGN_IN), types_password("laetitia")),
    *(touches(words.IDENTIFY), *fills(STREET), touches(words.THAT_IS_IT), titled(words.KEPT)),
)
"""A declaration of somebody identified, delivered while they stand there."""
WAITING: tuple[Act, ...] = (
    *(cuts_network, sees("pas de liaison"), inserts("paul"), sees("Bonjour PAUL M."), *declares(STREET)),
    *(touches(words.THAT_IS_IT), *proves(password_of("paul")), titled(words.KEPT)),
)
"""A declaration sealed with its password, which still waits in the outbox when the files are searched."""

CRASHES: dict[str, tuple[signal.Signals, tuple[Act, ...]]] = {
    "killed at home": (signal.SIGKILL, (inserts("laetitia"), HOME)),
    "killed with a document collected": (signal.SIGKILL, (inserts("nadia"), *SUMMARY, *COLLECTED)),
    "crashed in the middle of a page": (signal.SIGSEGV, (inserts("rene"), *SUMMARY)),
    "killed in a declaration": (signal.SIGKILL, DELIVERED),
    "crashed with a password typed": (signal.SIGSEGV, (inserts("paul"), HOME, *IDENTIFYING, types_password("paul"))),
}
"""Visits that end with the terminal's process, and by which signal."""


@dataclass
class Seen:
    """What is read while a person is there."""

    token_hashes: set[bytes] = field(default_factory=set)
    card_digests: set[str] = field(default_factory=set)
    process: list[bytes] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    clipboards: list[str] = field(default_factory=list)

    def look(self, place: Scene, pid: int) -> None:
        process = Path("/proc") / str(pid)
        self.process += [(process / name).read_bytes() for name in ("environ", "cmdline")]
        self.limits.append((process / "limits").read_text())
        self.clipboards.append(read_clipboards(place))
        database = f"file:{place.directory / 'dock' / 'caisse' / 'caisse.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(database, uri=True)) as caisse:
            for token_hash, digest in caisse.execute("select token_hash, card_digest from visit"):
                self.token_hashes.add(token_hash)
                self.card_digests |= {digest} - {None}


def read_clipboards(place: Scene) -> str:
    command = [*CLIPBOARDS, "read"]
    return subprocess.run(command, env=place.environment, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture(scope="module")
def place() -> Iterator[Scene]:
    with scene() as made:
        home = made.directory / "home"
        home.mkdir()
        made.environment["HOME"] = str(home)
        made.before = ("unshare", "--mount", "--", "sh", "-ec", PRIVATE_PLACES, "sh", str(made.directory), ROOT)
        yield made


@pytest.fixture(scope="module")
def seen(place: Scene) -> Seen:
    """All the visits, played once."""
    seen = Seen()
    running = place.start()
    place.visitor.expect_title(words.WELCOME)
    for visit in VISITS.values():
        for act in visit:
            act(place.visitor)
        make_whole_again(place.visitor)
    for signum, visit in CRASHES.values():
        for act in visit:
            act(place.visitor)
        seen.look(place, running.pid)
        os.kill(running.pid, signum)
        assert running.wait(ENDS_S) == -signum
        place.dock.do(do.CardRemove())
        running = place.start()
        place.visitor.expect_title(words.WELCOME)
    for act in WAITING:
        act(place.visitor)
    seen.look(place, running.pid)
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait(ENDS_S) == -signal.SIGKILL
    left = glance(place.state / FILE)
    assert isinstance(left, Glance)
    assert left.queue.pending == 1
    place.dock.do(do.CardRemove())
    return seen


@pytest.fixture(scope="module")
def sought(seen: Seen) -> Needles:
    known = cast.load()
    assert len(seen.token_hashes) >= len(CRASHES)
    assert seen.card_digests
    found = needles((known.people[key] for key in PEOPLE), seen.card_digests, seen.token_hashes)
    typed = {NEW_PASSWORD: "password", STREET: "street", STREET.upper(): "street", SERVICE: "téléservice"}
    chosen = {
        text.encode(encoding): kind for text, kind in typed.items() for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    return replace(found, words=found.words | chosen)


def allowed(place: Scene) -> tuple[Path, ...]:
    """Where personal data may be: the caisse's own database, the paper, and people's mailboxes."""
    dock = place.directory / "dock"
    database = (dock / "caisse").glob("caisse.sqlite3*")
    return (*database, dock / "papers", dock / "mail", place.directory / "out" / "tickets")


def test_no_file_keeps_anything_of_anybody(place: Scene, sought: Needles) -> None:
    assert sought.found_under(place.directory, allowed(place)) == {}


def test_the_search_has_found_what_it_may(place: Scene, sought: Needles) -> None:
    """The same needles, where personal data belongs."""
    kinds = {
        kind.partition(",")[0].partition(" of ")[0] for place in allowed(place) for kind in kinds_in(place, sought)
    }
    assert kinds >= {"family name", "first name", "NIR", "birth date", "mobile"}


def test_a_password_is_nowhere(place: Scene, sought: Needles) -> None:
    secrets_only = replace(sought, words={word: kind for word, kind in sought.words.items() if "password" in kind})

    assert len(secrets_only.words) > len(PEOPLE)
    assert secrets_only.found_under(place.directory) == {}


def kinds_in(place: Path, sought: Needles) -> set[str]:
    if place.is_file():
        return sought.found_in(place.read_bytes())
    return set().union(*sought.found_under(place).values())


def test_canaries_are_found(place: Scene, sought: Needles) -> None:
    """One search for all: each stands in a file of its own, and each file must be named."""
    canaries = (
        *("RENÉ".encode("latin-1"), "GAËTAN".encode("utf-16-le"), b"x284058832102532", b'"19440000"', b"293072B033118"),
        *(b"Tilleul-84", "Merisier&51".encode("utf-16-le"), b"8 rue Zwingli", b"address_change"),
    )
    planted = [place.directory / "private" / "var" / "tmp" / f"canary-{number}" for number in range(len(canaries))]
    for file, canary in zip(planted, canaries, strict=True):
        file.write_bytes(b"\0" + canary + b"\0")
    try:
        assert set(sought.found_under(place.directory, allowed(place))) == {str(file) for file in planted}
    finally:
        for file in planted:
            file.unlink()


def test_a_token_is_found_by_its_hash(sought: Needles) -> None:
    token = secrets.token_urlsafe()
    knowing = replace(sought, token_hashes=frozenset({hashlib.sha256(token.encode()).digest()}))
    assert knowing.found_in(f'"token": "{token}"'.encode()) == {"visit token"}
    assert knowing.found_in(f'"token": "{secrets.token_urlsafe()}"'.encode()) == set()


def test_the_places_searched_are_the_ones_the_terminal_writes_to(place: Scene, seen: Seen) -> None:
    running = place.start()
    place.visitor.expect_title(words.WELCOME)
    for name in ("tmp", "var/tmp", "dev/shm"):
        mark = Path(f"/proc/{running.pid}/root/{name}/mark")
        mark.touch()
        assert (place.directory / "private" / name / "mark").exists()
    assert running.stop() == 0


def test_the_process_tells_nothing_from_outside(seen: Seen, sought: Needles) -> None:
    assert [sought.found_in(content) for content in seen.process] == [set()] * len(seen.process)


def test_no_core_is_ever_written(place: Scene, seen: Seen) -> None:
    for limits in seen.limits:
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
    assert [file for file in place.directory.rglob("core*") if file.is_file()] == []


def test_the_clipboards_are_empty(place: Scene, seen: Seen) -> None:
    assert set(seen.clipboards) == {"\n\n"}


def test_a_full_clipboard_is_read(place: Scene) -> None:
    """The canary of the one before."""
    with subprocess.Popen(
        [*CLIPBOARDS, "hold", "CANARI"],
        env=place.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert read_clipboards(place) == "CANARI\nCANARI\n"
        holder.communicate(timeout=30)
