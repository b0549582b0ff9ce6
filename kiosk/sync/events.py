"""What the link thread tells."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sync.answers import AccountAnswer, AttestationAnswer, Cause, ClosingAnswer, VisitAnswer
from kiosk.sync.consultation import ConsultationAnswer


@dataclass(frozen=True)
class LinkChanged:
    """The caisse came within reach or went out of it.

    Attributes:
        cause: why it is out of reach; None when ``up``.
    """

    up: bool
    cause: Cause | None


@dataclass(frozen=True, repr=False)
class VisitAnswered:
    """The answer to ``open_visit(call, …)``; exactly one per call, none once the call was forgotten."""

    call: str
    answer: VisitAnswer


@dataclass(frozen=True, repr=False)
class AttestationAnswered:
    """The answer to ``attest(call, …)``; exactly one per call, none once the call was forgotten."""

    call: str
    answer: AttestationAnswer


@dataclass(frozen=True, repr=False)
class AccountAnswered:
    """The answer to ``ask(call, …)``; exactly one per call, none once the call was forgotten."""

    call: str
    answer: AccountAnswer


@dataclass(frozen=True, repr=False)
class ConsultationAnswered:
    """The answer to ``consult(call, …)``; exactly one per call, none once the call was forgotten."""

    call: str
    answer: ConsultationAnswer


@dataclass(frozen=True)
class VisitClosed:
    """A visit's closing is over, well or not: the caisse forgets the token by itself at the latest after 20 minutes."""

    answer: ClosingAnswer


LinkEvent = LinkChanged | VisitAnswered | AttestationAnswered | AccountAnswered | ConsultationAnswered | VisitClosed
