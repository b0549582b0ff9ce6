"""The pages of a declaration, each drawn by the kind of its fields. No téléservice is named here."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.declaring import Declaring
from kiosk.session.intents import Continue, PickOption, Submit
from kiosk.ui.presenter.asked import Asked
from kiosk.ui.presenter.words import Page, primary
from kiosk.ui.screen import Action, Field, Notice, Option, Screen, ScreenKind, Tone
from teleservices.alphabets import FieldKind
from teleservices.flow.model import ChoiceField, PeopleField, Place, PlaceField, TextField
from teleservices.flow.model import Field as FlowField
from teleservices.flow.words import option

_TYPED = {Place.COMMUNE: FieldKind.STREET, Place.COUNTRY: FieldKind.NAME}
"""On which keyboard a place is typed: a commune is found by its postal code too."""


def declaring(page: Page, state: Declaring) -> Screen:
    """The page that the person is on: one choice, people, a place, or texts."""
    asked = Asked.of(page, state)
    match asked.asks.fields:
        case (ChoiceField() as field,):
            return _choice(asked, field)
        case (PeopleField() as field,):
            return _people(asked, field)
        case (PlaceField() as field,):
            return _place(asked, field)
        case fields:
            return _texts(asked, fields)


def _texts(asked: Asked, fields: tuple[FlowField, ...]) -> Screen:
    send = primary(asked.page, "submit", "action.continue", Submit(), "forward")
    return replace(asked.screen(ScreenKind.FORM, (send,)), fields=tuple(_text(asked, field) for field in fields))


def _text(asked: Asked, field: FlowField) -> Field:
    if not isinstance(field, TextField):
        raise TypeError(f"{asked.flow.service}.{asked.asks.id}: no screen shows these fields together")
    return Field(
        id=field.id,
        label=asked.label(field),
        kind=field.kind,
        hint=asked.hint(field),
        error=asked.fault(field),
        value=str(asked.given(field)),
        longest=field.longest,
    )


def _onward(asked: Asked) -> tuple[Action, ...]:
    return (primary(asked.page, "continue", "action.continue", Continue(), "forward"),)


def _choice(asked: Asked, field: ChoiceField) -> Screen:
    options = tuple(
        Option(
            id=f"option-{one}",
            label=option(asked.page.texts, asked.flow, field.id, one),
            detail="",
            checked=one == asked.given(field),
            intent=PickOption(field.id, one),
        )
        for one in field.options
    )
    return replace(asked.screen(ScreenKind.CHOICE, _onward(asked)), options=options)


def _people(asked: Asked, field: PeopleField) -> Screen:
    """The ayants droit to tick; the insured is said to be always included."""
    page = asked.page
    options = tuple(
        Option(
            id=f"option-{place}",
            label=page.t("person.name", first_name=person.first_name, initial=person.initial),
            detail=page.t("beneficiary.dependant"),
            checked=person.key in asked.given(field),
            intent=PickOption(field.id, person.key),
        )
        for place, person in enumerate(asked.context.dependants)
    )
    told = (Notice(page.t("declaring.insured", name=page.chrome.who), Tone.INFO),)
    return replace(asked.screen(ScreenKind.CHOICE, _onward(asked), told), options=options, multiple=True)


def _place(asked: Asked, field: PlaceField) -> Screen:
    """Found by typing; touching a suggestion goes on, so there is no button but to keep what was chosen before.

    The field comes empty: a button that said « Continuer » under another text would keep what the person changed.
    """
    page, key = asked.page, str(asked.given(field))
    places = asked.context.places
    nothing = page.t(f"declaring.nothing.{field.place.value}")
    typed = Field(
        id=field.id,
        label=asked.label(field),
        kind=_TYPED[field.place],
        hint=asked.hint(field),
        error=asked.fault(field),
        suggesting=field.place,
        nothing=page.t("declaring.nothing.instead", nothing=nothing) if asked.asks.instead else nothing,
    )
    if not places.holds(field.place, key):
        return replace(asked.screen(ScreenKind.FORM, ()), fields=(typed,))
    keep = primary(page, "keep", "declaring.keep", Continue(), "forward")
    chosen = Notice(page.t("declaring.chosen", place=places.name(field.place, key, page.texts.language)), Tone.INFO)
    return replace(asked.screen(ScreenKind.FORM, (keep,), (chosen,)), fields=(typed,))
