"""The trial of a card: what it is and what of it can be read, nothing that it says."""

from __future__ import annotations

from kiosk.devices.card.outcomes import ReaderMissing
from kiosk.session.card_trial import CardFile, CardKind, CardTrial
from kiosk.ui.presenter.words import Page, back
from kiosk.ui.screen import Drawing, Line, Screen, ScreenKind, Tone

_DRAWINGS = {
    CardKind.VITALE1: Drawing.CARD_OLD,
    CardKind.PROFESSIONAL: Drawing.CARD_WRONG,
    CardKind.NOT_VITALE: Drawing.CARD_WRONG,
    CardKind.MUTE: Drawing.CARD_MUTE,
    CardKind.MALFORMED: Drawing.CARD_MUTE,
    CardKind.PULLED: Drawing.CARD_IN,
}


def card_awaited(page: Page) -> Screen:
    """« Insérez une carte d’essai », or that there is no reader."""
    missing = isinstance(page.situation.devices.reader, ReaderMissing)
    key = "maintenance.card.no_reader" if missing else "maintenance.card.awaited"
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        tone=Tone.WARNING if missing else Tone.INFO,
        drawing=Drawing.READER_MISSING if missing else Drawing.CARD_IN,
        actions=(back(page),),
        chrome=page.chrome,
    )


def card_underway(page: Page) -> Screen:
    """It is being read."""
    return Screen(
        id="maintenance.card.reading",
        kind=ScreenKind.WAIT,
        title=page.t("maintenance.card.reading.title"),
        lead=page.t("maintenance.card.reading.lead"),
        drawing=Drawing.CARD_READING,
        chrome=page.chrome,
    )


def card_tried(page: Page, trial: CardTrial) -> Screen:
    """What it turned out to be."""
    key = f"maintenance.card.{trial.kind.value}"
    took = _took(page, trial)
    if trial.kind is CardKind.VITALE2:
        files = tuple(_file(page, file, readable=file in trial.files) for file in CardFile)
        return Screen(
            id=key,
            kind=ScreenKind.SUMMARY,
            title=page.t(f"{key}.title"),
            lead=page.t(f"{key}.lead"),
            lines=(Line(page.t("maintenance.card.took"), took), *files),
            actions=(back(page),),
            chrome=page.chrome,
        )
    cause = page.t("maintenance.card.cause", cause=trial.cause) if trial.cause else ""
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        paragraphs=tuple(part for part in (cause, took) if part),
        tone=Tone.WARNING,
        drawing=_DRAWINGS[trial.kind],
        actions=(back(page),),
        chrome=page.chrome,
    )


def _took(page: Page, trial: CardTrial) -> str:
    if trial.took_ms is None:
        return page.t("maintenance.card.took.unknown")
    return page.t("maintenance.card.took.ms", ms=trial.took_ms)


def _file(page: Page, file: CardFile, *, readable: bool) -> Line:
    label = page.t(f"maintenance.card.file.{file.value}")
    read = page.t("maintenance.card.readable" if readable else "maintenance.card.unreadable")
    return Line(label, read, joined=file is not CardFile.IDENTITY)
