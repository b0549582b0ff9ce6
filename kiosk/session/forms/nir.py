"""« Je n’ai pas ma carte »: the numéro de sécurité sociale is typed."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from teleservices.nir import Nir, NirFault, from_typing

NIR = "nir"


@dataclass(frozen=True, repr=False)
class NirForm:
    """The first page of a visit without a card.

    Attributes:
        typed: what stands in the field.
    """

    typed: str = ""


def judge(given: Submit) -> Nir | Fault:
    """The NIR typed, 13 or 15 characters, or what is wrong with it."""
    found = from_typing(given.value(NIR))
    return found if isinstance(found, Nir) else Fault(REASONS[found], NIR)


REASONS = {
    NirFault.LENGTH: Reason.NIR_LENGTH,
    NirFault.SIGNS: Reason.NIR_SIGNS,
    NirFault.KEY: Reason.NIR_KEY,
}
