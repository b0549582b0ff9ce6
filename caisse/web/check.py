"""``GET /v/{reference}``: confirms an attestation to whoever was shown it."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from caisse.api.gate import PartsHere
from caisse.handlers.issued import Issued, find_issued
from caisse.settings import CaisseIdentity
from caisse.web.page import Reader, page
from teleservices.reference import from_text
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import long_date
from teleservices.wire.rights import Period


def check_page(reference: str, parts: PartsHere, texts: Reader) -> HTMLResponse:
    """A page for people: the attestation with this reference, or calmly that there is none."""
    wanted = from_text(reference)
    issued = None if wanted is None else parts.store.read(lambda connection: find_issued(connection, wanted))
    if issued is None:
        return page("check.html", texts, 404, rows=())
    return page("check.html", texts, rows=_rows(texts, issued, parts.settings.caisse))


def _rows(texts: Texts, issued: Issued, caisse: CaisseIdentity) -> tuple[tuple[str, str, str], ...]:
    """Label, value and style of each line."""
    day = long_date(issued.issued_at.astimezone(caisse.zone).date(), texts.language)
    return (
        (texts.t("check.found.reference"), issued.reference.grouped, "reference"),
        (texts.t("check.found.person"), f"{issued.first_name} {issued.initial}.", ""),
        (texts.t("check.found.issued"), day, ""),
        (texts.t("check.found.rights"), _rights(texts, issued.rights), ""),
        (texts.t("check.found.by"), caisse.name, ""),
    )


def _rights(texts: Texts, rights: Period) -> str:
    start = long_date(rights.start, texts.language)
    if rights.end is None:
        return texts.t("check.found.rights.since", start=start)
    return texts.t("check.found.rights.between", start=start, end=long_date(rights.end, texts.language))
