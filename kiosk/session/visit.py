"""A visit: one person, from a card put in or a NIR typed to wipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from kiosk.devices.card.outcomes import VitaleCard
from kiosk.devices.printer.ticket import Ticket
from teleservices.flow.model import Answers
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.wire import visits as wire
from teleservices.wire.rights import Mention
from teleservices.wire.visits import Beneficiary, VisitOpened


@dataclass(frozen=True)
class Unopened:
    """There is no card, and the person has not said yet who they are: the caisse knows nothing of this visit."""


@dataclass(frozen=True)
class Opening:
    """The caisse has been asked; ``call`` names the question."""

    call: str


@dataclass(frozen=True, repr=False)
class Open:
    """The caisse answered: there is a token. Every later answer takes the place of ``answer``."""

    answer: VisitOpened


@dataclass(frozen=True)
class NoLink:
    """The caisse gave no answer; asked again when the link is back."""


@dataclass(frozen=True)
class Closed:
    """The person has gone or is going: no token any more, only documents still owed."""


Account = Unopened | Opening | Open | NoLink | Closed


class SmsProgress(Enum):
    """How far an SMS has come, as much as is known."""

    SENDING = auto()
    """The modem has it."""
    SENT = auto()
    """The network took it, or the caisse's gateway has it."""
    DELIVERED = auto()
    FAILED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, repr=False)
class CodeOnItsWay:
    """A code provisoire was sent to the person; neither the code nor the number is here.

    Attributes:
        number: masked.
        again_at: from when another may be asked for, seconds of the injected monotonic clock.
        job: the SMS at this terminal's modem; empty where the caisse's gateway sends it.
    """

    number: str
    again_at: float
    job: str
    progress: SmsProgress


@dataclass(frozen=True, repr=False)
class Visit:
    """Everything the terminal knows of the person in front of it; dropped whole by ``wipe``.

    Attributes:
        number: counts the visits since the start; names the visit in logs.
        card: what the reader read; None for somebody who came without.
        opened_at: seconds of the injected monotonic clock.
        account: where the conversation with the caisse stands.
        documents: collected and not printed yet, in order.
        wanted: id of the téléservice that identification was asked for; empty where none was.
        code: the code provisoire last sent during this visit.
        typed: the NIR that somebody without a card was identified by.
        drafts: what was given on the pages of declarations not filed yet, by téléservice.
    """

    number: int
    card: VitaleCard | None
    opened_at: float
    account: Account
    documents: tuple[Ticket, ...] = ()
    wanted: str = ""
    code: CodeOnItsWay | None = None
    typed: Nir | None = None
    drafts: Mapping[str, Answers] = field(default_factory=dict)

    @property
    def nir(self) -> Nir | None:
        """The insured person's: the card's, or the one typed; None while nobody said it."""
        return self.card.nir if self.card is not None else self.typed

    @property
    def first_name(self) -> str:
        """The insured person's first name, as the card or else the caisse has it; empty before either said it."""
        if self.card is not None:
            return self.card.porteurs[0].first_name
        return next((one.first_name for one in self.beneficiaries if one.insured), "")

    @property
    def initial(self) -> str:
        """First letter of the insured person's family name, or an empty text."""
        if self.card is not None:
            return self.card.porteurs[0].family_name[:1]
        return next((one.initial for one in self.beneficiaries if one.insured), "")

    @property
    def identified(self) -> bool:
        """Whether the person has proved level ``code``."""
        return isinstance(self.account, Open) and self.account.answer.level.reaches(Level.CODE)

    @property
    def ameli(self) -> wire.Account | None:
        """What the caisse said of the compte ameli; None below level ``code``."""
        return self.account.answer.account if isinstance(self.account, Open) else None

    @property
    def beneficiaries(self) -> tuple[Beneficiary, ...]:
        """Those whom the caisse named, the insured first; empty while it has not answered."""
        return self.account.answer.beneficiaries if isinstance(self.account, Open) else ()

    def same_card(self, other: VitaleCard) -> bool:
        """Whether ``other`` is this visit's card: same NIR, start date and digest."""
        if self.card is None:
            return False
        mine = (self.card.nir, self.card.valid_from, self.card.digest)
        return mine == (other.nir, other.valid_from, other.digest)


@dataclass(frozen=True, repr=False)
class Draft:
    """What the person is putting together on the pages of a téléservice.

    Attributes:
        service: id of the catalogue.
        beneficiary: id of the one chosen.
        mentions: ticked, in the catalogue's order.
    """

    service: str
    beneficiary: str
    mentions: tuple[Mention, ...] = ()
