"""``/e/{token}``: the link in an e-mail that confirms its address. Opening it changes nothing: mail scanners do."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from caisse import events
from caisse.api.gate import PartsHere
from caisse.handlers.emails import confirm_address
from caisse.handlers.links import LinkPurpose, find_link
from caisse.handlers.refusal import Refusal
from caisse.web.page import Reader, page
from caisse.web.told import done, not_done
from teleservices.wire.problems import Problem


def address_page(token: str, parts: PartsHere, texts: Reader) -> HTMLResponse:
    """Asks whether the address is the reader's."""
    now = parts.now()
    link = parts.store.read(lambda connection: find_link(connection, LinkPurpose.ADDRESS, token, now))
    if link is None or link.address is None:
        return not_done(texts, "web.gone", 404)
    return page("address.html", texts, address=link.address.masked)


def confirm(token: str, parts: PartsHere, texts: Reader) -> HTMLResponse:
    """Puts the address in force."""
    at = parts.circumstances()
    confirmed = parts.store.write(lambda connection: confirm_address(connection, token, at))
    if isinstance(confirmed, Refusal):
        taken = confirmed.problem is Problem.EMAIL_IN_USE
        return not_done(texts, "web.address.taken" if taken else "web.gone", 409 if taken else 404)
    parts.log.record(events.EMAIL_CONFIRMED)
    return done(texts, "web.address.done")
