"""``sign-in``: from the finger that leaves the main button to the home screen, against one Argon2 verification; and a
good sign-in from a quiet terminal while others are sprayed with wrong passwords, against the same one in peace.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from argon2 import PasswordHasher

from bench import spray
from bench.bare_terminal import BareTerminal, Caisse
from bench.figures import RUNS, Figures, ratio
from bench.screen import Region
from bench.stand import Stand
from dock.caisse import CaisseProcess
from dock.cast import load
from dock.commands import CardInsert, CardRemove
from dock.player import words
from dock.player.accounts import types_password

_CARD = "marie"
_HOME = "Bonjour MARIE D."
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The caisse's figures (architecture.md)."""
_CLIENTS, _TERMINALS, _SPRAY_S = 50, 5, 20.0


def sign_in(stand: Stand) -> Figures:
    """``sign_in_ratio`` and ``sign_in_under_spray_ratio`` with what they are made of, and ``spray_per_s``."""
    return _on_screen(stand) | _under_spray(stand.directory / "sprayed")


def _on_screen(stand: Stand) -> Figures:
    terminal = stand.stage.start_kiosk()
    stand.visitor.expect_title(words.WELCOME)
    _type_password(stand)
    stand.visitor.touch(words.IDENTIFY)
    stand.visitor.expect_title(_HOME)
    stand.visitor.hold_still()
    where = stand.visitor.place_of(_HOME)
    greeted = stand.eye.settled(where)
    _leave(stand)
    real, floor = [], []
    for _ in range(RUNS):
        real.append(_identify_once(stand, where, greeted))
        floor.append(_verify_once())
    terminal.stop()
    return ratio("sign_in", real, floor)


def _type_password(stand: Stand) -> None:
    stand.stage.dock.do(CardInsert(_CARD))
    stand.visitor.touch(words.IDENTIFY)
    stand.visitor.expect_title(words.SIGN_IN)
    types_password(_CARD)(stand.visitor)
    stand.visitor.hold_still()


def _identify_once(stand: Stand, where: Region, greeted: bytes) -> float:
    _type_password(stand)
    left, top, width, height = stand.visitor.place_of(words.IDENTIFY)
    finger = stand.cabinet.to_mm(left + width / 2, top + height / 2)
    stand.stage.panel.touch.press(*finger)
    began = time.monotonic()
    stand.stage.panel.touch.release(*finger)
    seconds = stand.eye.await_return(where, greeted) - began
    _leave(stand)
    return seconds


def _leave(stand: Stand) -> None:
    stand.visitor.hold_still()
    stand.stage.dock.do(CardRemove())
    stand.visitor.expect_title(words.WELCOME)
    stand.visitor.hold_still()


def _verify_once() -> float:
    secret = load().people[_CARD].password
    kept = _HASHER.hash(secret)
    began = time.monotonic()
    _HASHER.verify(kept, secret)
    return time.monotonic() - began


def _under_spray(directory: Path) -> Figures:
    with CaisseProcess(directory, people=0) as process:
        caisse = Caisse(process.url, process.ca_file)
        quiet = BareTerminal(caisse, process.add_terminal("quiet"))
        tokens = [process.add_terminal(f"sprayed-{number}") for number in range(_TERMINALS)]
        in_peace = [_sign_in_once(quiet) for _ in range(RUNS)]
        command = [sys.executable, "-m", spray.__name__, caisse.url, str(caisse.ca_file)]
        command += [str(_SPRAY_S), str(_CLIENTS), *tokens]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sprayers:
            if sprayers.stdout is None or sprayers.stdout.readline() != "ready\n":
                raise RuntimeError("nobody sprays")
            until = time.monotonic() + _SPRAY_S
            sprayed = []
            while time.monotonic() < until:
                sprayed.append(_sign_in_once(quiet))
            told = json.loads(sprayers.stdout.readline())
    return ratio("sign_in_under_spray", sprayed, in_peace) | {
        "spray_per_s": round(told["verdicts"] / _SPRAY_S, 1),
        "spray_turned_away_per_s": round(told["turned_away"] / _SPRAY_S, 1),
    }


def _sign_in_once(terminal: BareTerminal) -> float:
    person = load().people[_CARD]
    began = time.monotonic()
    answer = terminal.post("/v1/sign-ins", {"nir": person.nir.full, "secret": person.password})
    seconds = time.monotonic() - began
    answer.raise_for_status()
    return seconds
