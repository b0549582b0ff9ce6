"""A visit: one card, one person, from insertion to wipe."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import VitaleCard
from kiosk.devices.printer.ticket import Ticket
from teleservices.wire.rights import Mention
from teleservices.wire.visits import Beneficiary, VisitOpened


@dataclass(frozen=True)
class Opening:
    """The caisse has been asked; ``call`` names the question."""

    call: str


@dataclass(frozen=True, repr=False)
class Open:
    """The caisse answered: there is a token."""

    answer: VisitOpened


@dataclass(frozen=True)
class NoLink:
    """The caisse gave no answer; asked again when the link is back."""


@dataclass(frozen=True)
class Closed:
    """The person has gone or is going: no token any more, only documents still owed."""


Account = Opening | Open | NoLink | Closed


@dataclass(frozen=True, repr=False)
class Visit:
    """Everything the terminal knows of the person in front of it; dropped whole by ``wipe``.

    Attributes:
        number: counts the visits since the start; names the visit in logs.
        card: what the reader read.
        opened_at: seconds of the injected monotonic clock.
        account: where the conversation with the caisse stands.
        documents: collected and not printed yet, in order.
    """

    number: int
    card: VitaleCard
    opened_at: float
    account: Account
    documents: tuple[Ticket, ...] = ()

    @property
    def first_name(self) -> str:
        """The insured person's first name, as the card has it."""
        return self.card.porteurs[0].first_name

    @property
    def initial(self) -> str:
        """First letter of the insured person's family name, or an empty text."""
        return self.card.porteurs[0].family_name[:1]

    @property
    def beneficiaries(self) -> tuple[Beneficiary, ...]:
        """Those whom the caisse named, the insured first; empty while it has not answered."""
        return self.account.answer.beneficiaries if isinstance(self.account, Open) else ()

    def same_card(self, other: VitaleCard) -> bool:
        """Whether ``other`` is this visit's card: same NIR, start date and digest."""
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
