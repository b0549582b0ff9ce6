"""Where invented people live: streets of a town that is on no map."""

from __future__ import annotations

from typing import Final

_STREETS: Final = (
    "rue des Lavandières",
    "rue du Four-Banal",
    "allée des Noisetiers",
    "chemin de la Source",
    "place du Marché-aux-Grains",
    "impasse du Puits-Couvert",
    "avenue des Coteaux",
    "quai de l’Ancien-Moulin",
)
_TOWN: Final = "00100 VAL-TILLEUL"
_NUMBERS: Final = 120


def street(household: int) -> str:
    """The address of a household, its lines one under the other.

    Args:
        household: the same number, the same address; so that who is invented does not depend on it.
    """
    name = _STREETS[household % len(_STREETS)]
    return f"{household // len(_STREETS) % _NUMBERS + 1} {name}\n{_TOWN}"
