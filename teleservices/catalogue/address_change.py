"""Changer d'adresse (teleservices.md, part D)."""

from __future__ import annotations

from teleservices.alphabets import FieldKind
from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.flow.model import (
    ChoiceField,
    Flow,
    Given,
    HasDependants,
    Instead,
    Page,
    PeopleField,
    Place,
    PlaceField,
    TextField,
    When,
)
from teleservices.levels import Level

SAME_CAISSE_DAYS = (2, 3)
OTHER_CAISSE_DAYS = (5, 7)

_LINE = 38
"""Signs on a line of an envelope (AFNOR XP Z10-011)."""
_TOWN = _LINE - len("33000 ")
_LETTERS = r".*[^\W\d_].*"
"""A letter at least: a number alone is no street."""
_POSTCODE = r"(?:[0-8][0-9]|9[0-578])[0-9]{3}"
"""Of a département, an overseas collectivity, or the armies (00)."""

_IN_FRANCE = When("where", frozenset({"france"}))
_ABROAD = When("where", frozenset({"abroad"}))
_FREE = When("commune_entry", frozenset({"free"}))


def _line(field: str, longest: int = _LINE) -> TextField:
    return TextField(field, FieldKind.STREET, longest=longest, pattern=_LETTERS)


def _optional(field: str, longest: int = _LINE) -> TextField:
    return TextField(field, FieldKind.STREET, required=False, longest=longest)


FLOW = Flow(
    service="address_change",
    revision=1,
    pages=(
        Page("where", (ChoiceField("where", ("france", "abroad")),)),
        Page(
            "commune",
            (PlaceField("commune", Place.COMMUNE),),
            when=(_IN_FRANCE,),
            instead=Instead("commune_entry", "free"),
        ),
        Page("street", (_line("street"), _optional("complement")), when=(_IN_FRANCE, Given("commune"))),
        Page(
            "free",
            (
                _line("free_street"),
                _optional("free_complement"),
                TextField("free_postcode", FieldKind.POSTCODE, pattern=_POSTCODE),
                _line("free_town", _TOWN),
            ),
            when=(_IN_FRANCE, _FREE),
        ),
        Page("country", (PlaceField("country", Place.COUNTRY),), when=(_ABROAD,)),
        Page(
            "abroad",
            (
                _line("abroad_street"),
                _optional("abroad_complement"),
                _optional("abroad_postcode", 12),
                _line("abroad_town"),
            ),
            when=(_ABROAD,),
        ),
        Page("people", (PeopleField("people"),), when=(HasDependants(),)),
    ),
    delay_days=SAME_CAISSE_DAYS,
)

ADDRESS_CHANGE = Teleservice(
    id="address_change",
    icon="address",
    part=Part.SITUATION,
    nature=Nature.DECLARATION,
    level=Level.CODE,
    offline=Offline.QUEUED,
    mentions=(),
    prints=False,
    flow=FLOW,
)


def delay_days(before: str | None, after: str | None) -> tuple[int, int] | None:
    """Working days until a new address is in force, the fewest and the most: more where the caisse changes.

    Args:
        before: code of the département of the caisse up to now, ``33``, ``2A``, ``974``; None where it is not known.
        after: of the new address, ``address.Address.department``; None abroad, or where it is not known.

    Returns:
        None where it cannot be told: both are to be said.
    """
    if before is None or after is None:
        return None
    return SAME_CAISSE_DAYS if before == after else OTHER_CAISSE_DAYS
