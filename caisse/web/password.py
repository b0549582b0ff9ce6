"""``/p/{token}``: the link in an e-mail that lets a new password be chosen. Opening it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import Form
from fastapi.responses import HTMLResponse

from caisse import events
from caisse.api.gate import PartsHere
from caisse.handlers.passwords import weak
from caisse.handlers.people import Insured
from caisse.handlers.resets import reset_password, whose_reset
from caisse.web.page import PageFault, Reader, page
from caisse.web.told import done, not_done
from teleservices.alphabets import SPECIALS
from teleservices.password import PasswordRule
from teleservices.texts.catalogue import Texts

_PLACE: Final = "page /p"
"""Where these hashes are counted, beside the terminals'."""


def password_page(token: str, parts: PartsHere, texts: Reader) -> HTMLResponse:
    """Asks for the new password."""
    now = parts.now()
    if parts.store.read(lambda connection: whose_reset(connection, token, now)) is None:
        return not_done(texts, "web.gone", 404)
    return _form(texts)


def choose(
    token: str,
    parts: PartsHere,
    texts: Reader,
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Puts the new password in force, or says what it lacks; the link stays good until then."""
    now = parts.now()
    insured = parts.store.read(lambda connection: whose_reset(connection, token, now))
    if insured is None:
        return not_done(texts, "web.gone", 404)
    faults = _faults(texts, insured, password, again)
    if faults:
        return _form(texts, faults)
    with parts.hashing.admitted(_PLACE) as hasher:
        password_hash = hasher.hashed(password)
    at = parts.circumstances()
    if not parts.store.write(lambda connection: reset_password(connection, token, password_hash, at)):
        return not_done(texts, "web.gone", 404)
    parts.log.record(events.PASSWORD_RESET)
    return done(texts, "web.password.done")


def _form(texts: Texts, faults: Sequence[PageFault] = ()) -> HTMLResponse:
    rules = tuple(texts.t(f"rule.{rule.value}") for rule in PasswordRule)
    return page("password.html", texts, 422 if faults else 200, rules=rules, signs=" ".join(SPECIALS), faults=faults)


def _faults(texts: Texts, insured: Insured, password: str, again: str) -> tuple[PageFault, ...]:
    refused = weak(insured, password)
    if refused is not None:
        return tuple(PageFault(texts.t(f"fault.password.{fault}"), "password") for fault in refused.faults)
    if password != again:
        return (PageFault(texts.t("fault.password.twice"), "again"),)
    return ()
