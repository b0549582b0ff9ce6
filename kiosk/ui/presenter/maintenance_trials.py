"""What a technician tries: papers, an SMS, the touch panel, the screen."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.modem.status import NotSent, SendUnknown, Sent
from kiosk.devices.printer.status import NotPrinted, Printed, PrintUnknown
from kiosk.session import maintaining as pages
from kiosk.session.intents import JudgeScreen, Submit, TurnPlate, UseTool
from kiosk.session.maintaining import MOBILE, Paper, Tool
from kiosk.session.prints import describe
from kiosk.ui.presenter.words import Page, back, primary, secondary
from kiosk.ui.screen import Action, Cells, Drawing, Field, Notice, Screen, ScreenKind, Tone
from teleservices.alphabets import FieldKind

_MOBILE_DIGITS = 10
_MOST_CELLS = 12
"""Named one by one; more are only counted."""
_TOOLS = {Paper.TEST_PAGE: Tool.TICKET, Paper.READINESS: Tool.REPORT}


def printing(page: Page, state: pages.Printing) -> Screen:
    """Paper is coming out."""
    return Screen(
        id="maintenance.printing",
        kind=ScreenKind.WAIT,
        title=page.t("printing.title"),
        lead=page.t(f"maintenance.paper.{state.paper.value}"),
        drawing=Drawing.PRINTING,
        progress=state.sent / state.total if state.sent < state.total else None,
        chrome=page.chrome,
    )


def printed(page: Page, state: pages.Printed) -> Screen:
    """How it ended."""
    end = state.end
    match end:
        case Printed():
            key, tone, drawing = "done", Tone.SUCCESS, Drawing.TAKE_PAPER
        case NotPrinted(fault):
            key, tone, drawing = describe(fault)[0], Tone.WARNING, Drawing.PRINTER_GONE
        case PrintUnknown():
            key, tone, drawing = "unknown", Tone.WARNING, Drawing.PRINT_UNKNOWN
        case _:
            assert_never(end)
    lead = page.t(f"maintenance.printed.{state.paper.value}" if key == "done" else f"maintenance.printed.{key}.lead")
    again = secondary(page, "again", "action.print_again", UseTool(_TOOLS[state.paper]), "print")
    return Screen(
        id=f"maintenance.printed.{key}",
        kind=ScreenKind.MESSAGE,
        title=page.t(f"maintenance.printed.{key}.title"),
        lead=lead,
        tone=tone,
        drawing=drawing,
        actions=(again, back(page)),
        chrome=page.chrome,
    )


def sms_form(page: Page, state: pages.SmsForm) -> Screen:
    """To which number."""
    error = "" if state.fault is None else page.t(f"maintenance.sms.fault.{state.fault.value}")
    mobile = Field(
        MOBILE,
        page.t("maintenance.sms.field"),
        FieldKind.DIGITS,
        page.t("maintenance.field.digits", count=_MOBILE_DIGITS),
        error=error,
        value=state.typed,
        longest=_MOBILE_DIGITS,
    )
    return Screen(
        id="maintenance.sms",
        kind=ScreenKind.FORM,
        title=page.t("maintenance.sms.title"),
        lead=page.t("maintenance.sms.lead"),
        notices=(Notice(error, Tone.ERROR),) if error else (),
        fields=(mobile,),
        actions=(primary(page, "submit", "maintenance.sms.send", Submit(), "sms"), back(page)),
        chrome=page.chrome,
    )


def sms_refused(page: Page, state: pages.SmsRefused) -> Screen:
    """Why none can be tried here."""
    return Screen(
        id=f"maintenance.sms.{state.obstacle.value}",
        kind=ScreenKind.MESSAGE,
        title=page.t("maintenance.sms.refused"),
        lead=page.t(f"maintenance.sms.{state.obstacle.value}"),
        tone=Tone.WARNING,
        actions=(back(page),),
        chrome=page.chrome,
    )


def sms_tried(page: Page, state: pages.SmsTried) -> Screen:
    """How far it has come."""
    end = state.end
    lead, tone = page.t("maintenance.sms.to", number=state.number), Tone.WARNING
    match end:
        case None:
            return Screen(
                id="maintenance.sms.sending",
                kind=ScreenKind.WAIT,
                title=page.t("maintenance.sms.sending"),
                lead=lead,
                drawing=Drawing.CLOCK,
                chrome=page.chrome,
            )
        case Sent():
            key = {None: "sent", True: "delivered", False: "lost"}[state.delivered]
            tone = Tone.INFO if state.delivered is None else Tone.SUCCESS if state.delivered else Tone.WARNING
        case NotSent(fault):
            key = f"not_sent.{fault.value}"
        case SendUnknown():
            key = "unknown"
        case _:
            assert_never(end)
    return Screen(
        id=f"maintenance.sms.{key}",
        kind=ScreenKind.MESSAGE,
        title=page.t("maintenance.sms.failed" if isinstance(end, NotSent) else f"maintenance.sms.{key}.title"),
        lead=page.t(f"maintenance.sms.{key}.lead"),
        paragraphs=(lead,),
        tone=tone,
        actions=(secondary(page, "again", "maintenance.sms.again", UseTool(Tool.SMS), "sms"), back(page)),
        chrome=page.chrome,
    )


def touch(page: Page, state: pages.TouchTrial) -> Screen:
    """Cells over the whole window."""
    columns, rows = page.rules.workshop.grid
    return Screen(
        id="maintenance.touch",
        kind=ScreenKind.TOUCH,
        title=page.t("maintenance.touch.count", touched=len(state.touched), cells=columns * rows),
        lead=page.t("maintenance.touch.lead"),
        cells=Cells(columns, rows, state.touched),
        chrome=page.chrome,
    )


def touch_told(page: Page, state: pages.TouchTold) -> Screen:
    """Every cell answered, or which did not."""
    columns, rows = page.rules.workshop.grid
    missed = [cell for cell in range(columns * rows) if cell not in state.touched]
    named = (page.t("maintenance.touch.cell", row=cell // columns + 1, column=cell % columns + 1) for cell in missed)
    return Screen(
        id="maintenance.touch.missed" if missed else "maintenance.touch.whole",
        kind=ScreenKind.MESSAGE,
        title=page.counted("maintenance.touch.missed", len(missed)) if missed else page.t("maintenance.touch.whole"),
        lead=page.t("maintenance.touch.missed.lead" if missed else "maintenance.touch.whole.lead"),
        paragraphs=(" · ".join(named),) if 0 < len(missed) <= _MOST_CELLS else (),
        tone=Tone.WARNING if missed else Tone.SUCCESS,
        actions=(_again(page, Tool.TOUCH), back(page)),
        chrome=page.chrome,
    )


def plate(page: Page, state: pages.ScreenTrial) -> Screen:
    """One colour, or lines, over the whole window."""
    return Screen(
        id=f"maintenance.plate.{state.plate.value}",
        kind=ScreenKind.PLATE,
        title=page.t(f"maintenance.plate.{state.plate.value}"),
        plate=state.plate.value,
        actions=(Action("plate", page.t(f"maintenance.plate.{state.plate.value}"), TurnPlate()),),
        chrome=page.chrome,
    )


def screen_asked(page: Page) -> Screen:
    """Whether anything was wrong with them."""
    return Screen(
        id="maintenance.screen",
        kind=ScreenKind.MESSAGE,
        title=page.t("maintenance.screen.title"),
        lead=page.t("maintenance.screen.lead"),
        actions=(
            primary(page, "good", "maintenance.screen.good", JudgeScreen(good=True), "check"),
            secondary(page, "flawed", "maintenance.screen.flawed", JudgeScreen(good=False), "close"),
            _again(page, Tool.SCREEN),
        ),
        chrome=page.chrome,
    )


def _again(page: Page, tool: Tool) -> Action:
    return secondary(page, "again", "maintenance.again", UseTool(tool), "retry")
