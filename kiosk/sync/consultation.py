"""What an account shows of itself: three questions, asked with the visit's token and answered strictly."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sync.answers import NoAnswer, Refused
from teleservices.wire.consultation import Information, Messages, Requests


@dataclass(frozen=True)
class WantInformation:
    """``GET /v1/information``."""


@dataclass(frozen=True)
class WantRequests:
    """``GET /v1/requests``."""


@dataclass(frozen=True)
class WantMessages:
    """``GET /v1/messages``."""


Want = WantInformation | WantRequests | WantMessages
Content = Information | Requests | Messages
ConsultationAnswer = Content | Refused | NoAnswer
