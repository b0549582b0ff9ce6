"""How the terminal's command begins and ends: asked, killed, twice at once, misconfigured, not enrolled."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import trustme
from scene import Scene, journal, scene

from dock import commands as do
from dock.caisse import CaisseProcess
from dock.player import words
from dock.player.steps import Act, inserts, sees, sees_no_more, takes_card, titled, touches
from dock.processes import Child
from kiosk.lock import Lock
from kiosk.maintenance.diagnostics import FILE as DIAGNOSTICS
from kiosk.sync.outbox_glance import NOTHING, glance
from kiosk.sync.outbox_once import FILE

NO_LINK = "La borne n’a pas de liaison avec la caisse"
READY = "Pour la pharmacie"
MARIE = "Bonjour MARIE D."


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    with scene() as made:
        yield made


@pytest.fixture
def place(stage: Scene) -> Iterator[Scene]:
    """The stage with no kiosk on it and no card in the reader."""
    yield stage
    stage.end()
    stage.dock.do(do.NetworkRestore())
    stage.dock.do(do.CardRemove())


def plays(place: Scene, *acts: Act) -> None:
    for act in acts:
        act(place.visitor)


def arrive(place: Scene, *acts: Act) -> Child:
    """A running terminal at the welcome screen, then ``acts``."""
    running = place.start()
    plays(place, titled(words.WELCOME), *acts)
    return running


def content(directory: Path) -> Mapping[str, bytes]:
    """Of every file but the outbox's own, which ``glance`` reads, and the diagnostics', which count starts."""
    other = [file for file in directory.iterdir() if file.is_file() and not file.name.startswith((FILE, DIAGNOSTICS))]
    return {file.name: file.read_bytes() for file in other}


def lock_is_free(place: Scene) -> bool:
    with Lock(place.state) as lock:
        return lock.held


COLLECTED = (touches(words.ATTESTATION), touches(words.PRINT), titled(words.TAKE_CARD))


@pytest.mark.parametrize(
    "acts", [(), (inserts("marie"), sees(MARIE, READY), *COLLECTED)], ids=["at the welcome screen", "in a visit"]
)
def test_asked_to_end_it_ends(place: Scene, acts: tuple[Act, ...]) -> None:
    running = arrive(place, *acts)
    assert not lock_is_free(place)

    assert running.stop() == 0

    assert lock_is_free(place)
    assert journal(running)[-1]["event"] == "app.stopped"


def test_killed_in_a_visit_it_begins_anew(place: Scene) -> None:
    before = content(place.state)
    papers = len(place.dock.papers())
    arrive(place, inserts("marie"), sees(MARIE, READY), *COLLECTED).kill()
    assert content(place.state) == before | {"kiosk.lock": b""}
    assert glance(place.state / FILE) == NOTHING
    plays(place, takes_card)

    arrive(place)

    text = " ".join(place.visitor.read())
    assert "MARIE" not in text
    assert "document est prêt" not in text
    assert len(place.dock.papers()) == papers


def test_killed_with_the_card_in_it_reads_the_card_again_and_nothing_else(place: Scene) -> None:
    papers = len(place.dock.papers())
    arrive(place, inserts("marie"), sees(MARIE, READY), *COLLECTED).kill()

    place.start()

    plays(place, sees(MARIE, READY))
    assert "document est prêt" not in " ".join(place.visitor.read())
    plays(place, takes_card, titled("Au revoir"), titled(words.WELCOME))
    assert len(place.dock.papers()) == papers


def test_a_second_one_leaves_the_first_alone(place: Scene) -> None:
    first = arrive(place)

    second = place.command("run", "--config", str(place.settings))

    assert second.returncode == 75
    assert second.stderr.count("\n") == 1
    assert '"event": "app.already_running"' in second.stderr
    plays(place, inserts("marie"), sees(MARIE, READY))
    assert first.exit_status is None


def refused(ended: subprocess.CompletedProcess[str], status: int) -> str:
    """What a refused command says: one line, no traceback."""
    assert (ended.returncode, ended.stdout) == (status, "")
    assert ended.stderr.endswith("\n")
    assert ended.stderr.count("\n") == 1
    return ended.stderr.rstrip("\n")


@pytest.mark.parametrize(
    ("of", "instead", "complaint"),
    [
        ("[printer]\n", "[printer]\ntransport = 3\n", "fichier illisible"),
        ('transport = "network"', 'transport = "pigeon"', "[printer] transport : device ou network est attendu"),
        ("probe = 1.0", 'probe = "vite"', "[caisse] probe : un nombre positif est attendu"),
        ('url = "https', 'url = "http', "[caisse] url : une adresse https sans barre finale est attendue"),
        ("directory =", "# directory =", "[state] directory : absent"),
        ("goodbye =", "good_bye =", "[visit] good_bye : inconnu"),
    ],
)
def test_settings_that_cannot_be_are_named(place: Scene, of: str, instead: str, complaint: str) -> None:
    right = place.settings.read_text("utf-8")
    assert of in right
    wrong = place.directory / "wrong.toml"
    wrong.write_text(right.replace(of, instead), "utf-8")

    ended = place.command("run", "--config", str(wrong))

    assert refused(ended, 78) == f"{wrong} : {complaint}"


def test_absent_settings_are_named(place: Scene) -> None:
    nowhere = place.directory / "nowhere.toml"
    assert refused(place.command("run", "--config", str(nowhere)), 78) == f"{nowhere} : fichier introuvable"


def enrol(place: Scene, settings: Path, token: str, caisse: str | None = None) -> subprocess.CompletedProcess[str]:
    address = caisse or place.dock.status().caisse_url
    return place.command("enrol", "--config", str(settings), "--caisse", address, "--token", token)


NOT_AN_ADDRESS = "L’adresse de la caisse doit être de la forme https://hôte. Rien n’a changé sur la borne."


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (None, "La caisse refuse ce jeton : inconnu, utilisé ou périmé. Rien n’a changé sur la borne."),
        (
            "https://127.0.0.1:1",
            "La caisse ne répond pas (pas de réseau, ou caisse arrêtée). Rien n’a changé sur la borne.",
        ),
        ("http://127.0.0.1:1", NOT_AN_ADDRESS),
        ("https://", NOT_AN_ADDRESS),
        ("https://[", NOT_AN_ADDRESS),
        ("https://caisse:port", NOT_AN_ADDRESS),
    ],
    ids=["spent token", "nobody there", "not https", "no host", "no address", "no port"],
)
def test_a_refused_enrolment_changes_nothing(place: Scene, address: str | None, sentence: str) -> None:
    before = content(place.state)

    ended = enrol(place, place.settings, place.dock.status().enrolment_token, address)

    assert refused(ended, 1) == sentence
    assert content(place.state) == before


def test_a_terminal_not_enrolled_says_so_and_works_once_it_is(place: Scene) -> None:
    settings = place.another_terminal("fresh")
    running = place.start(settings)
    plays(place, titled(words.WELCOME), sees(NO_LINK), inserts("marie"), sees(MARIE, words.NO_LINK))
    assert {event.get("cause") for event in journal(running) if event["event"] == "link.changed"} == {"not-enrolled"}

    token = CaisseProcess(place.directory / "dock" / "caisse").add_terminal("borne-2")
    ended = enrol(place, settings, token)

    told = "Borne inscrite sous le nom « borne-2 ».\nClés de scellement de la caisse reçues.\n"
    assert (ended.returncode, ended.stdout) == (0, told)
    plays(place, sees(MARIE, READY), *COLLECTED)
    assert running.exit_status is None


def test_a_caisse_of_another_authority_is_not_trusted(place: Scene) -> None:
    ca = place.directory / "other-ca.pem"
    trustme.CA().cert_pem.write_to_path(str(ca))
    settings = place.another_terminal("wary", ca)
    shutil.copy(place.state / "identity.pem", place.directory / "wary")
    running = place.start(settings)

    plays(place, titled(words.WELCOME), sees(NO_LINK), inserts("marie"), sees(MARIE, words.NO_LINK))

    assert {event.get("cause") for event in journal(running) if event["event"] == "link.changed"} == {"untrusted"}
    plays(place, takes_card, titled(words.WELCOME), sees_no_more("MARIE"))
