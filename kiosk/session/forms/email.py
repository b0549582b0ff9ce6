"""The account's e-mail address, and the password once more (SEC-13)."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from teleservices.wire.emails import ChangeEmail

ADDRESS = "address"
PASSWORD = "password"


@dataclass(frozen=True, repr=False)
class EmailForm:
    """The new address.

    Attributes:
        typed: what stands in the field of the address.
    """

    typed: str = ""


def judge(given: Submit) -> ChangeEmail | tuple[Fault, ...]:
    """What to ask, or what is wrong with the fields."""
    # Its library takes a tenth of the time to the first picture, which needs no address.
    from teleservices.email_address import EmailAddress, from_text

    address = from_text(given.value(ADDRESS))
    password = given.value(PASSWORD)
    if isinstance(address, EmailAddress) and password:
        return ChangeEmail(address.text, password)
    form = () if isinstance(address, EmailAddress) else (Fault(Reason.EMAIL_FORM, ADDRESS),)
    empty = () if password else (Fault(Reason.EMPTY, PASSWORD),)
    return (*form, *empty)
