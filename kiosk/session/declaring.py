"""Where somebody stands who declares something, or looks at their account: states of frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.session.visit import Visit
from kiosk.sync.filing import FilingFault
from teleservices.flow.model import Answers, FieldFault
from teleservices.wire.consultation import Information, Messages, Requests

PASSWORD = "password"
"""Id of the only field of the page that asks for the proof."""
REVIEW = ""
"""Stands for the review where a page's id is expected."""


@dataclass(frozen=True, repr=False)
class Answered:
    """What was given so far on the pages of a flow.

    Attributes:
        service: id of the catalogue.
        given: everything typed or chosen, abandoned branches included: going back never loses it.
    """

    service: str
    given: Answers = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Declaring:
    """A page of a flow.

    Attributes:
        page: its id.
        changing: it was opened from the review, which comes back as soon as everything holds.
        faults: by field id, why it could not go on; empty when it comes.
    """

    visit: Visit
    draft: Answered
    page: str
    changing: bool = False
    faults: Mapping[str, FieldFault] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Reviewing:
    """The récapitulatif, and the button that files."""

    visit: Visit
    draft: Answered


class ProofFault(StrEnum):
    """Why what was typed cannot go with a declaration; the value is the last part of a message key."""

    EMPTY = "empty"
    PROVISIONAL = "provisional"
    """Four digits: a code provisoire is not accepted without a link."""


@dataclass(frozen=True, repr=False)
class Proving:
    """There was no link to identify the person: their password goes, sealed, with the declaration."""

    visit: Visit
    draft: Answered
    fault: ProofFault | None = None


@dataclass(frozen=True, repr=False)
class Keeping:
    """The outbox keeps it; ``call`` names the filing. The password typed is in nobody's state.

    Attributes:
        deferred_check: a password went with it.
    """

    visit: Visit
    draft: Answered
    call: str
    deferred_check: bool = False


@dataclass(frozen=True, repr=False)
class NotKept:
    """Nothing was kept, or (None) nobody knows."""

    visit: Visit
    draft: Answered
    fault: FilingFault | None


class ConsultFault(StrEnum):
    """Why nothing can be shown; the value is the last part of a message key."""

    NO_ANSWER = "no_answer"
    OTHER = "other"


@dataclass(frozen=True, repr=False)
class Consulting:
    """The caisse is asked; ``call`` names the question."""

    visit: Visit
    service: str
    call: str


@dataclass(frozen=True, repr=False)
class ConsultFailed:
    """The caisse gave no answer, or not the one hoped for."""

    visit: Visit
    service: str
    fault: ConsultFault


@dataclass(frozen=True, repr=False)
class Consulted:
    """What the caisse shows.

    Attributes:
        opened: id of the message being read; empty for the list.
    """

    visit: Visit
    content: Information | Requests | Messages
    opened: str = ""


@dataclass(frozen=True, repr=False)
class QueueShown:
    """What waits to be sent from this terminal, whoever's: counts and times only.

    Attributes:
        visit: None when nobody's visit is open.
    """

    visit: Visit | None
