"""What is wrong with a form, in the same words above it and beside the field (UX-05)."""

from __future__ import annotations

from kiosk.session.forms.faults import Fault, Reason
from kiosk.ui.presenter.words import Page
from kiosk.ui.screen import Notice, Tone
from teleservices.texts.formats import clock_time

_COUNTED = frozenset({Reason.CREDENTIALS, Reason.CREDENTIALS_NIR, Reason.CREDENTIALS_CODE})
_TIMED = frozenset({Reason.LOCKED, Reason.TOO_MANY_CODES})


def summary(page: Page, faults: tuple[Fault, ...]) -> tuple[Notice, ...]:
    """What stands above the form: one notice for the whole, then one for each field, in the field's own words."""
    fields = dict.fromkeys(fault.field for fault in faults)
    return tuple(Notice(beside(page, faults, field), Tone.ERROR) for field in fields)


def beside(page: Page, faults: tuple[Fault, ...], field: str) -> str:
    """What is said beside a field, or of the whole form where ``field`` is empty; empty where nothing is wrong."""
    return " ".join(words(page, fault) for fault in faults if fault.field == field)


def words(page: Page, fault: Fault) -> str:
    """The sentence of a fault."""
    key = f"fault.{fault.reason.value}"
    if fault.reason in _COUNTED and fault.tries_left:
        return f"{page.t(key)} {page.counted('fault.tries_left', fault.tries_left)}"
    if fault.reason in _TIMED and fault.until is not None:
        return page.t(f"{key}.until", time=clock_time(fault.until.time(), page.texts.language))
    return page.t(key)
