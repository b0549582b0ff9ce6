"""The frame of the caisse's pages: one column, no script, nothing fetched, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Annotated, Final

from babel import negotiate_locale
from fastapi import Depends, Header
from fastapi.responses import HTMLResponse

from caisse.api.gate import PartsHere
from caisse.templates import templates_of
from teleservices.texts.catalogue import LANGUAGES, Texts

_TEMPLATES: Final = templates_of("caisse.web")
_STYLE: Final = _TEMPLATES.get_template("style.css").render()
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The ``Content-Security-Policy`` of every page: its own style, forms that come back here, and nothing else."""


@dataclass(frozen=True)
class PageFault:
    """What stops a form.

    Attributes:
        said: the sentence, the same above the form and beside its field.
        field: the field's name; empty where it is about the whole.
    """

    said: str
    field: str = ""


def page(template: str, texts: Texts, status_code: int = 200, **values: object) -> HTMLResponse:
    """A whole page.

    Args:
        template: of the folder ``templates``.
        texts: its language.
        status_code: of the answer.
        **values: what the template names; plain text, escaped there.
    """
    body = _TEMPLATES.get_template(template).render(t=texts.t, language=texts.language, **values)
    headers = {"Content-Security-Policy": POLICY, "Vary": "Accept-Language"}
    return HTMLResponse(body, status_code=status_code, headers=headers)


def reader_texts(parts: PartsHere, accept_language: Annotated[str | None, Header()] = None) -> Texts:
    """The first of our languages that a browser asks for; French when it asks for none of them."""
    wished = [part.partition(";")[0].strip() for part in (accept_language or "").split(",")]
    return parts.texts[negotiate_locale(wished, LANGUAGES, sep="-") or LANGUAGES[0]]


Reader = Annotated[Texts, Depends(reader_texts)]
"""A dependency: the texts in the reader's language."""
