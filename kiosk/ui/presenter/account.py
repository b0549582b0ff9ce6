"""While the caisse is asked about the account, and what is said once it has answered."""

from __future__ import annotations

from typing import assert_never

from kiosk.session.intents import Continue
from kiosk.session.states import Asking, Told
from kiosk.session.told import EmailSent, Kept, PasswordChosen, ResetAsked, VisitOver
from kiosk.session.visit import Visit
from kiosk.ui.presenter.filing import kept
from kiosk.ui.presenter.words import Page, leave, primary
from kiosk.ui.screen import Action, Drawing, Screen, ScreenKind, Tone
from teleservices.wire.visits import EmailState


def asking(page: Page, state: Asking) -> Screen:
    """What is being done, by its purpose."""
    return Screen(
        id="asking",
        kind=ScreenKind.WAIT,
        title=page.t(f"asking.{state.purpose.value}.title"),
        lead=page.t("asking.lead"),
        drawing=Drawing.CLOCK,
        chrome=page.chrome,
    )


def told(page: Page, state: Told) -> Screen:
    """What has happened, and what can be done next."""
    message = state.message
    onward = primary(page, "continue", "action.continue", Continue(), "forward")
    actions: tuple[Action, ...] = (onward,)
    match message:
        case PasswordChosen():
            mailed = "told.password.mailed" if _mailed(state.visit) else "told.password.lead"
            name, lead, tone = "password", page.t(mailed), Tone.SUCCESS
        case EmailSent():
            name, lead, tone = "email", page.t("told.email.lead", address=_pending(state.visit)), Tone.SUCCESS
        case ResetAsked(minutes):
            have = primary(page, "continue", "told.reset.have", Continue(), "person")
            lead = page.t("told.reset.lead", minutes=minutes)
            name, tone, actions = "reset", Tone.INFO, (have, leave(page, "action.finish"))
        case Kept():
            return kept(page, state.visit, message)
        case VisitOver():
            again = "told.visit_over.lead" if state.visit.card else "told.visit_over.no_card"
            name, lead, tone, actions = "visit_over", page.t(again), Tone.WARNING, (leave(page, "action.finish"),)
        case _:
            assert_never(message)
    return Screen(
        id=f"told.{name}",
        kind=ScreenKind.MESSAGE,
        title=page.t(f"told.{name}.title"),
        lead=lead,
        tone=tone,
        drawing=Drawing.CLOCK if name == "visit_over" else Drawing.NONE,
        actions=actions,
        chrome=page.chrome,
    )


def _mailed(visit: Visit) -> bool:
    """Whether the caisse has an address to write to."""
    account = visit.ameli
    return account is not None and account.email is EmailState.CONFIRMED


def _pending(visit: Visit) -> str:
    account = visit.ameli
    return (account.pending or account.address) if account is not None else ""
