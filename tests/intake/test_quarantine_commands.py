"""``caisse quarantine``: what an operator sees of declarations that a person must look at."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outbox_items import EPOCH, LANE, Pen
from running_caisse import CONFIG, NOON, Caisse, demo_settings

from caisse.cli import main
from caisse.declarations.judging import judge
from caisse.declarations.worker import Worker
from caisse.intake.quarantine import QuarantineKind
from caisse.intake.quarantined import quarantined
from caisse.sealing_keys import SealingKeys
from caisse.store.opening import open_store
from teleservices.wire.batches import Item


@pytest.fixture
def own(tmp_path: Path, sealing_keys: SealingKeys) -> Iterator[Caisse]:
    """A caisse whose database the command finds in ``tmp_path``."""
    store = open_store(f"sqlite:///{tmp_path / 'caisse.sqlite3'}")
    running = Caisse(store, demo_settings(), sealing_keys=sealing_keys)
    yield running
    running.stop()
    store.close()


@pytest.fixture
def own_pen(own: Caisse, sealing_keys: SealingKeys) -> Pen:
    (key,) = sealing_keys.all()
    return Pen(own.terminal(), key)


def command(state: Path, *arguments: str) -> Result:
    files = [part for name in ("caisse.toml", "demo/caisse.toml") for part in ("--config", str(CONFIG / name))]
    return CliRunner().invoke(main, [*files, "--state-dir", str(state), "quarantine", *arguments])


def conflicting(pen: Pen) -> tuple[Item, Item]:
    """Two declarations under one key; the first is delivered."""
    first = pen.item()
    pen.seq -= 1
    other = pen.item()
    assert pen.statuses(first) == ["accepted"]
    return first, other


def test_everything_kept_is_seen_from_outside_its_seal(pen: Pen, caisse: Caisse) -> None:
    first, other = conflicting(pen)
    assert pen.statuses(other) == ["conflict"]
    unreadable = pen.item(content=b"[]")
    assert pen.statuses(unreadable) == ["accepted"]
    worker = Worker(caisse.parts, judge)
    while worker.round():
        pass
    given_up = pen.item()
    pen.give_up(given_up)
    found = {one.kind: one for one in caisse.store.read(quarantined)}
    assert {kind: one.digest for kind, one in found.items() if one.seq > 1} == {
        QuarantineKind.UNREADABLE: pen.digest(unreadable),
        QuarantineKind.DEAD_LETTER: pen.digest(given_up),
    }
    kept = found[QuarantineKind.CONFLICT]
    assert (kept.digest, kept.received_at) == (pen.digest(other), NOON)
    assert kept.size == len(base64.b64decode(other.sealed))
    assert kept.header["op_id"] == other.op_id != first.op_id


def test_an_empty_quarantine_lists_nothing(own: Caisse, tmp_path: Path) -> None:
    done = command(tmp_path, "list")
    assert (done.exit_code, done.output) == (0, "")


def test_the_list_names_each_by_digest_and_cause(own_pen: Pen, tmp_path: Path) -> None:
    item = own_pen.item()
    own_pen.give_up(item)
    (line,) = command(tmp_path, "list").output.splitlines()
    assert line.split("\t") == [
        own_pen.digest(item)[:12],
        f"{NOON:%Y-%m-%d %H:%M}Z",
        own_pen.terminal.name,
        "1",
        "abandonnée par la borne",
        "/problems/malformed",
    ]


def test_one_is_shown_by_the_beginning_of_its_digest_without_its_content(own_pen: Pen, tmp_path: Path) -> None:
    _, other = conflicting(own_pen)
    own_pen.deliver(other)
    own_pen.give_up(other)
    digest = own_pen.digest(other)
    shown = command(tmp_path, "show", digest[:12].upper()).output
    dead, conflict = (dict(line.split("\u00a0: ") for line in part.splitlines()) for part in shown.split("\n\n"))
    assert {dead["cause"], conflict["cause"]} == {"en conflit avec une autre", "abandonnée par la borne"}
    for part in (dead, conflict):
        assert (part["empreinte"], part["époque"], part["file"]) == (digest, EPOCH, json.dumps(LANE))
        assert part["taille scellée"] == f"{len(base64.b64decode(other.sealed))} octets"
    assert other.sealed not in shown
    assert base64.b64decode(other.sealed).hex() not in shown


def test_what_a_terminal_wrote_does_not_steer_the_operator_s_screen(own_pen: Pen, tmp_path: Path) -> None:
    item = own_pen.item(boot_id="\x1b[2J")
    own_pen.give_up(item, reason="\x1b[31m\n")
    shown = command(tmp_path, "show", own_pen.digest(item)).output
    assert "\\u001b[2J" in shown
    assert "\x1b" not in shown + command(tmp_path, "list").output


@pytest.mark.parametrize("asked", ["0000000000000000", ""])
def test_an_unknown_digest_is_told(own: Caisse, tmp_path: Path, asked: str) -> None:
    done = command(tmp_path, "show", asked)
    assert done.exit_code == 1
    assert "aucune démarche en quarantaine" in done.output


def test_a_digest_that_several_begin_with_is_told(own_pen: Pen, tmp_path: Path) -> None:
    items = [own_pen.item() for _ in range(17)]
    own_pen.give_up(*items)
    firsts = [own_pen.digest(item)[0] for item in items]
    shared = next(one for one in firsts if firsts.count(one) > 1)
    done = command(tmp_path, "show", shared)
    assert done.exit_code == 1
    assert "plusieurs empreintes" in done.output
