"""Whom a declaration is about: the names that terminals and cards have for people, and the people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from caisse.handlers.people import Insured, Person, beneficiary_id
from caisse.keys import Keys
from teleservices.flow.model import Answers, Covered, Value

_CARD = "card:"


@dataclass(frozen=True, repr=False)
class Family:
    """Everybody whom an insured's rights cover, by what this caisse calls them.

    Attributes:
        by_id: the insured first, then the ayants droit in the caisse's order.
        insured_id: what the insured is called.
    """

    by_id: Mapping[str, Person]
    insured_id: str

    @property
    def covered(self) -> tuple[Covered, ...]:
        """The same people, for a walk."""
        return tuple(
            Covered(called, person.first_name, person.initial, insured=called == self.insured_id)
            for called, person in self.by_id.items()
        )

    def resolved(self, answers: Answers) -> Answers | None:
        """Answers in which whoever was named by a card has the caisse's name.

        Returns:
            the answers, each person once; None where somebody is nobody, or could be two.
        """
        found: dict[str, Value] = {}
        for field, value in answers.items():
            if isinstance(value, tuple):
                people = [self._called(name) for name in value]
                known = [one for one in people if one is not None]
                if len(known) != len(people):
                    return None
                found[field] = tuple(dict.fromkeys(known))
            else:
                found[field] = value
        return found

    def _called(self, name: str) -> str | None:
        if not name.startswith(_CARD):
            return name if name in self.by_id else None
        first_name, _, birth_date = name.removeprefix(_CARD).rpartition(":")
        same = [
            called
            for called, person in self.by_id.items()
            if person.birth_date == birth_date and _folded(person.first_name) == _folded(first_name)
        ]
        return same[0] if len(same) == 1 else None


def family(keys: Keys, insured: Insured, people: tuple[Person, ...]) -> Family:
    """What the caisse calls those whom an insured's rights cover; ``people`` as ``covered`` gives them."""
    by_id = {beneficiary_id(keys, insured, person): person for person in people}
    return Family(by_id, beneficiary_id(keys, insured, insured.person))


def _folded(name: str) -> str:
    """A first name as a card can write it: no accents, no difference of case, of hyphens or of spaces."""
    bare = unicodedata.normalize(
        "NFKD", name.replace("Œ", "OE").replace("œ", "oe").replace("Æ", "AE").replace("æ", "ae")
    )
    return "".join(sign for sign in bare.upper() if sign.isalpha())
