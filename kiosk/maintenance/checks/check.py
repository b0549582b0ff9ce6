"""What every check is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import Enum
from typing import ClassVar

from kiosk.maintenance.findings import Fact, Finding, Grade
from kiosk.maintenance.seen import Seen


class State(Enum):
    """What a check can say, a closed set per check.

    Attributes:
        word: last part of its text's key.
        grade: how bad it is.
    """

    def __init__(self, word: str, grade: Grade) -> None:
        self.word = word
        self.grade = grade


class Check(ABC):
    """Looks at values, touches nothing.

    Attributes:
        id: of its texts.
        states: all that it can say.
    """

    id: ClassVar[str]
    states: ClassVar[type[State]]

    @abstractmethod
    def look(self, seen: Seen) -> Finding | None:
        """What is so; None where it could not be looked at and that is no fault."""

    def found(self, state: State, **facts: str) -> Finding:
        """A finding of this check.

        Args:
            state: one of ``states``.
            **facts: name and value, in the order in which they are shown.
        """
        return Finding(self.id, state.grade, state.word, tuple(Fact(*fact) for fact in facts.items()))
