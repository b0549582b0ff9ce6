"""A terminal whose disk is full, and one that the caisse knows no more: it says so, and what was kept is not lost."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from declared import fills, password_of, proves
from scene import Scene, journal, scene

from dock.caisse import CaisseProcess
from dock.player import words
from dock.player.steps import (
    Act,
    cuts_network,
    inserts,
    restores_network,
    sees,
    sees_no_more,
    takes_card,
    titled,
    touches,
)
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE

pytestmark = [pytest.mark.soak, pytest.mark.timeout(300)]
NOTHING_KEPT = "Cette borne ne peut rien enregistrer"
PAUL = "Bonjour PAUL M."
BEGUN = (
    *(titled(words.WELCOME), cuts_network, sees("pas de liaison"), inserts("paul"), sees(PAUL)),
    *(touches(words.CHANGE_ADDRESS), titled(words.WHERE)),
)
DECLARED = (
    *(*fills("8 rue Zwingli"), touches(words.THAT_IS_IT), *proves(password_of("paul")), titled(words.KEPT)),
    *(takes_card, titled(words.WELCOME)),
)


@pytest.fixture
def place() -> Iterator[Scene]:
    with scene() as made:
        yield made


def plays(place: Scene, *acts: Act) -> None:
    for act in acts:
        act(place.visitor)


def caisse(place: Scene) -> CaisseProcess:
    """For its commands; the one that runs is the dock's."""
    return CaisseProcess(place.directory / "dock" / "caisse")


def enrol(place: Scene, settings: Path, name: str) -> None:
    address = place.dock.status().caisse_url
    token = caisse(place).add_terminal(name)
    ended = place.command("enrol", "--config", str(settings), "--caisse", address, "--token", token)
    assert ended.returncode == 0, ended.stderr


def waiting(state: Path) -> int:
    found = glance(state / FILE)
    assert isinstance(found, Glance)
    return found.queue.pending


@contextmanager
def small_disk(place: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], check=True, timeout=30)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True, timeout=30)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def test_a_full_disk_keeps_what_was_begun_and_takes_more_once_it_has_room(place: Scene) -> None:
    settings = place.another_terminal("small")
    state = place.directory / "small"
    with small_disk(state):
        enrol(place, settings, "borne-small")
        running = place.start(settings)
        plays(place, *BEGUN)
        fill(state / "ballast")

        plays(place, *DECLARED)
        assert waiting(state) == 1
        plays(place, inserts("paul"), sees(PAUL, NOTHING_KEPT), takes_card, titled(words.WELCOME))

        (state / "ballast").unlink()
        plays(place, restores_network, sees_no_more("attend"), inserts("paul"), sees(PAUL, "Pour la pharmacie"))
        plays(place, sees_no_more(NOTHING_KEPT))
        assert waiting(state) == 0
        assert running.stop() == 0
        assert [event for event in journal(running) if event["event"] == "app.fault"] == []


def test_a_terminal_that_the_caisse_knows_no_more_takes_nothing_and_loses_nothing(place: Scene) -> None:
    settings = place.another_terminal("revoked")
    enrol(place, settings, "borne-revoked")
    running = place.start(settings)
    plays(place, *BEGUN, *DECLARED)
    caisse(place).revoke_terminal("borne-revoked")

    plays(place, restores_network, sees_no_more("pas de liaison"), inserts("paul"), sees(PAUL, NOTHING_KEPT))

    assert waiting(place.directory / "revoked") == 1
    assert running.stop() == 0
