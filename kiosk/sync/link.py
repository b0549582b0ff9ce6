"""The terminal's questions to the caisse, each answered by a value."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from kiosk.sync.abort import Abort
from kiosk.sync.account import AccountQuestion, WithoutVisit
from kiosk.sync.answers import (
    AccountAnswer,
    AttestationAnswer,
    Cause,
    Closed,
    ClosingAnswer,
    Healthy,
    NoAnswer,
    Reported,
    ReportingAnswer,
    VisitAnswer,
)
from kiosk.sync.identity import Identity, StoredIdentity
from kiosk.sync.settings import LinkSettings
from teleservices.wire.codes import SmsReport
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit

if TYPE_CHECKING:
    from kiosk.sync.transport import Reply


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Link:
    """Signed exchanges with the caisse; blocks, so it is called from the link's thread.

    The HTTP libraries are imported by the first call: they take longer than the first frame.

    Args:
        settings: where the caisse is, whom to trust, how long to wait.
        identity: reads the stored identity; asked at each call, so that an enrolment counts at once.
        now: the terminal's clock, with a zone.
        nonce: 128 bits in base64url, new at each call.
    """

    def __init__(
        self,
        settings: LinkSettings,
        identity: Callable[[], StoredIdentity],
        now: Callable[[], datetime] = _utc_now,
        nonce: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    ) -> None:
        self._settings = settings
        self._identity = identity
        self._now = now
        self._nonce = nonce

    def open_visit(self, message: OpenVisit, abort: Abort | None = None) -> VisitAnswer:
        """``POST /v1/visits``."""
        from kiosk.sync import decoding

        reply = self._signed("POST", "/v1/visits", abort, body=decoding.encode(message))
        if isinstance(reply, NoAnswer):
            return reply
        return decoding.decode(reply, {201}, decoding.VISIT, decoding.is_whole_visit)

    def attest(self, token: str, request: RightsRequest, abort: Abort | None = None) -> AttestationAnswer:
        """``POST /v1/rights-attestations`` with the visit's token."""
        from kiosk.sync import decoding

        reply = self._signed("POST", "/v1/rights-attestations", abort, body=decoding.encode(request), token=token)
        if isinstance(reply, NoAnswer):
            return reply
        return decoding.decode(reply, {201}, decoding.ATTESTATION, decoding.is_whole_attestation)

    def ask(self, token: str | None, question: AccountQuestion, abort: Abort | None = None) -> AccountAnswer:
        """Ask about the compte ameli; where and how is said by ``kiosk.sync.asking``.

        Args:
            token: the visit's, None without a visit: the caisse refuses what needs one.
            question: what to ask.
            abort: ends the exchange from another thread.
        """
        from kiosk.sync import asking

        way = asking.WAYS[type(question)]
        shown = None if isinstance(question, WithoutVisit) else token
        reply = self._signed("POST", way.path, abort, body=asking.body_of(question), token=shown)
        return reply if isinstance(reply, NoAnswer) else way.read(reply)

    def report_sms(self, report: SmsReport, abort: Abort | None = None) -> ReportingAnswer:
        """``POST /v1/sms-outcomes``, with or without a visit."""
        from kiosk.sync import decoding

        reply = self._signed("POST", "/v1/sms-outcomes", abort, body=decoding.encode(report))
        if isinstance(reply, NoAnswer):
            return reply
        return Reported() if reply.status == 204 else decoding.refusal(reply)

    def close_visit(self, token: str, abort: Abort | None = None) -> ClosingAnswer:
        """``DELETE /v1/visits/current`` with the visit's token."""
        from kiosk.sync import decoding

        reply = self._signed("DELETE", "/v1/visits/current", abort, token=token)
        if isinstance(reply, NoAnswer):
            return reply
        return Closed() if reply.status == 204 else decoding.refusal(reply)

    def health(self, abort: Abort | None = None) -> Healthy | NoAnswer:
        """``GET /v1/health``, unsigned: whether the caisse is within reach of a terminal that may speak to it."""
        from kiosk.sync import decoding
        from kiosk.sync.transport import Request, exchange

        if not isinstance(self._identity(), Identity):
            return NoAnswer(Cause.NOT_ENROLLED)
        reply = exchange(self._settings, Request("GET", "/v1/health"), abort or Abort())
        if isinstance(reply, NoAnswer):
            return reply
        answer = decoding.decode(reply, {200}, decoding.HEALTH)
        match answer:
            case decoding.Health("ok"):
                return Healthy()
            case NoAnswer():
                return answer
            case _:
                return NoAnswer(Cause.FOREIGN)

    def _signed(
        self, method: str, path: str, abort: Abort | None, *, body: bytes | None = None, token: str | None = None
    ) -> Reply | NoAnswer:
        """Send a signed request; once more by the caisse's clock when ours is too far from it."""
        from kiosk.sync import decoding
        from kiosk.sync.signing import TerminalSignature
        from kiosk.sync.transport import Request, exchange

        brake = abort or Abort()
        who = self._identity()
        if not isinstance(who, Identity):
            return NoAnswer(Cause.NOT_ENROLLED)

        def send(created: datetime) -> Reply | NoAnswer:
            signature = TerminalSignature(who, created, self._nonce())
            return exchange(self._settings, Request(method, path, body, token, signature), brake)

        reply = send(self._now())
        if isinstance(reply, NoAnswer) or not decoding.is_problem(reply, Problem.CLOCK_SKEW):
            return reply
        theirs = _date(reply.headers.get("date", ""))
        return reply if theirs is None else send(theirs)


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
