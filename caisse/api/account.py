"""What happens behind the doors of the account's address and of a forgotten password."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from random import SystemRandom
from typing import Annotated, Final

from fastapi import Depends
from sqlalchemy import Connection

from caisse import events
from caisse.api.doors import ASK_OWN_RESET, CHANGE_EMAIL
from caisse.api.gate import PartsHere, Terminal, Through
from caisse.api.problems import RefusedError
from caisse.api.proving import with_password
from caisse.handlers.accounts import Account, account_of
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.emails import propose_address
from caisse.handlers.refusal import Refusal
from caisse.handlers.reset_asks import LIFE, ask_reset
from caisse.handlers.robots import DIGITS, new_check, passed
from caisse.handlers.standing import standing
from caisse.handlers.visit import Visit
from caisse.parts import Parts
from caisse.robots.picture import drawn
from caisse.robots.voice import said, some_manner
from teleservices.email_address import EmailFault
from teleservices.email_address import from_text as address_from_text
from teleservices.nir import Nir, NirFault, from_typing
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ResetAsked, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.visits import VisitOpened

_BIRTH_DATE: Final = re.compile(r"[0-9]{8}")
_CHANCE: Final = SystemRandom()


def change_email(
    asked: ChangeEmail, visit: Annotated[Visit, Depends(Through(CHANGE_EMAIL))], parts: PartsHere
) -> VisitOpened:
    """A link leaves for a new e-mail address."""
    answer = _proposed(asked, visit, parts)
    if isinstance(answer, Refusal):
        raise RefusedError(answer, visit.terminal)
    parts.log.record(events.EMAIL_PROPOSED, terminal=visit.terminal)
    return answer


def make_robot_check(terminal: Terminal, parts: PartsHere) -> RobotCheck:
    """A few digits to read or to hear."""
    # Drawing and speaking cost as much as a hash: they wait in the same queue, fair between terminals.
    with parts.hashing.admitted(terminal):
        at = parts.circumstances()
        name, signs = parts.store.write(lambda connection: new_check(connection, at))
        picture, sound = drawn(signs, _CHANCE), said(signs, some_manner(_CHANCE), _CHANCE)
    return RobotCheck(name, DIGITS, base64.b64encode(picture).decode(), base64.b64encode(sound).decode())


def ask_for_reset(asked: AskReset, terminal: Terminal, parts: PartsHere) -> ResetAsked:
    """Somebody without a card forgot the password."""
    nir = from_typing(asked.nir)
    if isinstance(nir, NirFault):
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    at = parts.circumstances()
    if not parts.store.write(lambda connection: passed(connection, asked.robot, at)):
        raise RefusedError(Refusal(Problem.ROBOT), terminal)
    return _asked(nir, asked.birth_date, terminal, parts)


def ask_for_own_reset(
    asked: AskOwnReset, visit: Annotated[Visit, Depends(Through(ASK_OWN_RESET))], parts: PartsHere
) -> ResetAsked:
    """The holder of the card in the reader forgot the password."""
    return _asked(visit.insured.nir, asked.birth_date, visit.terminal, parts)


def _asked(nir: Nir, birth_date: str, terminal: str, parts: Parts) -> ResetAsked:
    if _BIRTH_DATE.fullmatch(birth_date) is None:
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    at = parts.circumstances()
    parts.store.write(lambda connection: ask_reset(connection, nir, birth_date, terminal, at))
    parts.log.record(events.RESET_ASKED, terminal=terminal)
    return ResetAsked(int(LIFE.total_seconds()) // 60)


def _proposed(asked: ChangeEmail, visit: Visit, parts: Parts) -> VisitOpened | Refusal:
    if visit.by_code:
        return Refusal(Problem.SIGN_IN_AGAIN)
    address = address_from_text(asked.address)
    if isinstance(address, EmailFault):
        return Refusal(Problem.EMAIL)
    token = parts.new_token()

    def propose(connection: Connection, account: Account, at: Circumstances) -> VisitOpened | Refusal:
        refused = propose_address(connection, account, address, token, at)
        changed = replace(visit, account=account_of(connection, account.insured_id))
        return standing(connection, changed, at) if refused is None else refused

    return with_password(parts, visit.insured.nir, visit.terminal, asked.password, propose)
