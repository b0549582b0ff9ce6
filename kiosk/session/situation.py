"""All that the session remembers, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import CardReading
from kiosk.session.devices import Devices
from kiosk.session.states import State, Welcome


@dataclass(frozen=True)
class Preferences:
    """How this person reads the screen; back to these defaults after each visit.

    Attributes:
        text_step: index into ``Rules.text_scales``.
    """

    language: str = "fr"
    text_step: int = 0
    contrast: bool = False

    @property
    def accessible(self) -> bool:
        """Whether the person asked for easier reading: they also get more time (UX-11)."""
        return self.text_step > 0 or self.contrast


@dataclass(frozen=True)
class Attention:
    """The idle clock.

    Attributes:
        since: when the person last showed that they are here.
        warned_at: when the warning came up, None while it is not shown.
    """

    since: float
    warned_at: float | None = None


@dataclass(frozen=True, repr=False)
class Situation:
    """The whole state of the session.

    Attributes:
        card_in: whether something is in the reader.
        reading: what the card now in the reader turned out to be, None before that or once its visit is over.
        serial: number of the last call, job or visit named; never goes back.
    """

    state: State
    devices: Devices
    preferences: Preferences
    attention: Attention
    card_in: bool = False
    reading: CardReading | None = None
    serial: int = 0


def at_start(now: float) -> Situation:
    """The situation of a terminal that has just started, ``now`` on the monotonic clock in seconds."""
    return Situation(Welcome(), Devices(), Preferences(), Attention(now))
