"""``GET /v/{reference}``: confirms an attestation to whoever was shown it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Annotated, Any, Final

from babel import negotiate_locale
from fastapi import Header
from fastapi.responses import HTMLResponse

from caisse.api.gate import PartsHere
from caisse.handlers.issued import Issued, find_issued
from caisse.settings import CaisseIdentity
from caisse.web.page import POLICY, page
from teleservices.reference import from_text
from teleservices.texts.catalogue import LANGUAGES, Texts
from teleservices.texts.formats import long_date
from teleservices.wire.rights import Period

UNKNOWN: Final[Mapping[int | str, dict[str, Any]]] = {
    404: {
        "description": "No document carries this reference.",
        "content": {"text/html": {"schema": {"type": "string"}}},
    }
}
"""What OpenAPI says of the page for an unknown reference."""

_TICK: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
    'stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>'
)
_QUESTION: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
    'stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/>'
    '<path d="M9.2 9.3a2.9 2.9 0 0 1 5.6.9c0 1.9-2.8 2.4-2.8 4.1M12 17.6v.1"/></svg>'
)


def check_page(
    reference: str, parts: PartsHere, accept_language: Annotated[str | None, Header()] = None
) -> HTMLResponse:
    """A page for people: the attestation with this reference, or calmly that there is none."""
    texts = parts.texts[_language(accept_language)]
    wanted = from_text(reference)
    issued = None if wanted is None else parts.store.read(lambda connection: find_issued(connection, wanted))
    body = _unknown(texts) if issued is None else _found(texts, issued, parts.settings.caisse)
    return HTMLResponse(
        page(texts.language, texts.t("check.title"), texts.t("check.brand"), body),
        status_code=404 if issued is None else 200,
        headers={"Content-Security-Policy": POLICY, "Vary": "Accept-Language"},
    )


def _found(texts: Texts, issued: Issued, caisse: CaisseIdentity) -> str:
    rows = (
        ("check.found.reference", issued.reference.grouped, "reference"),
        ("check.found.person", f"{issued.first_name} {issued.initial}.", ""),
        ("check.found.issued", long_date(issued.issued_at.astimezone(caisse.zone).date(), texts.language), ""),
        ("check.found.rights", _rights(texts, issued.rights), ""),
        ("check.found.by", caisse.name, ""),
    )
    listed = "\n".join(
        f'<div><dt>{escape(texts.t(key))}</dt><dd class="{style}">{escape(value)}</dd></div>'
        for key, value, style in rows
    )
    note = escape(texts.t("check.found.note"))
    return f'{_verdict(texts, "found", _TICK)}\n<dl>\n{listed}\n</dl>\n<p class="note">{note}</p>'


def _unknown(texts: Texts) -> str:
    return f'{_verdict(texts, "unknown", _QUESTION)}\n<p class="note">{escape(texts.t("check.unknown.note"))}</p>'


def _verdict(texts: Texts, kind: str, drawing: str) -> str:
    heading, lead = escape(texts.t(f"check.{kind}.heading")), escape(texts.t(f"check.{kind}.lead"))
    return f'<div class="verdict {kind}">{drawing}<div><h1>{heading}</h1><p>{lead}</p></div></div>'


def _rights(texts: Texts, rights: Period) -> str:
    start = long_date(rights.start, texts.language)
    if rights.end is None:
        return texts.t("check.found.rights.since", start=start)
    return texts.t("check.found.rights.between", start=start, end=long_date(rights.end, texts.language))


def _language(accepted: str | None) -> str:
    """The first of our languages that a browser asks for; French when it asks for none of them."""
    wished = [part.partition(";")[0].strip() for part in (accepted or "").split(",")]
    return negotiate_locale(wished, LANGUAGES, sep="-") or LANGUAGES[0]
