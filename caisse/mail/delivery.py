"""What became of one attempt to send a message: a closed union."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """The server has it."""


@dataclass(frozen=True)
class Later:
    """Not now; the same message may be tried again.

    Attributes:
        why: the server's number, or the name of what went wrong on the line.
    """

    why: str


@dataclass(frozen=True)
class Refused:
    """Never: the server will not take this message for this recipient.

    Attributes:
        code: its answer, 500 to 599.
    """

    code: int


Delivery = Taken | Later | Refused
