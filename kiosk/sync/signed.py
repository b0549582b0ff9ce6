"""Requests that carry the terminal's signature, sent again once by the caisse's clock."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.identity import Identity, StoredIdentity
from kiosk.sync.settings import LinkSettings
from teleservices.wire.problems import Problem

if TYPE_CHECKING:
    from kiosk.sync.transport import Line, Reply


def utc_now() -> datetime:
    """The terminal's clock."""
    return datetime.now(UTC)


def new_nonce() -> str:
    """128 bits in base64url."""
    return secrets.token_urlsafe(16)


class SignedExchange:
    """One signed question after the other, from one thread.

    The HTTP libraries are imported by the first: they take longer than the first frame.

    Args:
        settings: where the caisse is, whom to trust, how long to wait.
        identity: reads the stored identity; asked at each call, so that an enrolment counts at once.
        now: the terminal's clock, with a zone.
        nonce: 128 bits in base64url, new at each call.
        kept: whether the connection stays for the next question; for whoever asks many in a row.
    """

    def __init__(
        self,
        settings: LinkSettings,
        identity: Callable[[], StoredIdentity],
        now: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = new_nonce,
        *,
        kept: bool = False,
    ) -> None:
        self._settings = settings
        self._identity = identity
        self._now = now
        self._nonce = nonce
        self._kept = kept
        self._line: Line | None = None

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
        token: str | None = None,
    ) -> Reply | NoAnswer:
        """Send a signed request; once more by the caisse's clock when ours is too far from it.

        Args:
            method: upper case.
            path: begins with ``/``; follows the base address.
            abort: ends the exchange from another thread.
            body: JSON, coded as ``encoding`` says.
            encoding: its ``Content-Encoding``.
            token: the visit's.
        """
        from kiosk.sync import decoding
        from kiosk.sync.signing import TerminalSignature
        from kiosk.sync.transport import Request, exchange

        brake = abort or Abort()
        who = self._identity()
        if not isinstance(who, Identity):
            return NoAnswer(Cause.NOT_ENROLLED)

        def send(created: datetime) -> Reply | NoAnswer:
            signature = TerminalSignature(who, created, self._nonce())
            request = Request(method, path, body, token, signature, encoding)
            return (
                self._kept_line().exchange(request, brake) if self._kept else exchange(self._settings, request, brake)
            )

        reply = send(self._now())
        if isinstance(reply, NoAnswer) or not decoding.is_problem(reply, Problem.CLOCK_SKEW):
            return reply
        theirs = _date(reply.headers.get("date", ""))
        return reply if theirs is None else send(theirs)

    def close(self) -> None:
        """Close what was kept; the next question opens it anew."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _kept_line(self) -> Line:
        from kiosk.sync.transport import Line

        self._line = self._line or Line(self._settings)
        return self._line


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
