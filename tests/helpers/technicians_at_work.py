"""The technician of the cast, and real ones, in front of a terminal."""

from __future__ import annotations

import secrets
from typing import Final

import requests
from running_caisse import Caisse, Terminal

from caisse.handlers import technicians
from caisse.handlers.hashing import HASHER
from dock.cast import load

SACHA: Final = load().technicians["sacha"]
"""Invented."""
CODE: Final = "40917723"
HASH: Final = HASHER.hash(CODE)


def hired(caisse: Caisse, name: str = "dominique") -> str:
    """A real technician, with ``CODE``; gives their number."""
    return caisse.store.write(
        lambda connection: technicians.add(connection, name, HASH, secrets.randbelow, caisse.clock())
    )


def enter(terminal: Terminal, number: str = SACHA.number, code: str = SACHA.code) -> requests.Response:
    """Number and code are typed at a terminal."""
    return terminal.send("POST", "/v1/maintenance-entries", {"number": number, "code": code})
