"""What a téléservice declares of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teleservices.flow.model import Flow
from teleservices.levels import Level
from teleservices.wire.rights import Mention


class Part(StrEnum):
    """Parts of teleservices.md that the home screen treats differently."""

    ACCOUNT = "account"
    """A: the compte ameli itself; shown once its holder is identified, and nothing may be lowered to level ``card``."""
    DOCUMENTS = "documents"
    """B."""
    SITUATION = "situation"
    """D: a change in the person's situation."""
    FOLLOW_UP = "follow_up"
    """G: what was asked, and what was written."""
    INFORMATION = "information"
    """H."""


class Nature(StrEnum):
    """What a téléservice is to the person."""

    DOCUMENT = "document"
    """It ends with a document from the caisse."""
    ACCOUNT = "account"
    """It changes the account itself, with forms of its own."""
    DECLARATION = "declaration"
    """Pages of a flow, a review, the outbox, a receipt."""
    CONSULTATION = "consultation"
    """It shows, and changes nothing; once the holder is identified."""


class Offline(StrEnum):
    """What becomes of a téléservice without a link to the caisse."""

    YES = "yes"
    QUEUED = "queued"
    NO = "no"


@dataclass(frozen=True)
class Teleservice:
    """One row of teleservices.md.

    Attributes:
        id: identifier of the row; also the prefix of its message keys.
        icon: name of the drawing in the interface's icon set.
        level: what must be proved by default; a caisse may choose otherwise where the row allows it.
        offline: what happens without a link.
        mentions: optional mentions that the person may tick, in order.
        prints: whether it is useless without the printer; a declaration's receipt can wait.
        flow: of a declaration; None otherwise.
    """

    id: str
    icon: str
    part: Part
    nature: Nature
    level: Level
    offline: Offline
    mentions: tuple[Mention, ...]
    prints: bool
    flow: Flow | None = None
