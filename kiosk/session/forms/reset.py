"""The link by e-mail that lets a password be chosen on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.session.forms import nir as nir_form
from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from teleservices.dates import BirthDate, from_text
from teleservices.nir import Nir
from teleservices.wire.passwords import AskOwnReset, AskReset, RobotAnswer, RobotCheck

NIR = nir_form.NIR
BIRTH_DATE = "birth-date"
CHECK = "check"
OLDEST_YEAR = 1890


@dataclass(frozen=True, repr=False)
class ResetForm:
    """Who asks for the link.

    Attributes:
        nir: typed when the visit began; None where the card says who it is.
        check: the digits to copy; None where the card in the reader stands for them, and for the NIR.
        typed_nir, typed_date: what stands in the fields; the date as ``JJMMAAAA``.
    """

    nir: Nir | None = None
    check: RobotCheck | None = None
    typed_nir: str = ""
    typed_date: str = ""


def keeping(form: ResetForm, given: Submit) -> ResetForm:
    """The form with what was typed, but for the digits."""
    return replace(form, typed_nir=given.value(NIR), typed_date=given.value(BIRTH_DATE))


def judge(form: ResetForm, given: Submit, year: int) -> AskOwnReset | AskReset | tuple[Fault, ...]:
    """What to ask, or what is wrong with the fields; nobody is born after ``year``, the present one."""
    found = nir_form.judge(given) if form.check else None
    birth = birth_date(given.value(BIRTH_DATE), year)
    signs = given.value(CHECK)
    if form.check is None and birth is not None:
        return AskOwnReset(birth.text)
    if form.check is not None and isinstance(found, Nir) and birth is not None and len(signs) == form.check.digits:
        return AskReset(found.full, birth.text, RobotAnswer(form.check.id, signs))
    return tuple(_faults(form, found, birth, signs))


def birth_date(typed: str, year: int) -> BirthDate | None:
    """A birth date typed ``JJMMAAAA``, day or month lunar where the register has it so; None for anything else."""
    date = from_text(typed[4:] + typed[2:4] + typed[:2])
    return date if isinstance(date, BirthDate) and OLDEST_YEAR <= date.year <= year else None


def _faults(form: ResetForm, nir: Nir | Fault | None, birth: BirthDate | None, signs: str) -> Iterator[Fault]:
    if isinstance(nir, Fault):
        yield nir
    if birth is None:
        yield Fault(Reason.BIRTH_DATE, BIRTH_DATE)
    if form.check is not None and len(signs) != form.check.digits:
        yield Fault(Reason.CHECK_FORM, CHECK)
