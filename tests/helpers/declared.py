"""A change of address as somebody makes it at the screen, and what the caisse keeps of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from dock import cast
from dock.player import words
from dock.player.steps import Act, titled, touches, types
from dock.player.visitor import Visitor
from teleservices.reference import LENGTH, SIGNS, Reference

PASSWORD = "Mot de passe du compte ameli"
PROVING = "Votre mot de passe ameli"
FILES = "Valider"
CHECKED_LATER = "Votre caisse vérifiera alors votre mot de passe"
AGAIN = "Cette déclaration est déjà enregistrée"
ANOTHER = "Faire une autre démarche"
TOWN = "33000 BORDEAUX"


def declares(street: str, *, family: bool = False) -> tuple[Act, ...]:
    """From the home screen to the récapitulatif, as in ``fills``."""
    return (touches(words.CHANGE_ADDRESS), *fills(street, family=family))


def fills(street: str, *, family: bool = False) -> tuple[Act, ...]:
    """From the first page to the récapitulatif; nobody moves along.

    Args:
        street: typed, with its number.
        family: whether the person has ayants droit, who are asked about.
    """
    return (
        *(titled(words.WHERE), touches(words.IN_FRANCE), touches(words.CONTINUE)),
        *(titled(words.WHICH_COMMUNE), types("bordeau", words.COMMUNE), touches(TOWN), titled(words.WHICH_STREET)),
        *(types(street, words.STREET), touches(words.CONTINUE)),
        *((titled(words.WHO_MOVES), touches(words.CONTINUE)) if family else ()),
        titled(words.REVIEW),
    )


def proves(password: str) -> tuple[Act, ...]:
    """On the last page of somebody whom no caisse could identify."""
    return (titled(PROVING), types(password, PASSWORD), touches(FILES))


def password_of(key: str) -> str:
    """Of a person of the cast."""
    return cast.load().people[key].password


_SPOKEN = re.compile(rf"[{SIGNS}](?:, [{SIGNS}]){{{LENGTH - 1}}}")


def reference_on(visitor: Visitor) -> Reference:
    """The reference that the screen shows, as it is said aloud."""
    (spoken,) = {found for text in visitor.read() for found in _SPOKEN.findall(text)}
    return Reference(spoken.replace(", ", ""))


def judged(directory: Path) -> list[tuple[str, str]]:
    """Every declaration that a scene's caisse has judged: its reference and its state, in the order of filing.

    Args:
        directory: the scene's; the caisse's database is read as it stands there.
    """
    file = f"file:{directory / 'dock' / 'caisse' / 'caisse.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as caisse:
        return caisse.execute("select reference, state from request order by filed_at, id").fetchall()
