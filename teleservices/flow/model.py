"""What a téléservice's flow is made of: an ordered list of pages, conditions as values, fields of known kinds.

Words are not here: every sentence has a key made of ids (``teleservices.flow.keys``). One walk gives order, Back,
progress, validation, review, submission and the caisse's own check (facts/anchors.md §13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from teleservices.alphabets import FieldKind

Value = str | tuple[str, ...]
Answers = Mapping[str, Value]
"""By field id. What was not answered is absent; an optional text left empty is absent too."""


@dataclass(frozen=True)
class When:
    """An earlier answer is one of these."""

    field: str
    one_of: frozenset[str]


@dataclass(frozen=True)
class Given:
    """An earlier field has an answer."""

    field: str


@dataclass(frozen=True)
class HasDependants:
    """The insured has at least one ayant droit."""


Condition = When | Given | HasDependants


@dataclass(frozen=True)
class TextField:
    """A text to be typed; the kind's alphabet is its rule.

    Attributes:
        longest: fewer signs than the alphabet's own limit, None for that limit.
        pattern: regular expression that the whole text must match, None for any.
    """

    id: str
    kind: FieldKind
    required: bool = True
    longest: int | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class ChoiceField:
    """One of some options."""

    id: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class PeopleField:
    """Any of the ayants droit, or none: a tuple of ``Covered.key``."""

    id: str


class Place(StrEnum):
    """What a ``PlaceField`` looks for."""

    COMMUNE = "commune"
    """A French commune with one of its postal codes; the answer is ``INSEE:postal``, ``33063:33000``."""
    COUNTRY = "country"
    """A country other than France; the answer is its ISO 3166-1 alpha-2 code."""


@dataclass(frozen=True)
class PlaceField:
    """A place, found by typing its beginning; only what the list holds is an answer."""

    id: str
    place: Place


Field = TextField | ChoiceField | PeopleField | PlaceField


@dataclass(frozen=True)
class Instead:
    """A way past a page without its fields: « … Je clique ici ». It gives this answer in their place."""

    field: str
    value: str


@dataclass(frozen=True)
class Page:
    """One decision.

    Attributes:
        when: all must hold, of answers to earlier pages; else the page is passed over.
        instead: the other way on, None where there is none.
    """

    id: str
    fields: tuple[Field, ...]
    when: tuple[Condition, ...] = ()
    instead: Instead | None = None


@dataclass(frozen=True)
class Flow:
    """The pages of one téléservice; the review follows by itself.

    Attributes:
        service: id of the catalogue.
        revision: grows with every change of pages, fields or rules; old ones stay readable at the caisse.
        delay_days: working days until it takes effect, the fewest and the most, for the receipt.
    """

    service: str
    revision: int
    pages: tuple[Page, ...]
    delay_days: tuple[int, int]


@dataclass(frozen=True, repr=False)
class Covered:
    """Somebody a declaration can be about.

    Attributes:
        key: names them in answers: what the caisse called them this visit (``Beneficiary.id``), or, without a link,
            ``card:FIRST NAME:AAAAMMJJ`` as the card has them.
        first_name: as shown.
        initial: of the family name.
        insured: False for an ayant droit.
    """

    key: str
    first_name: str
    initial: str
    insured: bool


class FieldFault(StrEnum):
    """Why an answer does not stand; the value is the last part of a message key ``flow.fault.<value>``."""

    EMPTY = "empty"
    SIGNS = "signs"
    LENGTH = "length"
    FORM = "form"
    OPTION = "option"
    PERSON = "person"
    PLACE = "place"
