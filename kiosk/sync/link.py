"""The terminal's questions to the caisse, each answered by a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.sync.abort import Abort
from kiosk.sync.account import AccountQuestion, WithoutVisit
from kiosk.sync.answers import (
    AccountAnswer,
    AttestationAnswer,
    Cause,
    Closed,
    ClosingAnswer,
    EntryAnswer,
    Healthy,
    NoAnswer,
    Reported,
    ReportingAnswer,
    VisitAnswer,
)
from kiosk.sync.consultation import ConsultationAnswer, Want
from kiosk.sync.identity import Identity, StoredIdentity
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import SignedExchange, new_nonce, utc_now
from teleservices.wire.codes import SmsReport
from teleservices.wire.maintenance import EnterMaintenance
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit


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
        now: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        self._settings = settings
        self._identity = identity
        self._signed = SignedExchange(settings, identity, now, nonce)

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

    def consult(self, token: str, want: Want, abort: Abort | None = None) -> ConsultationAnswer:
        """Ask what the account shows, with the visit's token; where is said by ``kiosk.sync.consulting``."""
        from kiosk.sync import consulting

        way = consulting.WAYS[type(want)]
        reply = self._signed("GET", way.path, abort, token=token)
        return reply if isinstance(reply, NoAnswer) else way.read(reply)

    def report_sms(self, report: SmsReport, abort: Abort | None = None) -> ReportingAnswer:
        """``POST /v1/sms-outcomes``, with or without a visit."""
        from kiosk.sync import decoding

        reply = self._signed("POST", "/v1/sms-outcomes", abort, body=decoding.encode(report))
        if isinstance(reply, NoAnswer):
            return reply
        return Reported() if reply.status == 204 else decoding.refusal(reply)

    def enter_maintenance(self, message: EnterMaintenance, abort: Abort | None = None) -> EntryAnswer:
        """``POST /v1/maintenance-entries``, without a visit."""
        from kiosk.sync import decoding

        reply = self._signed("POST", "/v1/maintenance-entries", abort, body=decoding.encode(message))
        if isinstance(reply, NoAnswer):
            return reply
        return decoding.decode(reply, decoding.ANY_SUCCESS, decoding.ENTRY)

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
