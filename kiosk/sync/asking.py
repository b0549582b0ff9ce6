"""How each question about a compte ameli goes to the caisse, and what makes its answer whole: one table.

The paths are those of ``teleservices.wire``'s docstrings. All are POST requests, without a body where the question has
no fields. Any success that carries JSON is a yes: the table says which type it must have, strictly.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from pydantic import TypeAdapter

from kiosk.sync import decoding
from kiosk.sync.account import AccountQuestion, WantCheck, WantCode
from kiosk.sync.answers import AccountAnswer, NoAnswer, Refused
from kiosk.sync.transport import Reply
from teleservices.alphabets import ALPHABETS, FieldKind
from teleservices.levels import Level
from teleservices.wire.codes import CodeSent, SmsToSend
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword, ResetAsked, RobotCheck
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import VisitOpened

T = TypeVar("T")

_LARGEST_PICTURE = 64 * 1024
_LARGEST_SOUND = 640 * 1024
"""Bytes; in base64 both fit into the largest answer that the transport takes. 20 seconds at 16 kHz."""
_ID = re.compile(r"[\x21-\x7e]{1,128}")
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_PNG, _RIFF = b"\x89PNG\r\n\x1a\n", b"RIFF"


@dataclass(frozen=True)
class Way:
    """How one kind of question goes.

    Attributes:
        path: where to.
        read: makes the answer of the reply.
    """

    path: str
    read: Callable[[Reply], AccountAnswer]


def body_of(question: AccountQuestion) -> bytes | None:
    """The question as JSON; None where there is nothing to say."""
    return decoding.encode(question) if fields(question) else None


def _reader(kind: type[T], is_whole: Callable[[T], bool]) -> Callable[[Reply], T | Refused | NoAnswer]:
    adapter = TypeAdapter(kind)
    return lambda reply: decoding.decode(reply, decoding.ANY_SUCCESS, adapter, is_whole)


def _is_identified(visit: VisitOpened) -> bool:
    return decoding.is_whole_visit(visit) and visit.level is Level.CODE and visit.account is not None


def _is_whole_code(code: CodeSent) -> bool:
    return bool(code.number) and code.again_in_s >= 0 and (code.sms is None or _can_be_sent(code.sms))


def _can_be_sent(sms: SmsToSend) -> bool:
    return bool(_ID.fullmatch(sms.id) and _E164.fullmatch(sms.number) and sms.text)


def _is_whole_reset(reset: ResetAsked) -> bool:
    return reset.minutes > 0


def _is_whole_check(check: RobotCheck) -> bool:
    return (
        _ID.fullmatch(check.id) is not None
        and 0 < check.digits <= ALPHABETS[FieldKind.CHECK].longest
        and _is_file(check.picture, _PNG, _LARGEST_PICTURE)
        and _is_file(check.sound, _RIFF, _LARGEST_SOUND)
    )


def _is_file(text: str, begins: bytes, largest: int) -> bool:
    try:
        content = b64decode(text, validate=True)
    except ValueError:
        return False
    return content.startswith(begins) and len(content) <= largest


_VISIT: Final = _reader(VisitOpened, _is_identified)
_RESET: Final = _reader(ResetAsked, _is_whole_reset)
_CODE: Final = _reader(CodeSent, _is_whole_code)
_CHECK: Final = _reader(RobotCheck, _is_whole_check)

WAYS: Final[Mapping[type[AccountQuestion], Way]] = {
    SignIn: Way("/v1/visits/current/sign-in", _VISIT),
    SignInByNir: Way("/v1/sign-ins", _VISIT),
    ChoosePassword: Way("/v1/passwords", _VISIT),
    ChangeEmail: Way("/v1/email-addresses", _VISIT),
    AskReset: Way("/v1/password-resets", _RESET),
    AskOwnReset: Way("/v1/visits/current/password-reset", _RESET),
    WantCode: Way("/v1/codes-provisoires", _CODE),
    WantCheck: Way("/v1/robot-checks", _CHECK),
}
"""By kind of question."""
