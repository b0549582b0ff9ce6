"""Where a technician stands who has been let in: ``Maintaining`` is a state of the session, its pages a closed union.

Frozen values, without anything personal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.devices.modem.status import SmsEnd
from kiosk.devices.printer.status import PrintEnd
from kiosk.maintenance.answers import Failure, Granted, JournalLine
from kiosk.maintenance.findings import Survey
from kiosk.session.card_trial import CardTrial

MOBILE = "mobile"
"""Ids of the fields."""
TOKEN = "token"

TRIAL = "trial-"
"""What a technician's SMS are named with: the caisse is told nothing of them."""
TOUCH_PATIENCE_S = 15.0
"""Without a touch, the test of the touch panel is over: a dead spot keeps nobody."""


class Tool(StrEnum):
    """What the menu offers; the value is part of message keys."""

    STATUS = "status"
    REPORT = "report"
    JOURNAL = "journal"
    NETWORK = "network"
    QUEUE = "queue"
    TICKET = "ticket"
    CARD = "card"
    SMS = "sms"
    TOUCH = "touch"
    SCREEN = "screen"
    MODEL = "model"
    ENROLMENT = "enrolment"
    SOFTWARE = "software"
    RESTART = "restart"


class Task(StrEnum):
    """What the maintenance thread has been asked; the value is part of message keys."""

    STATUS = "status"
    NETWORK = "network"
    REPORT = "report"
    JOURNAL = "journal"
    SEND = "send"
    MODEL = "model"
    ENROLMENT = "enrolment"
    APPLICATION = "application"
    MACHINE = "machine"


class Paper(StrEnum):
    """What a technician prints; the value is part of message keys."""

    TEST_PAGE = "test_page"
    READINESS = "readiness"


@dataclass(frozen=True)
class Menu:
    """What can be done."""


@dataclass(frozen=True)
class Working:
    """The maintenance thread is at work; ``call`` names the order."""

    call: str
    task: Task


@dataclass(frozen=True)
class Failed:
    """It could not: nothing changed."""

    task: Task
    failure: Failure


@dataclass(frozen=True)
class Told:
    """It is done; ``detail`` is the name that came of it (a model, a terminal), or empty."""

    task: Task
    detail: str = ""


@dataclass(frozen=True)
class StatusShown:
    """Every check, as it was found."""

    survey: Survey


@dataclass(frozen=True)
class NetworkShown:
    """Those of them that are about the link."""

    survey: Survey


@dataclass(frozen=True)
class JournalRead:
    """The last lines, newest first."""

    lines: tuple[JournalLine, ...]


@dataclass(frozen=True)
class QueueRead:
    """What waits; the outbox's own events keep it up to date."""


@dataclass(frozen=True, repr=False)
class Printing:
    """A technician's paper is coming out.

    Attributes:
        job: names it.
        sent, total: bytes.
    """

    job: str
    paper: Paper
    sent: int = 0
    total: int = 0


@dataclass(frozen=True)
class Printed:
    """How that ended."""

    paper: Paper
    end: PrintEnd


@dataclass(frozen=True)
class CardAwaited:
    """A test card may be put in."""


@dataclass(frozen=True)
class CardUnderway:
    """It is in, and being read since ``since``."""

    since: float


@dataclass(frozen=True)
class CardTried:
    """What was found of it."""

    trial: CardTrial


class SmsFault(StrEnum):
    """Why no SMS is tried; the value is the last part of a message key."""

    FORM = "form"
    NOT_MOBILE = "not_mobile"


@dataclass(frozen=True, repr=False)
class SmsForm:
    """A number is asked for."""

    typed: str = ""
    fault: SmsFault | None = None


class SmsObstacle(StrEnum):
    """Why none can be; the value is the last part of a message key."""

    PRODUCTION = "production"
    NO_MODEM = "no_modem"


@dataclass(frozen=True)
class SmsRefused:
    """No SMS can be tried on this terminal."""

    obstacle: SmsObstacle


@dataclass(frozen=True)
class SmsTried:
    """A message is with the modem.

    Attributes:
        number: masked.
        end: None until the modem has said how the sending ended.
        delivered: what the delivery report says, None before it.
    """

    job: str
    number: str
    end: SmsEnd | None = None
    delivered: bool | None = None


@dataclass(frozen=True)
class TouchTrial:
    """Cells over the whole screen, counted from 0 row by row; ``touched`` are those that a finger was on."""

    touched: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TouchTold:
    """How that ended."""

    touched: frozenset[int]


class Plate(StrEnum):
    """A picture over the whole screen, in the order in which they come."""

    WHITE = "white"
    BLACK = "black"
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"
    GRID = "grid"


@dataclass(frozen=True)
class ScreenTrial:
    """A plate is shown; a touch brings the next."""

    plate: Plate = Plate.WHITE


@dataclass(frozen=True)
class ScreenAsked:
    """Whether anything was wrong with them."""


@dataclass(frozen=True)
class ModelForm:
    """Another model can be chosen; ``chosen`` is ticked."""

    chosen: str


@dataclass(frozen=True)
class TokenForm:
    """The token of an enrolment is asked for; ``empty`` when it was sent without one."""

    empty: bool = False


@dataclass(frozen=True)
class SoftwareShown:
    """Which versions run."""


@dataclass(frozen=True)
class RestartForm:
    """Which restart."""


@dataclass(frozen=True)
class RestartAsked:
    """Whether really; ``machine`` or the application alone."""

    machine: bool


Inside = (
    Menu
    | Working
    | Failed
    | Told
    | StatusShown
    | NetworkShown
    | JournalRead
    | QueueRead
    | Printing
    | Printed
    | CardAwaited
    | CardUnderway
    | CardTried
    | SmsForm
    | SmsRefused
    | SmsTried
    | TouchTrial
    | TouchTold
    | ScreenTrial
    | ScreenAsked
    | ModelForm
    | TokenForm
    | SoftwareShown
    | RestartForm
    | RestartAsked
)


@dataclass(frozen=True)
class Maintaining:
    """A technician is in; ``entry`` is who, and how they came."""

    entry: Granted
    inside: Inside = Menu()
