"""A postal address, as it is written on an envelope."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.flow.model import Answers, Place
from teleservices.places.places import Places

FRANCE = "FR"

_LINE = 38


@dataclass(frozen=True, repr=False)
class Address:
    """Where somebody gets their post.

    Attributes:
        street: number and street, or the lieu-dit.
        complement: bâtiment, étage, lieu-dit; empty where there is none.
        postcode: five digits in France; as written abroad, where it may be empty.
        town: as people write it.
        insee: code of the commune, empty where only its name is known, and abroad.
        country: ISO 3166-1 alpha-2; ``FR`` for all of France.
        country_name: in French; empty in France.
    """

    street: str
    complement: str
    postcode: str
    town: str
    insee: str = ""
    country: str = FRANCE
    country_name: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines in the order of an envelope (AFNOR XP Z10-011), without the name; none is empty."""
        place = f"{self.postcode} {self.town.upper()}".strip()
        # Abroad both may be long, and a line must not be cut.
        places = (place,) if len(place) <= _LINE else (self.postcode, self.town.upper())
        lines = (self.complement, self.street, *places, self.country_name.upper())
        return tuple(line for line in lines if line)

    @property
    def department(self) -> str | None:
        """Code of the département or of the overseas collectivity: ``33``, ``2A``, ``974``.

        None abroad, for the armies, and for Corsica where only the postal code is known.
        """
        code = self.insee or self.postcode
        if self.country != FRANCE or code[:2] in ("00", "20"):
            return None
        return code[:3] if code[:2] in ("97", "98") else code[:2]


def address_of(answers: Answers, places: Places) -> Address:
    """The address that the answers of ``address_change`` give.

    Args:
        answers: ``Walk.answers`` of a complete walk.
        places: what they were checked with.

    Raises:
        KeyError: the walk was not complete. A bug.
    """
    if "country" in answers:
        country = _text(answers, "country")
        name = places.name(Place.COUNTRY, country)
        return _typed(answers, "abroad_", country=country, country_name=name)
    if "commune" not in answers:
        return _typed(answers, "free_")
    commune = places.commune(_text(answers, "commune"))
    return Address(
        _text(answers, "street"), _optional(answers, "complement"), commune.postcode, commune.name, commune.insee
    )


def _typed(answers: Answers, prefix: str, country: str = FRANCE, country_name: str = "") -> Address:
    return Address(
        _text(answers, f"{prefix}street"),
        _optional(answers, f"{prefix}complement"),
        _optional(answers, f"{prefix}postcode"),
        _text(answers, f"{prefix}town"),
        country=country,
        country_name=country_name,
    )


def _text(answers: Answers, field: str) -> str:
    return str(answers[field])


def _optional(answers: Answers, field: str) -> str:
    return str(answers.get(field, ""))
