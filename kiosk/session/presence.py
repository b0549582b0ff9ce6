"""The card-presence decision table: state × what happens to the card → what is done. Data, every cell."""

from __future__ import annotations

from enum import Enum, auto

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
from kiosk.session.maintaining import Maintaining
from kiosk.session.states import (
    Asking,
    CardRefused,
    ChoosingBeneficiary,
    ChoosingMentions,
    Collected,
    FetchFailed,
    Fetching,
    Filling,
    Goodbye,
    Home,
    OutOfService,
    OwingCard,
    Printing,
    PrintTrouble,
    Reading,
    RemoveCard,
    State,
    Summary,
    TakeDocument,
    Told,
    Welcome,
)


class Presence(Enum):
    """What happens to the card."""

    REMOVED = auto()
    SAME = auto()
    """The visit's own card is read again (a reader that came back)."""
    SWAPPED = auto()
    """A carte Vitale is read that is not the visit's, or there is no visit."""
    MUTE = auto()
    """What is in the reader is read and cannot be used."""


class Decision(Enum):
    """What is done about it."""

    NOTHING = auto()
    WELCOME = auto()
    PULLED = auto()
    """Say that the card came out too early."""
    OPEN = auto()
    """Open a visit with the card read, whatever was there wiped first."""
    REFUSE = auto()
    """Wipe, and say why the card cannot be used."""
    LEAVE = auto()
    """The person goes: what is collected prints, all else is wiped."""
    LEAVE_UNPRINTED = auto()
    """The same, and the document still awaited is told lost when nothing else prints."""
    FINISH = auto()
    """What cannot be stopped any more, paper or the outbox, goes on to its end; the token ends."""
    GOODBYE = auto()
    """The wiped visit's card is out at last."""
    LATER = auto()
    """The card waits for its turn."""
    TRY = auto()
    """It is a technician's test card: told, and forgotten."""


D = Decision
_IN_A_VISIT = (D.LEAVE, D.NOTHING, D.OPEN, D.REFUSE)
_ROWS: dict[type[State], tuple[Decision, Decision, Decision, Decision]] = {
    #                     REMOVED            SAME       SWAPPED    MUTE
    Welcome:             (D.NOTHING,         D.OPEN,    D.OPEN,    D.REFUSE),
    Reading:             (D.PULLED,          D.OPEN,    D.OPEN,    D.REFUSE),
    CardRefused:         (D.WELCOME,         D.OPEN,    D.OPEN,    D.REFUSE),
    Home:                _IN_A_VISIT,
    Filling:             _IN_A_VISIT,
    Asking:              _IN_A_VISIT,
    Told:                _IN_A_VISIT,
    Summary:             _IN_A_VISIT,
    ChoosingBeneficiary: _IN_A_VISIT,
    ChoosingMentions:    _IN_A_VISIT,
    Fetching:            (D.LEAVE_UNPRINTED, D.NOTHING, D.OPEN,    D.REFUSE),
    FetchFailed:         _IN_A_VISIT,
    Declaring:           _IN_A_VISIT,
    Reviewing:           _IN_A_VISIT,
    Proving:             _IN_A_VISIT,
    Keeping:             (D.FINISH,          D.NOTHING, D.LATER,   D.LATER),
    NotKept:             _IN_A_VISIT,
    Consulting:          _IN_A_VISIT,
    ConsultFailed:       _IN_A_VISIT,
    Consulted:           _IN_A_VISIT,
    QueueShown:          _IN_A_VISIT,
    Collected:           _IN_A_VISIT,
    Printing:            (D.FINISH,          D.NOTHING, D.LATER,   D.LATER),
    PrintTrouble:        (D.FINISH,          D.NOTHING, D.OPEN,    D.NOTHING),
    TakeDocument:        (D.FINISH,          D.NOTHING, D.OPEN,    D.REFUSE),
    OwingCard:           (D.LEAVE,           D.NOTHING, D.OPEN,    D.REFUSE),
    RemoveCard:          (D.GOODBYE,         D.NOTHING, D.NOTHING, D.NOTHING),
    Goodbye:             (D.NOTHING,         D.OPEN,    D.OPEN,    D.REFUSE),
    OutOfService:        (D.NOTHING,         D.LATER,   D.LATER,   D.LATER),
    AtDoor:              (D.NOTHING,         D.OPEN,    D.OPEN,    D.REFUSE),
    Maintaining:         (D.TRY,             D.TRY,     D.TRY,     D.TRY),
}  # fmt: skip
TABLE: dict[tuple[type[State], Presence], Decision] = {
    (state, presence): decision
    for state, row in _ROWS.items()
    for presence, decision in zip(Presence, row, strict=True)
}


def decide(state: State, presence: Presence) -> Decision:
    """What to do when ``presence`` happens in ``state``."""
    return TABLE[type(state), presence]
