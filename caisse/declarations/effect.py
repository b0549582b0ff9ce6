"""What a téléservice does with a declaration that holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from caisse.declarations.whom import Family
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Insured
from teleservices.flow.model import Answers
from teleservices.places.places import Places


@dataclass(frozen=True, repr=False)
class Declared:
    """A declaration that was proved, and walked to its end.

    Attributes:
        family: those it may be about; answers name them as it does.
        answers: of the walk.
        filed_at: UTC; what is dated by it, and what has to give way to it or not.
        places: what the answers were checked with.
    """

    insured: Insured
    family: Family
    answers: Answers
    filed_at: datetime
    places: Places


@dataclass(frozen=True)
class Effect:
    """What came of a declaration.

    Attributes:
        taken: something of it is in force from now on.
        overtaken: something of it is not: the person declared otherwise later, and that had arrived before.
        delay: working days until its whole effect, the fewest and the most; None for what its flow says of all.
    """

    taken: bool
    overtaken: bool
    delay: tuple[int, int] | None


Apply = Callable[[Connection, Declared, Circumstances], Effect]
"""Inside the write that records the outcome."""
