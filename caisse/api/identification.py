"""What happens behind the doors of identification."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends

from caisse import events
from caisse.api.doors import CHOOSE_PASSWORD, SEND_CODE, SIGN_IN
from caisse.api.gate import PartsHere, Terminal, Through
from caisse.api.problems import RefusedError
from caisse.api.proving import with_password
from caisse.api.sending import send_code
from caisse.handlers.passwords import weak
from caisse.handlers.refusal import Refusal
from caisse.handlers.sign_in import opened_by_nir, password_chosen, raised_by_code, raised_by_password
from caisse.handlers.sms_orders import SmsOrder, note_report
from caisse.handlers.visit import Visit
from caisse.handlers.visits import Opening
from caisse.parts import Parts
from caisse.sms.settings import SmsTransport
from teleservices.nir import NirFault, from_typing
from teleservices.password import SecretKind, secret_kind
from teleservices.wire.codes import CodeSent, SmsReport
from teleservices.wire.passwords import ChoosePassword
from teleservices.wire.problems import Problem
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import VisitOpened

_ID = re.compile(r"[0-9a-f]{32}")


def sign_in(asked: SignIn, visit: Annotated[Visit, Depends(Through(SIGN_IN))], parts: PartsHere) -> VisitOpened:
    """The holder of the card in the reader identifies themselves."""
    by_code = secret_kind(asked.secret) is SecretKind.PROVISIONAL
    at = parts.circumstances()
    answer = (
        parts.store.write(lambda connection: raised_by_code(connection, visit, asked.secret, at))
        if by_code
        else with_password(
            parts,
            visit.insured.nir,
            visit.terminal,
            asked.secret,
            lambda connection, account, at: raised_by_password(connection, visit, account, at),
        )
    )
    if isinstance(answer, Refusal):
        raise RefusedError(answer, visit.terminal)
    parts.log.record(events.SIGNED_IN, terminal=visit.terminal, way="code" if by_code else "password")
    return answer


def sign_in_by_nir(asked: SignInByNir, terminal: Terminal, parts: PartsHere) -> VisitOpened:
    """Somebody without a card identifies themselves."""
    nir = from_typing(asked.nir)
    if isinstance(nir, NirFault):
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    opening = Opening(terminal, parts.new_token())
    answer = with_password(
        parts,
        nir,
        terminal,
        asked.secret,
        lambda connection, account, at: opened_by_nir(connection, account, opening, at),
    )
    if isinstance(answer, Refusal):
        raise RefusedError(answer, terminal)
    parts.log.record(events.SIGNED_IN, terminal=terminal, way="nir")
    return answer


def choose_password(
    asked: ChoosePassword, visit: Annotated[Visit, Depends(Through(CHOOSE_PASSWORD))], parts: PartsHere
) -> VisitOpened:
    """A new password for the account."""
    answer = _chosen(asked, visit, parts)
    if isinstance(answer, Refusal):
        raise RefusedError(answer, visit.terminal)
    parts.log.record(events.PASSWORD_CHOSEN, terminal=visit.terminal)
    return answer


def send_code_provisoire(visit: Annotated[Visit, Depends(Through(SEND_CODE))], parts: PartsHere) -> CodeSent:
    """A code provisoire leaves for the mobile on file."""
    by_terminal = parts.settings.sms.transport is SmsTransport.TERMINAL
    order = send_code(parts, visit.insured, visit.terminal, visit.terminal if by_terminal else None)
    if isinstance(order, Refusal):
        raise RefusedError(order, visit.terminal)
    parts.log.record(events.CODE_SENT, place=visit.terminal, again=order.again)
    return _sent(order, parts, by_terminal=by_terminal)


def note_sms(report: SmsReport, terminal: Terminal, parts: PartsHere) -> None:
    """The terminal tells what became of a message that it was given."""
    if not _ID.fullmatch(report.id):
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    parts.store.write(lambda connection: note_report(connection, report, terminal))


def _chosen(asked: ChoosePassword, visit: Visit, parts: Parts) -> VisitOpened | Refusal:
    refused = weak(visit.insured, asked.password)
    if refused is not None:
        return refused
    if visit.must_choose is None:
        known = with_password(
            parts, visit.insured.nir, visit.terminal, asked.current or "", lambda _connection, account, _at: account
        )
        if isinstance(known, Refusal):
            return known
    with parts.hashing.admitted(visit.terminal) as hasher:
        password_hash = hasher.hashed(asked.password)
    at = parts.circumstances()
    return parts.store.write(lambda connection: password_chosen(connection, visit, password_hash, at))


def _sent(order: SmsOrder, parts: Parts, *, by_terminal: bool) -> CodeSent:
    apart = parts.settings.identification.codes.apart
    return CodeSent(order.mobile.masked, apart, order.message if by_terminal else None)
