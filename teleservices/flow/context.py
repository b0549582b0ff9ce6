"""What a walk must know beside the answers."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.flow.model import Covered
from teleservices.places.places import Places


@dataclass(frozen=True, repr=False)
class Context:
    """Who it can be about, and which places there are.

    Attributes:
        people: everybody covered, the insured included.
    """

    people: tuple[Covered, ...]
    places: Places

    @property
    def dependants(self) -> tuple[Covered, ...]:
        """The ayants droit, in order."""
        return tuple(person for person in self.people if not person.insured)
