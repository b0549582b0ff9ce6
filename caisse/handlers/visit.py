"""A visit that is going on, as the handlers hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caisse.handlers.accounts import Account
from caisse.handlers.people import Insured
from teleservices.levels import Level
from teleservices.wire.visits import EmailState, MustChoose


@dataclass(frozen=True, repr=False)
class Visit:
    """A visit and what its holder has proved.

    Attributes:
        terminal: where its token is good.
        email: how the account stands with its address; None below level ``code``, where nobody may know.
        by_nir: opened without a card.
        by_code: raised by a code provisoire: what SEC-13 closes stays closed.
        must_choose: why a password must be chosen before anything else; None where none must.
        expires_at: UTC.
    """

    token: str
    terminal: str
    level: Level
    insured: Insured
    account: Account
    email: EmailState | None
    by_nir: bool
    by_code: bool
    must_choose: MustChoose | None
    expires_at: datetime

    @property
    def settled(self) -> Level:
        """What the visit is worth outside the account's own pages: no more than a card until a password is chosen."""
        return self.level if self.must_choose is None else Level.CARD

    @property
    def without_email(self) -> bool:
        """Whether an address of the account's own must be given first (000); one whose link is out counts as given."""
        return lacks_email(self.account, self.email)

    @property
    def in_order(self) -> bool:
        """Whether its holder has proved to be the account's, and nothing of the account must be settled first."""
        return self.settled.reaches(Level.CODE) and not self.without_email


def lacks_email(account: Account, state: EmailState | None) -> bool:
    """Whether an account must be given an address of its own before anything else (000).

    Args:
        account: with the address whose link is out, if there is one.
        state: of the address in force; None where nobody may know.
    """
    return state in {EmailState.SHARED, EmailState.MISSING} and account.pending_email is None
