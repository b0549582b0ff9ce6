"""The caisse's own intake and worker on SQLite, without the HTTP in between; and a network that does what it likes."""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic_core import to_json
from running_caisse import KEYS, product_settings
from sqlalchemy import Connection, delete, text

from caisse import events
from caisse.api.problems import response
from caisse.api.signatures import verify
from caisse.declarations.opened import Opened, Outcome, Work
from caisse.declarations.worker import Worker
from caisse.handlers import terminals
from caisse.handlers.hashing import Hashing
from caisse.handlers.refusal import Refusal
from caisse.intake.intake import Intake
from caisse.parts import Parts
from caisse.sealing_keys import SealingKeys
from caisse.store.intake_schema import EPOCH, INTAKE, QUARANTINE, TERMINAL_KEY
from caisse.store.opening import open_store
from caisse.store.schema import ENROLMENT_TOKEN, NONCE, TERMINAL
from caisse.store.store import Store
from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.transport import Reply
from teleservices.logbook import Logbook
from teleservices.wire.batches import BatchAnswer
from teleservices.wire.problems import Problem

TERMINAL_NAME = "borne-01"
ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
MEMORY = "/dev/shm"
"""Thousands of commits: what a disk keeps is tested elsewhere."""
T = TypeVar("T")


class CrashError(BaseException):
    """The caisse's process dies here."""


class CrashingStore:
    """A store whose process dies at a write, when told: with the write, or right after its commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.dies_at: int | None = None
        self.after_commit = False

    def read(self, work: Callable[[Connection], T]) -> T:
        return self._store.read(work)

    def write(self, work: Callable[[Connection], T]) -> T:
        if self.dies_at is None:
            return self._store.write(work)
        self.dies_at -= 1
        if self.dies_at >= 0:
            return self._store.write(work)
        if self.after_commit:
            self._store.write(work)
        raise CrashError

    def close(self) -> None:
        self._store.close()


class Forgetful(SealingKeys):
    """Keys of which some are not there for now."""

    hidden: frozenset[str] = frozenset()

    def knows(self, key_id: str) -> bool:
        return key_id not in self.hidden and super().knows(key_id)


class CourierCaisse:
    """One caisse; its effects are rows of a table of the test's, written in the worker's own transactions."""

    def __init__(self, folder: Path) -> None:
        self._real = open_store(f"sqlite:///{folder / 'caisse.sqlite3'}")
        self.store = CrashingStore(self._real)
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self.keys = Forgetful(folder / "sealing")
        self.refuses: Refusal | None = None
        made = [
            self.keys.make(datetime(2026, month, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)) for month in (10, 11)
        ]
        self.key_ids = [key.key_id for key in made]
        self.keys.publish(tuple(made), ROOT)
        self._real.write(
            lambda connection: connection.execute(
                text("CREATE TABLE effect (n INTEGER PRIMARY KEY, lane TEXT, reference TEXT)")
            )
        )
        self.start()

    def start(self) -> None:
        """A new process on the same database."""
        self.store.dies_at = None
        settings = product_settings()
        self.parts = Parts(
            settings=settings,
            public_url="https://caisse.example",
            store=self.store,
            log=Logbook(events.CATALOGUE, lambda _line: None),
            now=lambda: self.now,
            below=secrets.randbelow,
            new_token=secrets.token_urlsafe,
            texts={},
            verify=verify,
            keys=KEYS,
            sealing_keys=self.keys,
            deliveries=settings.intake.turns(),
            hashing=Hashing(settings.identification.hashing),
            gateway=None,
        )
        self.intake = Intake(self.parts)
        self.worker = Worker(self.parts, _judge)

    def anew(self, public_key: bytes) -> None:
        """As before the first delivery, with one terminal."""

        def work(connection: Connection) -> None:
            for table in (INTAKE, EPOCH, QUARANTINE, TERMINAL_KEY, ENROLMENT_TOKEN, NONCE, TERMINAL):
                connection.execute(delete(table))
            connection.execute(text("DELETE FROM effect"))
            token = secrets.token_urlsafe()
            terminals.add(connection, TERMINAL_NAME, token, self.now)
            terminals.enrol(connection, token, public_key, self.now)

        self.refuses, self.keys.hidden = None, frozenset()
        self._real.write(work)
        self.start()

    def effects(self) -> list[str]:
        """References, in the order of their effects."""
        rows = self._real.read(
            lambda connection: connection.execute(text("SELECT reference FROM effect ORDER BY n")).all()
        )
        return [row.reference for row in rows]

    def recorded(self) -> dict[tuple[str, int], str]:
        """Verdicts by (epoch, seq)."""
        columns = (INTAKE.c.epoch, INTAKE.c.seq, INTAKE.c.verdict)
        rows = self._real.read(lambda connection: connection.execute(INTAKE.select().with_only_columns(*columns)).all())
        return {(row.epoch, row.seq): row.verdict for row in rows}

    def quarantined(self) -> list[tuple[str, int, str]]:
        """What somebody has to look at: kind, ``seq``, reason."""
        columns = (QUARANTINE.c.kind, QUARANTINE.c.seq, QUARANTINE.c.reason)
        rows = self._real.read(
            lambda connection: connection.execute(QUARANTINE.select().with_only_columns(*columns)).all()
        )
        return [(row.kind, row.seq, row.reason) for row in rows]

    def work(self) -> None:
        """Apply whatever is due."""
        while self.worker.round():
            pass

    def answer(self, method: str, path: str, body: bytes | None, encoding: str | None) -> Reply:
        """What the doors give."""
        if self.refuses is not None:
            return _refusal(self.refuses)
        match method, path:
            case "GET", "/v1/keys":
                published = self.keys.published()
                return _refusal(Refusal(Problem.NOT_FOUND)) if published is None else _json(published)
            case "POST", "/v1/batches":
                return _told(self.intake.take(TERMINAL_NAME, body or b"", encoding))
            case "POST", "/v1/dead-letters":
                return _told(self.intake.take_letters(TERMINAL_NAME, body or b"", encoding))
            case _:
                raise ValueError(path)

    def close(self) -> None:
        self._real.close()


def _judge(_parts: Parts, opened: Opened) -> Work:
    declaration = opened.declaration
    row = {"lane": declaration.nir, "reference": declaration.reference}

    def work(connection: Connection) -> Outcome:
        connection.execute(text("INSERT INTO effect (lane, reference) VALUES (:lane, :reference)"), row)
        return Outcome.REGISTERED

    return work


def _told(answer: BatchAnswer | Refusal) -> Reply:
    return _refusal(answer) if isinstance(answer, Refusal) else _json(answer)


def _json(value: Any) -> Reply:
    return Reply(200, {"content-type": "application/json"}, bytes(to_json(value)))


def _refusal(refusal: Refusal) -> Reply:
    answer = response(refusal)
    return Reply(
        answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, bytes(answer.body)
    )


class Weather(StrEnum):
    """What the network does with the next request."""

    FAIR = "fair"
    LOSES_REQUEST = "loses-request"
    LOSES_ANSWER = "loses-answer"
    TWICE = "twice"
    LATE = "late"
    PORTAL = "portal"
    STALE = "stale"
    EMPTY = "empty"
    GARBLED = "garbled"
    PROXY = "proxy"
    DIES_BEFORE = "dies-before"
    DIES_AFTER = "dies-after"


class Network:
    """Stands for the exchange over TLS; keeps what it was given, to see that it never changes."""

    def __init__(self, caisse: CourierCaisse) -> None:
        self._caisse = caisse
        self.weather = Weather.FAIR
        self.items: dict[tuple[str, int], set[str]] = {}
        self.batches = 0
        self.poison = self.trouble = 0
        self._late: list[tuple[str, str, bytes | None, str | None]] = []
        self._last: Reply | None = None

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
    ) -> Reply | NoAnswer:
        seqs = self._note(path, body)
        if self.poison in seqs:
            return _refusal(Refusal(Problem.MALFORMED))
        if self.trouble in seqs:
            return _refusal(Refusal(Problem.INTERNAL))
        asked = (method, path, body, encoding)
        match self.weather:
            case Weather.FAIR:
                return self._pass(asked)
            case Weather.LOSES_REQUEST:
                return NoAnswer(Cause.UNREACHABLE)
            case Weather.LOSES_ANSWER:
                self._pass(asked)
                return NoAnswer(Cause.CUT)
            case Weather.TWICE:
                self._pass(asked)
                return self._pass(asked)
            case Weather.LATE:
                self._late.append(asked)
                return NoAnswer(Cause.TIMEOUT)
            case Weather.PORTAL:
                return Reply(200, {"content-type": "text/html"}, b"<h1>Bienvenue</h1>")
            case Weather.STALE:
                return self._last or Reply(200, {"content-type": "application/json"}, b"{}")
            case Weather.EMPTY:
                return Reply(200, {"content-type": "application/json"}, b"{}")
            case Weather.GARBLED:
                reply = self._pass(asked)
                return Reply(reply.status, reply.headers, reply.body[:-20]) if isinstance(reply, Reply) else reply
            case Weather.PROXY:
                return Reply(403, {"content-type": "text/html"}, b"<h1>Interdit</h1>")
            case Weather.DIES_BEFORE | Weather.DIES_AFTER:
                self._caisse.store.dies_at = 0
                self._caisse.store.after_commit = self.weather is Weather.DIES_AFTER
                return self._pass(asked)

    def deliver_late(self) -> None:
        """What was on its way for long arrives after all; nobody waits for the answers."""
        for asked in reversed(self._late):
            self._pass(asked)
        self._late.clear()

    def close(self) -> None:
        pass

    def _pass(self, asked: tuple[str, str, bytes | None, str | None]) -> Reply | NoAnswer:
        try:
            self._last = self._caisse.answer(*asked)
        except CrashError:
            self._caisse.start()
            return NoAnswer(Cause.CUT)
        finally:
            self._caisse.store.dies_at = None
        return self._last

    def _note(self, path: str, body: bytes | None) -> set[int]:
        if path != "/v1/batches" or body is None:
            return set()
        self.batches += 1
        sent = json.loads(gzip.decompress(body))
        for item in sent["items"]:
            self.items.setdefault((sent["epoch"], item["seq"]), set()).add(json.dumps(item))
        return {item["seq"] for item in sent["items"]}


def pem_of_root(folder: Path) -> Path:
    file = folder / "root.pem"
    file.write_bytes(ROOT.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file
