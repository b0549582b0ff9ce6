"""Making the terminal known to a caisse, once, by whoever installs it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.sync import decoding
from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.identity import Identity, is_name, load, reserve, secret_from, store
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE as OUTBOX
from kiosk.sync.settings import LinkSettings
from kiosk.sync.transport import Request, exchange
from teleservices.wire.enrolment import Enrol, Enrolled
from teleservices.wire.problems import Problem


@dataclass(frozen=True)
class EnrolRefused:
    """The caisse did not take the token: unknown, used, or older than 15 minutes."""

    problem: Problem


@dataclass(frozen=True)
class NotAnAddress:
    """What was given as the caisse's address is not an https one."""


@dataclass(frozen=True)
class NotStored:
    """The state directory cannot be written.

    Attributes:
        token_spent: the caisse had accepted the key by then: another token is needed.
    """

    token_spent: bool


@dataclass(frozen=True)
class OutboxNotEmpty:
    """The token is for another name, while the outbox holds declarations whose envelopes bear the present one.

    The token is spent, the terminal is as it was.

    Attributes:
        terminal: its present name: with a token for it, enrolling again loses nothing.
    """

    terminal: str


def enrol(
    caisse_url: str, token: str, ca_file: Path, state_dir: Path
) -> Enrolled | EnrolRefused | NoAnswer | NotAnAddress | NotStored | OutboxNotEmpty:
    """Make a key, offer it to the caisse, and keep it once the caisse has accepted it.

    Until then nothing changes: an identity that the terminal had still stands. After ``NoAnswer`` the token may be
    spent; the caisse then refuses it and another is needed.

    Args:
        caisse_url: ``https://host[:port][/path]``, the caisse's ``public_url``.
        token: printed by ``caisse terminal add``.
        ca_file: PEM; the only authority that is trusted.
        state_dir: made when absent.
    """
    try:
        settings = LinkSettings(caisse_url.rstrip("/"), ca_file)
    except ValueError:
        return NotAnAddress()
    try:
        # Known before the token is spent.
        reserve(state_dir).unlink()
    except OSError:
        return NotStored(token_spent=False)
    key = Ed25519PrivateKey.generate()
    answer = _offer(settings, token, key.public_key().public_bytes_raw())
    if isinstance(answer, Enrolled):
        former = load(state_dir)
        if isinstance(former, Identity) and former.terminal != answer.terminal and not _empty(state_dir):
            return OutboxNotEmpty(former.terminal)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            store(Identity(answer.terminal, pem, secret_from(answer.maintenance_secret)), state_dir)
        except OSError:
            return NotStored(token_spent=True)
    return answer


def _empty(state_dir: Path) -> bool:
    """What cannot be read may hold something."""
    seen = glance(state_dir / OUTBOX)
    return isinstance(seen, Glance) and not (seen.queue.pending or seen.parked or seen.dead)


def _offer(settings: LinkSettings, token: str, public_key: bytes) -> Enrolled | EnrolRefused | NoAnswer:
    body = decoding.encode(Enrol(token, base64.b64encode(public_key).decode("ascii")))
    reply = exchange(settings, Request("POST", "/v1/enrolments", body), Abort())
    if isinstance(reply, NoAnswer):
        return reply
    answer = decoding.decode(reply, {201}, decoding.ENROLLED)
    match answer:
        case Refused(problem):
            return EnrolRefused(problem)
        case Enrolled(terminal, secret) if not is_name(terminal) or (secret and secret_from(secret) is None):
            return NoAnswer(Cause.MALFORMED)
        case _:
            return answer
