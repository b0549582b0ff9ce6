"""The screens from a collected document to the paper in hand."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.printer.status import (
    CoverOpen,
    Disconnected,
    Faulty,
    NoPaper,
    NotPrinted,
    PrinterFault,
    PrintUnknown,
    Silent,
)
from kiosk.session.intents import Retry
from kiosk.session.prints import describe
from kiosk.session.states import Collected, OwingCard, Printing, PrintTrouble, TakeDocument
from kiosk.ui.presenter.words import Page, another, leave, primary, print_now, retry
from kiosk.ui.screen import Drawing, Screen, ScreenKind, Tone


def collected(page: Page, state: Collected) -> Screen:
    """« Retirez votre carte »: the card before the paper (UX-09)."""
    return Screen(
        id="collected",
        kind=ScreenKind.MESSAGE,
        title=page.t("collected.title"),
        lead=page.counted("collected.lead", len(state.visit.documents)),
        tone=Tone.SUCCESS,
        drawing=Drawing.CARD_OUT,
        actions=(another(page), print_now(page)),
        chrome=page.chrome,
    )


def owing_card(page: Page, state: OwingCard) -> Screen:
    """« Quitter » with documents owed."""
    return Screen(
        id="owing",
        kind=ScreenKind.MESSAGE,
        title=page.t("owing.title"),
        lead=page.counted("owing.lead", len(state.visit.documents)),
        drawing=Drawing.CARD_OUT,
        actions=(print_now(page), leave(page, "action.leave_unprinted")),
        chrome=page.chrome,
    )


def printing(page: Page, state: Printing) -> Screen:
    """Paper is coming out."""
    count = state.done + len(state.visit.documents)
    sending = state.sent < state.total
    return Screen(
        id="printing",
        kind=ScreenKind.WAIT,
        title=page.t("printing.title"),
        lead=page.counted("printing.lead", count, index=state.done + 1),
        drawing=Drawing.PRINTING,
        # Once all is sent, how much paper is out is not known: only that the printer has not confirmed yet.
        progress=(state.done + state.sent / state.total) / count if sending else None,
        chrome=page.chrome,
    )


def take_document(page: Page, state: TakeDocument) -> Screen:
    """« Prenez votre document »."""
    here = state.visit is not None
    return Screen(
        id="take",
        kind=ScreenKind.MESSAGE,
        title=page.counted("take.title", state.count),
        lead=page.t(_take_lead(state)),
        tone=Tone.SUCCESS,
        drawing=Drawing.TAKE_PAPER,
        actions=(another(page), leave(page, "action.finish")) if here else (),
        chrome=page.chrome,
    )


def _take_lead(state: TakeDocument) -> str:
    if state.visit is None:
        return "take.wiped"
    return "take.no_card" if state.visit.card is None else "take.lead"


def print_trouble(page: Page, state: PrintTrouble) -> Screen:
    """Not printed, or unknown: never the same words."""
    match state.end:
        case NotPrinted(fault):
            key, drawing = f"trouble.{describe(fault)[0]}", _drawing(fault)
            actions = (retry(page), leave(page, "action.leave_unprinted"))
        case PrintUnknown():
            key, drawing = "trouble.unknown", Drawing.PRINT_UNKNOWN
            again = primary(page, "retry", "action.print_again", Retry(), "print")
            actions = (again, leave(page, "action.have_it"))
        case _:
            assert_never(state.end)
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        tone=Tone.WARNING,
        drawing=drawing,
        actions=actions,
        chrome=page.chrome,
    )


def _drawing(fault: PrinterFault) -> Drawing:
    match fault:
        case NoPaper():
            return Drawing.NO_PAPER
        case CoverOpen():
            return Drawing.COVER_OPEN
        case Faulty() | Disconnected() | Silent():
            return Drawing.PRINTER_GONE
        case _:
            assert_never(fault)
