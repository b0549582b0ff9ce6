"""The countries of the world but France, named by Babel. A person in Guadeloupe or Papeete lives in France."""

from __future__ import annotations

from collections.abc import Mapping
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
_LEFT_OUT: Final = _FRANCE | _NO_ADDRESS | _NO_COUNTRY
_SAID: Final = {
    "AE": ("Dubaï", "Abou Dabi"),
    "BY": ("Bélarus",),
    "CD": ("République démocratique du Congo", "RDC", "Zaïre"),
    "CG": ("République du Congo",),
    "CI": ("Ivory Coast",),
    "CZ": ("République tchèque", "Czech Republic"),
    "GB": ("Angleterre", "Écosse", "Pays de Galles", "Irlande du Nord", "Grande-Bretagne", "UK", "England", "Scotland"),
    "MM": ("Birmanie", "Burma"),
    "MU": ("Île Maurice",),
    "NL": ("Hollande", "Holland"),
    "PS": ("Palestine",),
    "SV": ("El Salvador",),
    "SZ": ("Swaziland",),
    "TR": ("Turkey",),
    "US": ("USA", "Amérique", "America"),
    "VN": ("Vietnam",),
}
"""What people call some of them, beside their names."""
_ARTICLES: Final = ("le ", "la ", "les ", "l ", "the ")
_NOT_MEANT: Final = 3


@cache
def names(language: str) -> Mapping[str, str]:
    """Names by ISO 3166-1 alpha-2 code, in a language."""
    # Babel takes longer to load than all the rest, and nobody needs it before the first country.
    from babel import Locale

    territories = Locale.parse(language).territories.items()
    return {code: name for code, name in territories if code.isalpha() and code not in _LEFT_OUT}


def suggest(typed: str, limit: int, language: str) -> tuple[Suggestion, ...]:
    """What may be meant, best first: see ``Places.suggest``."""
    wanted = fold(typed)
    bare = next((wanted.removeprefix(article) for article in _ARTICLES if wanted.startswith(article)), wanted)
    if not bare:
        return ()
    found = sorted(
        (rank, fold(own), code, own, "" if called == own else called)
        for code, own in names(language).items()
        for rank, called in [_best(bare, _searched(language)[code])]
        if rank < _NOT_MEANT
    )
    return tuple(Suggestion(code, own, called) for _, _, code, own, called in found[: max(0, limit)])


def _best(wanted: str, searched: tuple[tuple[str, str], ...]) -> tuple[int, str]:
    """How well it is meant, and by which of its names; the first of those that are as good."""
    return min(((_rank(wanted, folded), said) for said, folded in searched), key=lambda one: one[0])


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else _NOT_MEANT


@cache
def _searched(language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What each may be found by, as said and folded: its name in the language and in French, what else it is called."""
    french = names("fr")
    return {
        code: tuple((said, fold(said)) for said in (own, french[code], *_SAID.get(code, ())))
        for code, own in names(language).items()
    }
