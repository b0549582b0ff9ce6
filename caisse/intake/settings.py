"""The figures of the intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from pydantic import ConfigDict, Field

from caisse.handlers.turns import Turns
from teleservices.wire.batches import MOST_ITEMS

_EXACT: Final = ConfigDict(extra="forbid")
_Some = Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class IntakeSettings:
    """The table ``[intake]``.

    Attributes:
        max_items: the most declarations that the next batch should hold.
        next_after: seconds that a terminal should leave before its next batch.
        at_once: batches under way at a time; below the 40 threads that answer requests. Those that wait for a commit
            share it: fewer at a time are not faster, and send terminals away that would have waited a moment.
        retry_after: seconds after which a terminal that was one too many may come back, at most; drawn each time.
        backlog: declarations that may wait to be applied; what comes then is deferred.
        defer: seconds after which a deferred declaration may be sent again.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    max_items: Annotated[int, Field(ge=1, le=MOST_ITEMS)] = 200
    next_after: Annotated[int, Field(ge=0)] = 0
    at_once: Annotated[int, Field(ge=1, le=32)] = 24
    retry_after: _Some = 10
    backlog: _Some = 1_000_000
    defer: _Some = 120

    def turns(self) -> Turns:
        """``at_once``, to be asked; a terminal may have them all."""
        return Turns(self.at_once, self.at_once, self.at_once)
