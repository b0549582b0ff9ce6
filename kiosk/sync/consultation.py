"""What an account shows of itself: three questions, asked with the visit's token and answered strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.sync.answers import NoAnswer, Refused
from teleservices.catalogue.messages import MESSAGES
from teleservices.catalogue.my_information import MY_INFORMATION
from teleservices.catalogue.request_tracking import REQUEST_TRACKING
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

WANTS: Final[Mapping[str, Want]] = {
    MY_INFORMATION.id: WantInformation(),
    REQUEST_TRACKING.id: WantRequests(),
    MESSAGES.id: WantMessages(),
}
"""What a téléservice of nature ``CONSULTATION`` asks for, by its id."""
