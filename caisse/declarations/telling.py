"""What people are told of their declarations: in the messagerie always, by SMS and e-mail when nothing came of one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from caisse.declarations.effect import Effect
from caisse.declarations.reasons import Reason
from caisse.handlers.accounts import account_of
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.messages import write_message
from caisse.handlers.notices import confirmed_address
from caisse.handlers.requests import Request
from caisse.handlers.standing import reachable
from caisse.mail.letter import Letter
from caisse.mail.queue import letter_texts, put
from caisse.sms.notices import queue_notice
from caisse.sms.text import refusal_text
from teleservices.flow.model import Flow
from teleservices.flow.words import delay
from teleservices.reference import Reference
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import clock_time, long_date


def tell_registered(connection: Connection, request: Request, flow: Flow, effect: Effect, at: Circumstances) -> None:
    """The accusé de réception.

    Args:
        connection: inside the write that registered it.
        request: registered.
        flow: what was declared.
        effect: what came of it.
        at: the moment.
    """
    texts = letter_texts(at)
    expected = (f"{delay(texts, flow, effect.delay)}.",) if effect.taken else ()
    newer = (texts.t("declaration.overtaken"),) if effect.overtaken else ()
    _write(connection, request, "registered", (*expected, *newer), at)


def tell_made_before(connection: Connection, request: Request, first: Reference, at: Circumstances) -> None:
    """That the very same was registered before, under ``first``."""
    told = letter_texts(at).t("declaration.made_before", first=first.grouped)
    _write(connection, request, "already", (told,), at)


def tell_refused(connection: Connection, request: Request, reason: Reason, at: Circumstances) -> None:
    """That nothing came of it, and why; also by SMS and e-mail, the person having left long ago."""
    texts = letter_texts(at)
    said = (
        texts.t(f"refused.{reason}"),
        texts.t("declaration.nothing_changed"),
        texts.t("declaration.again"),
    )
    _write(connection, request, "refused", said, at)
    address = confirmed_address(connection, request.insured_id)
    if address is not None:
        put(connection, address, _letter(request, texts, at), at)
    mobile = reachable(account_of(connection, request.insured_id), at.settings)
    if mobile is not None:
        queue_notice(connection, mobile, refusal_text(texts, request.reference), at)


def _write(connection: Connection, request: Request, kind: str, more: tuple[str, ...], at: Circumstances) -> None:
    texts = letter_texts(at)
    service = texts.t(f"service.{request.service}.title")
    paragraphs = (
        texts.t(f"declaration.{kind}.what", service=service),
        texts.t("declaration.reference", reference=request.reference.grouped),
        texts.t("declaration.filed", when=_moment(request.filed_at, texts, at)),
        *more,
    )
    subject = texts.t(f"declaration.{kind}.subject", service=service)
    write_message(connection, request.insured_id, subject, paragraphs, at)


def _letter(request: Request, texts: Texts, at: Circumstances) -> Letter:
    """It names neither the téléservice nor the reason: anybody may see it arrive."""
    return Letter(
        subject=texts.t("declaration.mail.subject"),
        before=(
            texts.t("declaration.mail.what", when=_moment(request.filed_at, texts, at)),
            texts.t("declaration.reference", reference=request.reference.grouped),
            texts.t("declaration.mail.more"),
        ),
        after=(texts.t("declaration.mail.not_you"),),
    )


def _moment(moment: datetime, texts: Texts, at: Circumstances) -> str:
    local = moment.astimezone(at.settings.caisse.zone)
    day, time = long_date(local.date(), texts.language), clock_time(local.time(), texts.language)
    return texts.t("declaration.moment", day=day, time=time)
