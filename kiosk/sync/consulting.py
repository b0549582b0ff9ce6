"""How each question about what an account shows goes to the caisse, and what makes its answer whole: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from pydantic import TypeAdapter

from kiosk.sync import decoding
from kiosk.sync.answers import NoAnswer, Refused
from kiosk.sync.consultation import ConsultationAnswer, Want, WantInformation, WantMessages, WantRequests
from kiosk.sync.transport import Reply
from teleservices.reference import from_text
from teleservices.wire.consultation import Information, Messages, Requests

T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """How one kind of question goes, a GET request.

    Attributes:
        path: where to.
        read: makes the answer of the reply.
    """

    path: str
    read: Callable[[Reply], ConsultationAnswer]


def _reader(kind: type[T], is_whole: Callable[[T], bool]) -> Callable[[Reply], T | Refused | NoAnswer]:
    adapter = TypeAdapter(kind)
    return lambda reply: decoding.decode(reply, {200}, adapter, is_whole)


def _is_whole_information(information: Information) -> bool:
    people = information.people
    return bool(people) and people[0].insured and all(person.name for person in people)


def _are_whole_requests(requests: Requests) -> bool:
    return all(from_text(line.reference) is not None and _is_aware(line.filed_at) for line in requests.lines)


def _are_whole_messages(messages: Messages) -> bool:
    ids = {message.id for message in messages.messages}
    return len(ids) == len(messages.messages) and all(
        message.id and message.subject and _is_aware(message.sent_at) for message in messages.messages
    )


def _is_aware(moment: datetime) -> bool:
    return moment.tzinfo is not None


_INFORMATION: Final = _reader(Information, _is_whole_information)
_REQUESTS: Final = _reader(Requests, _are_whole_requests)
_MESSAGES: Final = _reader(Messages, _are_whole_messages)

WAYS: Final[Mapping[type[Want], Way]] = {
    WantInformation: Way("/v1/information", _INFORMATION),
    WantRequests: Way("/v1/requests", _REQUESTS),
    WantMessages: Way("/v1/messages", _MESSAGES),
}
"""By kind of question."""
