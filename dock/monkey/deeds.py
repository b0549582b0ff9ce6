"""What a monkey does: a closed union of values, without a look at the screen, so that a seed always gives the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dock.commands import Command


@dataclass(frozen=True)
class Spot:
    """A place on the glass, each 0 to 1 from the top left corner."""

    across: float
    down: float


@dataclass(frozen=True)
class TapControl:
    """Tap one of the controls that show, ``times`` in a row.

    Attributes:
        pick: 0 to 1, over the controls that show then, in reading order.
        keys: whether the keys of the keyboard on the screen count among them.
    """

    pick: float
    keys: bool
    times: int


@dataclass(frozen=True)
class TapAt:
    """Tap anywhere, ``times`` in a row."""

    spot: Spot
    times: int


@dataclass(frozen=True)
class Drag:
    """Slide a finger from spot to spot, all along ``path``."""

    path: tuple[Spot, ...]


@dataclass(frozen=True)
class Fingers:
    """Several fingers come down, each slides to a second spot, and they leave in the order they came."""

    slides: tuple[tuple[Spot, Spot], ...]


@dataclass(frozen=True)
class Strike:
    """Keys of a plugged-in keyboard, pressed together, by their X codes."""

    codes: tuple[int, ...]


@dataclass(frozen=True)
class Write:
    """Signs typed on a plugged-in keyboard."""

    text: str


@dataclass(frozen=True)
class Click:
    """A button of a plugged-in mouse, where the last finger was."""

    button: int


@dataclass(frozen=True)
class Pinch:
    """Fingers of a touchpad, drawn together (``scale`` below 1) or apart."""

    fingers: int
    scale: float


@dataclass(frozen=True)
class Swipe:
    """Fingers of a touchpad, slid over so many pixels."""

    fingers: int
    across: float
    down: float


@dataclass(frozen=True)
class Outside:
    """Something of the surroundings: a card, the roll, a cable."""

    command: Command


class Want(StrEnum):
    """What an errand is for: the ids of the téléservices' tiles, without ``service-``."""

    ATTESTATION = "rights_attestation"
    ADDRESS = "address_change"
    REQUESTS = "request_tracking"
    MESSAGES = "messages"
    INFORMATION = "my_information"


@dataclass(frozen=True)
class Errand:
    """A purposeful visit, as far as the moment allows: right card, right password, one téléservice to its end.

    Attributes:
        person: key in the cast.
        street: unique in the run: what is declared with it is told apart from anything else that is declared.
    """

    person: str
    password: str
    want: Want
    street: str


Deed = TapControl | TapAt | Drag | Fingers | Strike | Write | Click | Pinch | Swipe | Outside | Errand


def events(deed: Deed) -> int:
    """How many events it is: each press, move and release is one, and so is whatever happens outside.

    An errand's are counted as they come about.
    """
    match deed:
        case TapControl(times=times) | TapAt(times=times):
            return 2 * times
        case Drag(path):
            return len(path) + 1
        case Fingers(slides):
            return 3 * len(slides)
        case Strike(codes):
            return 2 * len(codes)
        case Write(text):
            return 2 * len(text)
        case Click():
            return 2
        case Pinch() | Swipe():
            return 3
        case Outside():
            return 1
        case Errand():
            return 0
