"""What the pages of people at work say; in French: the caisse is."""

from __future__ import annotations

from datetime import datetime, timedelta

from caisse.handlers.refusal import Refusal
from caisse.parts import Parts
from teleservices.texts.catalogue import LANGUAGES, Texts
from teleservices.texts.formats import clock_time, long_date


def staff_texts(parts: Parts) -> Texts:
    """The sentences."""
    return parts.texts[LANGUAGES[0]]


def moment(parts: Parts, at: datetime) -> str:
    """A moment at the caisse: « 23 novembre 2026 à 13 h 00 »."""
    texts, local = staff_texts(parts), at.astimezone(parts.settings.caisse.zone)
    return texts.t(
        "agent.moment", day=long_date(local.date(), texts.language), time=clock_time(local.time(), texts.language)
    )


def until(parts: Parts, refusal: Refusal) -> str:
    """The first full minute at which what was refused may be tried again."""
    return moment(parts, parts.now() + timedelta(seconds=(refusal.retry_after_s or 0) + 59))
