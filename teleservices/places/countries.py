"""The countries of the world but France, named by Babel. A person in Guadeloupe or Papeete lives in France."""

from __future__ import annotations

from functools import cache
from typing import Final

from teleservices.places.fold import fold
from teleservices.places.suggestion import Suggestion

_FRANCE: Final = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF", "CP"})
"""ISO 3166-1: France and its own territories, Clipperton (reserved) included."""
_NO_ADDRESS: Final = frozenset({"AQ", "BV", "HM"})
"""ISO 3166-1: where nobody lives."""
_NO_COUNTRY: Final = frozenset({"AC", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Of CLDR: parts of countries, unions and placeholders, which ISO 3166-1 does not assign. Kosovo (``XK``), which it
does not either, stays: it has a post of its own."""
_SAID: Final = {
    "GB": ("Angleterre", "Écosse", "Pays de Galles", "Irlande du Nord", "Grande-Bretagne", "UK", "England", "Scotland"),
    "US": ("USA", "Amérique"),
    "NL": ("Hollande", "Holland"),
    "MM": ("Birmanie", "Burma"),
    "CD": ("République démocratique du Congo", "RDC", "Zaïre"),
    "CG": ("République du Congo", "Congo Brazzaville"),
    "CZ": ("République tchèque", "Czech Republic"),
    "BY": ("Biélorussie",),
    "AE": ("Dubaï", "Abou Dabi"),
}
"""What people call some of them, beside their names."""


def names(language: str) -> dict[str, str]:
    """Names by ISO 3166-1 alpha-2 code, in a language."""
    return dict(_names(language))


def suggest(typed: str, limit: int, language: str) -> tuple[Suggestion, ...]:
    """What may be meant, best first: see ``Places.suggest``."""
    wanted = fold(typed)
    if not wanted:
        return ()
    ranked = sorted(
        (rank, fold(name), code, name)
        for code, name in _names(language).items()
        if (rank := min(_rank(wanted, beginning) for beginning in _searched(language)[code])) < _NOT_MEANT
    )
    return tuple(Suggestion(code, name, "") for _, _, code, name in ranked[: max(0, limit)])


_NOT_MEANT = 3


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else _NOT_MEANT


@cache
def _names(language: str) -> dict[str, str]:
    # Half the cost of this module, and only at the first use.
    from babel import Locale

    left_out = _FRANCE | _NO_ADDRESS | _NO_COUNTRY
    territories = Locale.parse(language).territories.items()
    return {code: name for code, name in territories if code.isalpha() and code not in left_out}


@cache
def _searched(language: str) -> dict[str, tuple[str, ...]]:
    """What each may be found by: its name in the language and in French, and what else it is called."""
    french, own = _names("fr"), _names(language)
    return {code: tuple(map(fold, (own[code], french[code], *_SAID.get(code, ())))) for code in own}
