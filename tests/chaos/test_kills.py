"""kill -9 of either end at random moments, a rough network in between: nothing lost, nothing twice, lanes in order."""

from __future__ import annotations

import random
import secrets
import socket
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from both_ends import CaisseEnd, TerminalEnd, Told, answer_and_apply, file_and_deliver
from forked import Forked, preload
from rough_network import RoughNetwork, Weather
from running_caisse import CONFIG, RENE

from dock.caisse import CaisseProcess
from kiosk.sync import identity
from kiosk.sync.abort import Abort
from kiosk.sync.delivery import over_tls
from kiosk.sync.enrol import enrol
from kiosk.sync.keys import KeyStore, Offered
from kiosk.sync.link import Link
from kiosk.sync.settings import LinkSettings
from teleservices.wire.enrolment import Enrolled
from teleservices.wire.sealing_keys import PublishedKeys
from teleservices.wire.sign_in import SignIn
from teleservices.wire.visits import OpenVisit, VisitOpened

_PASSWORD = "Citron+1944"
_READY_S = 30.0
_DRAINED_S = 90.0
_REQUESTS = "SELECT reference, COUNT(*) FROM request WHERE state = 'registered' GROUP BY reference"


@dataclass
class Stage:
    """Both ends: where they are, and what the terminal's has acknowledged."""

    terminal: TerminalEnd
    caisse: CaisseEnd
    network: RoughNetwork
    acknowledged: list[Told] = field(default_factory=list)
    odd: list[object] = field(default_factory=list)

    def hear(self, said: list[object]) -> None:
        for one in said:
            if isinstance(one, Told):
                self.acknowledged.append(one)
            else:
                self.odd.append(one)

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.caisse.state / "caisse.sqlite3")) as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A terminal enrolled at a caisse through a network, and somebody identified there; only the network runs."""
    preload("both_ends")
    state, own = tmp_path / "caisse", tmp_path / "kiosk"
    own.mkdir(mode=0o700)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    network = RoughNetwork(port, state / "tls", seed=secrets.randbits(32))
    url = f"https://127.0.0.1:{network.port}"
    with CaisseProcess(state, port=port, public_url=url, people=0) as first, network:
        enrolled = enrol(url, first.add_terminal("borne-1"), first.ca_file, own)
        assert isinstance(enrolled, Enrolled)
        link = Link(LinkSettings(url, first.ca_file), lambda: identity.load(own))
        visit = link.open_visit(OpenVisit(RENE, "20110620", None))
        assert isinstance(visit, VisitOpened)
        opened = link.ask(visit.token, SignIn(_PASSWORD))
        assert isinstance(opened, VisitOpened)
        assert opened.account is not None
        keys = over_tls(LinkSettings(url, first.ca_file), lambda: identity.load(own)).keys(Abort())
        assert isinstance(keys, PublishedKeys)
        assert KeyStore(own, first.root_file).offer(keys) is Offered.TAKEN
        first.stop()
        network.calm = False
        yield Stage(
            TerminalEnd(own, url, first.ca_file, first.root_file, RENE, opened.account.grant),
            CaisseEnd((CONFIG / "caisse.toml", CONFIG / "demo" / "caisse.toml"), state, port, url),
            network,
        )


def kill_terminals(stage: Stage, times: int, chance: random.Random) -> None:
    for _ in range(times):
        end = Forked(file_and_deliver, stage.terminal, chance.uniform(0, 0.02))
        heard: list[object] = []
        # From the very start of the process on: opening and mending are hit too.
        if chance.random() < 0.7 and (first := end.told(_READY_S)) is not None:
            heard.append(first)
        threading.Event().wait(chance.uniform(0, 0.4))
        stage.hear([*heard, *end.kill()])


def kill_caisses(stage: Stage, times: int, chance: random.Random, enough: threading.Event) -> None:
    for _ in range(times):
        end = Forked(answer_and_apply, stage.caisse)
        if chance.random() < 0.9:
            assert end.told(_READY_S) is not None
        enough.wait(chance.uniform(0, 0.6))
        end.kill()


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [50, pytest.param(300, marks=pytest.mark.soak)])
def test_no_kill_loses_or_repeats_a_declaration(
    stage: Stage, kills: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(secrets.randbits(32))
    enough = threading.Event()
    other = threading.Thread(target=kill_caisses, args=(stage, kills, chance, enough))
    other.start()
    kill_terminals(stage, kills, chance)
    other.join()

    stage.network.calm = True
    caisse = Forked(answer_and_apply, stage.caisse)
    assert caisse.told(_READY_S) is not None
    terminal = Forked(file_and_deliver, stage.terminal, -1.0)
    left = terminal.told(_DRAINED_S)
    terminal.kill()
    pause = threading.Event()
    for _ in range(int(_DRAINED_S / 0.2)):
        if not stage.ask("SELECT 1 FROM intake WHERE outcome IS NULL LIMIT 1"):
            break
        pause.wait(0.2)
    caisse.kill()

    applied = {row[0]: row[1] for row in stage.ask(_REQUESTS)}
    told = Counter(one.reference for one in stage.acknowledged)
    accepted = stage.ask("SELECT lane, seq, applied_at FROM intake ORDER BY lane, seq")
    exchanges = sum(stage.network.met.values())
    record_property(
        "proof",
        f"{kills} kills of each end, {exchanges} exchanges in rough weather:"
        f" {len(told)} declarations acknowledged, {len(applied)} applied, none twice",
    )
    assert stage.odd == []
    assert left == (0, 0, 0)
    assert len(told) > kills
    assert set(told.values()) == {1}
    assert told.keys() <= applied.keys()
    assert set(applied.values()) == {1}
    # What was kept in the instant of a kill was not acknowledged: at most one each time.
    assert len(applied) <= len(told) + kills
    assert stage.ask("SELECT COUNT(*) FROM message") == [(len(applied),)]
    assert stage.ask("SELECT DISTINCT outcome FROM intake") == [("registered",)]
    assert accepted == sorted(accepted, key=lambda row: (row[0], row[2], row[1]))
    assert set(Weather) == set(stage.network.met)


@pytest.mark.timeout(300)
def test_the_same_run_finds_what_is_lost(stage: Stage) -> None:
    """A terminal's outbox that vanishes is found missing: the counts of the other test can fail."""
    end = Forked(file_and_deliver, stage.terminal, 0.0)
    said = end.told(_READY_S)
    lost = {one.reference for one in [said, *end.kill()] if isinstance(one, Told)}
    assert lost
    for file in stage.terminal.state.glob("outbox.sqlite3*"):
        file.unlink()
    stage.network.calm = True
    caisse = Forked(answer_and_apply, stage.caisse)
    assert caisse.told(_READY_S) is not None
    terminal = Forked(file_and_deliver, stage.terminal, -1.0)
    assert terminal.told(_DRAINED_S) == (0, 0, 0)
    terminal.kill()
    caisse.kill()
    assert not lost & {row[0] for row in stage.ask("SELECT reference FROM request")}
