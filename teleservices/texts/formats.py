"""Dates as people of a language write them. Babel is loaded at the first use, not at start-up."""

from __future__ import annotations

from datetime import date, time, timedelta

from teleservices.texts.catalogue import Texts

# English here is for visitors and residents: day first, as on every French form.
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def long_date(day: date, language: str) -> str:
    """« 21 novembre 2026 », ``21 November 2026``."""
    from babel.dates import format_date

    return format_date(day, "long", locale=_LOCALES[language]).replace(" ", "\u00a0")


def weekday_date(day: date, language: str) -> str:
    """« mercredi 28 décembre 2022 », ``Wednesday 28 December 2022``."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM y", locale=_LOCALES[language]).replace(" ", "\u00a0")


def short_date(day: date) -> str:
    """``21/11/2026``, the same in every language that we speak."""
    return f"{day:%d/%m/%Y}"


def clock_time(at: time, language: str) -> str:
    """« 9 h 05 », ``09:05``."""
    return f"{at.hour}\u00a0h\u00a0{at:%M}" if language == "fr" else f"{at:%H:%M}"


def duration(length: timedelta, language: str) -> str:
    """About how long, in its largest unit: « 2 heures », ``3 days``; never less than a minute."""
    from babel.dates import format_timedelta

    rounded = format_timedelta(max(length, timedelta(minutes=1)), "minute", threshold=1, locale=_LOCALES[language])
    return rounded.replace(" ", "\u00a0")


def birth_date(written: str, texts: Texts) -> str:
    """A birth date as people read it, whatever part of it is known.

    Registers hold « lunar » dates for people whose day or month of birth is unknown: month 00 or above 12,
    day 00 or beyond the month. What is known is shown and the rest said to be unknown: no invented 1st of January.

    Args:
        written: ``AAAAMMJJ`` as cards and caisses write it.
        texts: the language to say it in.

    Returns:
        ``12/05/1984``, « mai 1984 (jour inconnu) » or « 1944 (jour et mois inconnus) »; « inconnue » when it is
        not eight digits.
    """
    if not (len(written) == 8 and written.isascii() and written.isdecimal()) or written.startswith("0000"):
        return texts.t("date.birth.unreadable")
    year, month, day = int(written[:4]), int(written[4:6]), int(written[6:])
    try:
        return short_date(date(year, month, day))
    except ValueError:
        pass
    try:
        return texts.t("date.birth.month_only", month=_month(date(year, month, 1), texts.language))
    except ValueError:
        return texts.t("date.birth.year_only", year=year)


def _month(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "LLLL y", locale=_LOCALES[language]).replace(" ", "\u00a0")
