"""Places to choose from while typing."""

from __future__ import annotations

from typing import assert_never

from teleservices.flow.model import Place
from teleservices.places import countries
from teleservices.places.communes import Commune, Communes
from teleservices.places.suggestion import Suggestion


class Places:
    """The communes and the countries. Any thread may ask; each list is read at its first use."""

    def __init__(self) -> None:
        self._communes = Communes()

    def suggest(self, place: Place, typed: str, limit: int, language: str = "fr") -> tuple[Suggestion, ...]:
        """What may be meant by what is typed so far, best first.

        A commune is found by the beginning of its postal code, of its name or of a word of it, « 33 bordeaux » by both;
        a country by its name in French or in ``language``. Accents, capitals, hyphens, apostrophes, articles and « St »
        for « Saint » are forgiven. First the exact names, then the beginnings, then words inside; communes of one rank
        by population, countries by alphabet.

        Args:
            place: what is looked for.
            typed: as it stands in the field; nothing comes of an empty text.
            limit: how many at most.
            language: id of the person's language.
        """
        match place:
            case Place.COMMUNE:
                return self._communes.suggest(typed, limit)
            case Place.COUNTRY:
                return countries.suggest(typed, limit, language)
            case _:
                assert_never(place)

    def holds(self, place: Place, key: str) -> bool:
        """Whether ``key``, whatever text it is, is a place of the list."""
        match place:
            case Place.COMMUNE:
                return self._communes.find(key) is not None
            case Place.COUNTRY:
                return key in countries.names("fr")
            case _:
                assert_never(place)

    def name(self, place: Place, key: str, language: str = "fr") -> str:
        """« 33000 BORDEAUX », « Allemagne ».

        Raises:
            KeyError: the list does not hold it.
        """
        match place:
            case Place.COMMUNE:
                return self.commune(key).label
            case Place.COUNTRY:
                return countries.names(language)[key]
            case _:
                assert_never(place)

    def commune(self, key: str) -> Commune:
        """The commune of an answer.

        Raises:
            KeyError: the list does not hold it.
        """
        found = self._communes.find(key)
        if found is None:
            raise KeyError("no such commune")
        return found

    def load(self) -> None:
        """Read everything now: meant for a thread that has the time before anybody types."""
        self.suggest(Place.COMMUNE, "paris", 1)
        countries.suggest("fr", 1, "fr")
