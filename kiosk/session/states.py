"""Where the terminal stands: a closed union of frozen states.

States that carry a ``visit`` hold personal data; the others hold none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.devices.printer.status import NotPrinted, PrintUnknown
from kiosk.session.at_door import AtDoor
from kiosk.session.declaring import (
    Consulted,
    ConsultFailed,
    Consulting,
    Declaring,
    Keeping,
    NotKept,
    Proving,
    QueueShown,
    Reviewing,
)
from kiosk.session.forms import Form
from kiosk.session.forms.faults import Fault
from kiosk.session.forms.purpose import Purpose
from kiosk.session.maintaining import Maintaining
from kiosk.session.told import Message
from kiosk.session.visit import Draft, Visit


@dataclass(frozen=True)
class Welcome:
    """Nobody is here."""


@dataclass(frozen=True)
class Reading:
    """A card is in and being read."""


class Refusal(StrEnum):
    """Why a card opens nothing; the value is the last part of a message key."""

    MUTE = "mute"
    NOT_VITALE = "not_vitale"
    VITALE1 = "vitale1"
    PROFESSIONAL = "professional"
    MALFORMED = "malformed"
    PULLED = "pulled"
    UNKNOWN_INSURED = "unknown_insured"
    OTHER_REGIME = "other_regime"
    NO_LONGER_ACCEPTED = "no_longer_accepted"


@dataclass(frozen=True)
class CardRefused:
    """The card cannot open a visit.

    Attributes:
        regime: label of the other régime where the caisse named it, else empty.
    """

    reason: Refusal
    regime: str = ""


@dataclass(frozen=True, repr=False)
class Home:
    """The services this person may use now."""

    visit: Visit


@dataclass(frozen=True, repr=False)
class Filling:
    """A form is on the screen; what stands in its secret fields only the window knows.

    Attributes:
        faults: why it could not go on; empty when it comes.
    """

    visit: Visit
    form: Form
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, repr=False)
class Asking:
    """The caisse is asked about the account; ``call`` names the question, which is not kept: it can hold a secret.

    Attributes:
        form: what comes back when the answer is no, or does not come.
        faults: what is to be said with it even if the answer is yes.
    """

    visit: Visit
    form: Form
    purpose: Purpose
    call: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, repr=False)
class Told:
    """What has happened, and what can be done next."""

    visit: Visit
    message: Message


@dataclass(frozen=True, repr=False)
class Summary:
    """What will be asked for, and the button that asks."""

    visit: Visit
    draft: Draft


@dataclass(frozen=True, repr=False)
class ChoosingBeneficiary:
    """For whom."""

    visit: Visit
    draft: Draft


@dataclass(frozen=True, repr=False)
class ChoosingMentions:
    """Which optional mentions."""

    visit: Visit
    draft: Draft


@dataclass(frozen=True, repr=False)
class Fetching:
    """The caisse prepares the document; ``call`` names the question."""

    visit: Visit
    draft: Draft
    call: str


class FetchFault(StrEnum):
    """Why no document came; the value is the last part of a message key."""

    NO_ANSWER = "no_answer"
    RIGHTS_CLOSED = "rights_closed"
    LEVEL = "level"
    OTHER = "other"


@dataclass(frozen=True, repr=False)
class FetchFailed:
    """No document: what was not done and what to do next."""

    visit: Visit
    draft: Draft
    fault: FetchFault


@dataclass(frozen=True, repr=False)
class Collected:
    """A document is ready: it prints when the card is out, or at once if the person says so."""

    visit: Visit


@dataclass(frozen=True, repr=False)
class Printing:
    """Documents are coming out.

    Attributes:
        job: names the document under way.
        done: how many are out already; ``visit.documents`` holds those still to come, the one under way first.
        sent, total: bytes of the one under way.
        resumed: how often it began again without a touch.
    """

    visit: Visit
    job: str
    done: int = 0
    sent: int = 0
    total: int = 0
    resumed: int = 0


@dataclass(frozen=True, repr=False)
class PrintTrouble:
    """A document did not come out, or nobody knows; ``visit.documents`` begins with it.

    Attributes:
        resumed: how often it began again without a touch.
    """

    visit: Visit
    done: int
    end: NotPrinted | PrintUnknown
    resumed: int = 0


@dataclass(frozen=True, repr=False)
class TakeDocument:
    """« Prenez votre document »; ``visit`` is None when the card is out: all is wiped already."""

    visit: Visit | None
    count: int
    since: float


class Parting(StrEnum):
    """Why the visit ended; the value is the last part of a message key."""

    LEFT = "left"
    IDLE = "idle"
    TIME_LIMIT = "time_limit"
    CARD_OUT = "card_out"
    NOT_PRINTED = "not_printed"
    READER_GONE = "reader_gone"


@dataclass(frozen=True, repr=False)
class OwingCard:
    """« Retirez votre carte », then what is collected prints: the person pressed « Quitter » with documents owed."""

    visit: Visit


@dataclass(frozen=True)
class RemoveCard:
    """The visit is over and wiped, the card still in the reader."""

    parting: Parting


@dataclass(frozen=True)
class Goodbye:
    """The visit is over and wiped, the card out; shown for a moment."""

    parting: Parting
    since: float


@dataclass(frozen=True)
class OutOfService:
    """A fault of ours: everything is wiped, the welcome screen follows."""

    since: float


State = (
    Welcome
    | Reading
    | CardRefused
    | Home
    | Filling
    | Asking
    | Told
    | Summary
    | ChoosingBeneficiary
    | ChoosingMentions
    | Fetching
    | FetchFailed
    | Declaring
    | Reviewing
    | Proving
    | Keeping
    | NotKept
    | Consulting
    | ConsultFailed
    | Consulted
    | QueueShown
    | Collected
    | Printing
    | PrintTrouble
    | TakeDocument
    | OwingCard
    | RemoveCard
    | Goodbye
    | OutOfService
    | AtDoor
    | Maintaining
)


def with_visit(state: State, visit: Visit) -> State:
    """The same state with another ``visit``; ``state`` must hold one."""
    match state:
        case (
            Welcome() | Reading() | CardRefused() | RemoveCard() | Goodbye() | OutOfService() | AtDoor() | Maintaining()
        ):
            raise ValueError(f"no visit in {type(state).__name__}")
        case _:
            return replace(state, visit=visit)


def visit_of(state: State) -> Visit | None:
    """The visit that a state holds, if any: the one place where personal data can be."""
    match state:
        case (
            Welcome() | Reading() | CardRefused() | RemoveCard() | Goodbye() | OutOfService() | AtDoor() | Maintaining()
        ):
            return None
        case _:
            return state.visit
