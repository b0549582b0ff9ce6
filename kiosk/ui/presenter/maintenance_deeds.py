"""What a technician sets and restarts, and how each order ended."""

from __future__ import annotations

from kiosk.maintenance.answers import Failure
from kiosk.session import maintaining as pages
from kiosk.session.intents import AskRestart, Confirm, PickModel, Submit
from kiosk.session.maintaining import TOKEN, Task
from kiosk.ui.presenter.words import Page, back, primary, secondary
from kiosk.ui.screen import Action, Drawing, Field, Notice, Option, Screen, ScreenKind, Tile, Tone
from teleservices.alphabets import FieldKind

_ENDING = frozenset({Task.APPLICATION, Task.MACHINE})


def working(page: Page, state: pages.Working) -> Screen:
    """The maintenance thread is at it."""
    return Screen(
        id=f"maintenance.working.{state.task.value}",
        kind=ScreenKind.WAIT,
        title=page.t(f"maintenance.working.{state.task.value}"),
        lead=page.t("maintenance.working.lead"),
        drawing=Drawing.CLOCK,
        chrome=page.chrome,
    )


def failed(page: Page, state: pages.Failed) -> Screen:
    """What was not done, why, and what to do."""
    return Screen(
        id=f"maintenance.failed.{state.failure.value}",
        kind=ScreenKind.MESSAGE,
        title=page.t(f"maintenance.failed.{state.task.value}"),
        lead=page.t(f"maintenance.failure.{state.failure.value}"),
        tone=Tone.WARNING,
        drawing=Drawing.LINK_DOWN if state.failure is Failure.NO_CAISSE else Drawing.NONE,
        actions=(back(page),),
        chrome=page.chrome,
    )


def told(page: Page, state: pages.Told) -> Screen:
    """It is done, and what follows."""
    key = f"maintenance.told.{state.task.value}"
    if state.task in _ENDING:
        # The screen goes dark by itself.
        return Screen(
            id=key,
            kind=ScreenKind.WAIT,
            title=page.t(f"{key}.title"),
            lead=page.t(f"{key}.lead"),
            drawing=Drawing.CLOCK,
            chrome=page.chrome,
        )
    restarts = state.task in {Task.MODEL, Task.ENROLMENT}
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.named", name=state.detail) if state.detail else page.t(f"{key}.lead"),
        tone=Tone.SUCCESS,
        actions=(_restart_application(page), back(page)) if restarts else (back(page),),
        chrome=page.chrome,
    )


def model(page: Page, state: pages.ModelForm) -> Screen:
    """Which cabinet this is."""
    workshop = page.rules.workshop
    choose = primary(page, "choose", "maintenance.model.choose", Confirm(), "check")
    return Screen(
        id="maintenance.model",
        kind=ScreenKind.CHOICE,
        title=page.t("maintenance.model.title"),
        lead=page.t("maintenance.model.lead"),
        options=tuple(
            Option(
                f"model-{name}",
                name,
                page.t("maintenance.model.present") if name == workshop.cabinet else "",
                checked=name == state.chosen,
                intent=PickModel(name),
            )
            for name in workshop.models
        ),
        actions=(choose, back(page)) if state.chosen != workshop.cabinet else (back(page),),
        chrome=page.chrome,
    )


def token(page: Page, state: pages.TokenForm) -> Screen:
    """The token of ``caisse terminal add``."""
    error = page.t("maintenance.token.empty") if state.empty else ""
    return Screen(
        id="maintenance.token",
        kind=ScreenKind.FORM,
        title=page.t("maintenance.token.title"),
        notices=(Notice(error, Tone.ERROR),) if error else (),
        fields=(
            Field(
                TOKEN,
                page.t("maintenance.token.field"),
                FieldKind.TOKEN,
                page.t("maintenance.token.hint"),
                error=error,
            ),
        ),
        actions=(primary(page, "submit", "maintenance.token.enrol", Submit(), "key"), back(page)),
        chrome=page.chrome,
    )


def restart(page: Page) -> Screen:
    """The application, or the machine."""
    return Screen(
        id="maintenance.restart",
        kind=ScreenKind.MENU,
        title=page.t("maintenance.restart.title"),
        lead=page.t("maintenance.restart.lead"),
        tiles=tuple(
            Tile(
                id=f"restart-{name}",
                title=page.t(f"maintenance.restart.{name}.title"),
                detail=page.t(f"maintenance.restart.{name}.detail"),
                icon=icon,
                enabled=True,
                intent=AskRestart(machine=name == "machine"),
            )
            for name, icon in (("application", "restart"), ("machine", "machine"))
        ),
        actions=(back(page),),
        chrome=page.chrome,
    )


def restart_asked(page: Page, state: pages.RestartAsked) -> Screen:
    """Whether really."""
    name = "machine" if state.machine else "application"
    return Screen(
        id=f"maintenance.restart.{name}",
        kind=ScreenKind.MESSAGE,
        title=page.t(f"maintenance.restart.{name}.asked"),
        lead=page.t(f"maintenance.restart.{name}.lead"),
        tone=Tone.WARNING,
        actions=(
            primary(page, "confirm", f"maintenance.restart.{name}.title", Confirm(), "restart"),
            back(page),
        ),
        chrome=page.chrome,
    )


def _restart_application(page: Page) -> Action:
    return secondary(page, "restart", "maintenance.restart.application.title", AskRestart(machine=False), "restart")
