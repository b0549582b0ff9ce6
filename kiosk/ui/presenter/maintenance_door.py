"""The door of the maintenance menu: number and code, or the challenge where the caisse is out of reach."""

from __future__ import annotations

from typing import assert_never

from kiosk.session.at_door import (
    ANSWER,
    CODE,
    NUMBER,
    AtDoor,
    CaisseSilent,
    ChallengeForm,
    CredentialForm,
    DoorFault,
    DrawingChallenge,
    Knocking,
    Refused,
    SecretMissing,
)
from kiosk.session.intents import Submit, WithoutCaisse
from kiosk.ui.presenter.words import Page, back, primary, secondary
from kiosk.ui.screen import Drawing, Field, Notice, Screen, ScreenKind, Spelt, Tone
from teleservices.alphabets import FieldKind
from teleservices.texts.formats import clock_time
from teleservices.texts.signs import sign_name
from teleservices.wire.maintenance import CODE_DIGITS, NUMBER_DIGITS

_FIELDS = {DoorFault.NUMBER: NUMBER, DoorFault.CODE: CODE, DoorFault.ANSWER: ANSWER}
"""The field that a fault stands beside; the others are of the whole."""


def at_door(page: Page, state: AtDoor) -> Screen:
    """What is asked before anybody is let in."""
    door = state.door
    match door:
        case CredentialForm():
            return _credential(page, door)
        case Knocking() | DrawingChallenge():
            return _wait(page)
        case CaisseSilent():
            return _caisse_silent(page, door)
        case ChallengeForm():
            return _challenge(page, door)
        case SecretMissing():
            return _secret_missing(page)
        case _:
            assert_never(door)


def _credential(page: Page, door: CredentialForm) -> Screen:
    # Where the caisse is known to be out of reach the other way is at hand at once.
    cut = page.situation.devices.link_up is False
    other = (secondary(page, "without-caisse", "maintenance.door.without", WithoutCaisse(), "key"),) if cut else ()
    return Screen(
        id="maintenance.door",
        kind=ScreenKind.FORM,
        title=page.t("maintenance.door.title"),
        lead=page.t("maintenance.door.cut" if cut else "maintenance.door.lead"),
        notices=_said(page, door.refused),
        fields=(
            _field(page, NUMBER, NUMBER_DIGITS, door.refused, value=door.number),
            _field(page, CODE, CODE_DIGITS, door.refused, masked=True),
        ),
        actions=(primary(page, "submit", "maintenance.door.enter", Submit(), "forward"), *other, back(page)),
        chrome=page.chrome,
    )


def _challenge(page: Page, door: ChallengeForm) -> Screen:
    digits = door.challenge.digits
    half = len(digits) // 2
    # Another screen for another challenge: what was typed for the one before is dropped.
    another = door.refused is not None and door.refused.fault is DoorFault.VOID
    return Screen(
        id="maintenance.challenge.new" if another else "maintenance.challenge",
        kind=ScreenKind.FORM,
        title=page.t("maintenance.challenge.title"),
        lead=page.t("maintenance.challenge.lead", page=page.rules.workshop.page),
        notices=_said(page, door.refused),
        spelt=Spelt(
            page.t("maintenance.challenge.label", terminal=door.challenge.terminal),
            f"{digits[:half]}\u00a0{digits[half:]}",
            " ".join(sign_name(digit, page.texts) for digit in digits),
        ),
        fields=(
            _field(page, NUMBER, NUMBER_DIGITS, door.refused, value=door.number),
            _field(page, ANSWER, CODE_DIGITS, door.refused),
        ),
        actions=(primary(page, "submit", "maintenance.door.enter", Submit(), "forward"), back(page)),
        chrome=page.chrome,
    )


def _field(
    page: Page, name: str, digits: int, refused: Refused | None, *, value: str = "", masked: bool = False
) -> Field:
    faulty = refused is not None and _FIELDS.get(refused.fault) == name
    return Field(
        name,
        page.t(f"maintenance.field.{name}"),
        FieldKind.DIGITS,
        page.t("maintenance.field.digits", count=digits),
        error=_words(page, refused) if refused is not None and faulty else "",
        value=value,
        masked=masked,
        longest=digits,
    )


def _said(page: Page, refused: Refused | None) -> tuple[Notice, ...]:
    return () if refused is None else (Notice(_words(page, refused), Tone.ERROR),)


def _words(page: Page, refused: Refused) -> str:
    said = page.t(f"maintenance.refused.{refused.fault.value}")
    if refused.tries_left:
        said = f"{said} {page.counted('fault.tries_left', refused.tries_left)}"
    if refused.until is not None:
        time = clock_time(refused.until.time(), page.texts.language)
        said = page.t("maintenance.refused.until", time=time)
    return said


def _wait(page: Page) -> Screen:
    return Screen(
        id="maintenance.knocking",
        kind=ScreenKind.WAIT,
        title=page.t("maintenance.knocking.title"),
        lead=page.t("maintenance.knocking.lead"),
        drawing=Drawing.CLOCK,
        chrome=page.chrome,
    )


def _caisse_silent(page: Page, door: CaisseSilent) -> Screen:
    return Screen(
        id="maintenance.silent",
        kind=ScreenKind.MESSAGE,
        title=page.t("maintenance.silent.title"),
        lead=page.t("maintenance.silent.lead"),
        paragraphs=() if door.refused is None else (_words(page, door.refused),),
        tone=Tone.WARNING,
        drawing=Drawing.LINK_DOWN,
        actions=(primary(page, "without-caisse", "maintenance.door.without", WithoutCaisse(), "key"), back(page)),
        chrome=page.chrome,
    )


def _secret_missing(page: Page) -> Screen:
    return Screen(
        id="maintenance.no_secret",
        kind=ScreenKind.MESSAGE,
        title=page.t("maintenance.no_secret.title"),
        lead=page.t("maintenance.no_secret.lead"),
        tone=Tone.WARNING,
        drawing=Drawing.LINK_DOWN,
        actions=(back(page),),
        chrome=page.chrome,
    )
