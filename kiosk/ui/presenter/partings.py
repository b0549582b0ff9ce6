"""The screens after a visit."""

from __future__ import annotations

from kiosk.session.states import Goodbye, Parting, RemoveCard
from kiosk.ui.presenter.words import Page
from kiosk.ui.screen import Drawing, Screen, ScreenKind, Tone

_CALM = frozenset({Parting.LEFT, Parting.CARD_OUT})


def remove_card(page: Page, state: RemoveCard) -> Screen:
    """The visit is over, the card still in: no personal data, and the same words until it is out."""
    return Screen(
        id=f"remove.{state.parting.value}",
        kind=ScreenKind.MESSAGE,
        title=page.t("remove.title"),
        lead=page.t(f"remove.{state.parting.value}.lead"),
        tone=Tone.INFO if state.parting in _CALM else Tone.WARNING,
        drawing=Drawing.CARD_OUT,
        chrome=page.chrome,
    )


def goodbye(page: Page, state: Goodbye) -> Screen:
    """The last words."""
    key = f"goodbye.{state.parting.value}"
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        tone=Tone.SUCCESS if state.parting in _CALM else Tone.WARNING,
        drawing=_DRAWINGS.get(state.parting, Drawing.GOODBYE),
        chrome=page.chrome,
    )


_DRAWINGS = {
    Parting.IDLE: Drawing.CLOCK,
    Parting.TIME_LIMIT: Drawing.CLOCK,
    Parting.NOT_PRINTED: Drawing.PRINTER_GONE,
    Parting.READER_GONE: Drawing.READER_MISSING,
}


def out_of_service(page: Page) -> Screen:
    """A fault of ours."""
    return Screen(
        id="out_of_service",
        kind=ScreenKind.MESSAGE,
        title=page.t("out_of_service.title"),
        lead=page.t("out_of_service.lead"),
        tone=Tone.WARNING,
        drawing=Drawing.OUT_OF_SERVICE,
        chrome=page.chrome,
    )
