"""Questions about the account: each is named, and gone from the session once it is asked."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import journal
from kiosk.session.arrive import Step
from kiosk.session.effects import AskAccount, Note
from kiosk.session.forms import Form
from kiosk.session.forms.faults import Fault
from kiosk.session.forms.purpose import Purpose
from kiosk.session.situation import Situation
from kiosk.session.states import Asking
from kiosk.session.visit import Open, Visit
from kiosk.sync.account import AccountQuestion, WithoutVisit


def ask(
    situation: Situation,
    visit: Visit,
    form: Form,
    purpose: Purpose,
    question: AccountQuestion,
    *,
    faults: tuple[Fault, ...] = (),
) -> Step:
    """Ask the caisse; ``form`` comes back when it says no or nothing."""
    serial = situation.serial + 1
    call = f"call-{serial}"
    asked = replace(situation, serial=serial, state=Asking(visit, form, purpose, call, faults))
    note = Note(journal.ACCOUNT_ASKED, {"visit": visit.number, "purpose": purpose.value})
    return asked, (note, AskAccount(call, _token(visit, question), question))


def _token(visit: Visit, question: AccountQuestion) -> str | None:
    if isinstance(question, WithoutVisit):
        return None
    match visit.account:
        case Open(answer):
            return answer.token
        case _:
            raise ValueError(f"{type(question).__name__} needs a visit that the caisse knows")
