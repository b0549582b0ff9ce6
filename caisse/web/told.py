"""Pages that only tell something: done, or calmly not."""

from __future__ import annotations

from typing import Final

from fastapi.responses import HTMLResponse

from caisse.api.problems import RETRY_AFTER_S, status
from caisse.handlers.refusal import Refusal
from caisse.web.page import page
from teleservices.texts.catalogue import Texts
from teleservices.wire.problems import Problem

_TROUBLES: Final = {Problem.BUSY: "web.busy", Problem.NOT_FOUND: "web.gone"}
"""What a page says of a problem; of any other, that it could not be done."""


def done(texts: Texts, key: str) -> HTMLResponse:
    """It worked.

    Args:
        texts: the reader's language.
        key: beginning of the keys of heading, lead and note.
    """
    return _told(texts, "found", key, 200)


def not_done(texts: Texts, key: str, status_code: int) -> HTMLResponse:
    """It did not, for a reason that the page says; arguments as ``done``."""
    return _told(texts, "unknown", key, status_code)


def trouble(texts: Texts, refusal: Refusal) -> HTMLResponse:
    """What stands in a page's place when it cannot be shown."""
    answer = not_done(texts, _TROUBLES.get(refusal.problem, "web.trouble"), status(refusal.problem))
    if refusal.problem is Problem.BUSY:
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    return answer


def _told(texts: Texts, kind: str, key: str, status_code: int) -> HTMLResponse:
    return page(
        "told.html",
        texts,
        status_code,
        kind=kind,
        heading=texts.t(f"{key}.heading"),
        lead=texts.t(f"{key}.lead"),
        note=texts.t(f"{key}.note"),
    )
