"""What an account shows of itself, level ``code``, read-only.

``GET /v1/information`` gives an ``Information``, ``GET /v1/requests`` a ``Requests``, ``GET /v1/messages`` a
``Messages``; all with the visit's token.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, repr=False)
class PersonInformation:
    """The insured or an ayant droit.

    Attributes:
        name: first name and family name, as registered.
        address: its lines, as on an envelope, without the name; empty where none is on file.
        address_since: when that address was declared; None for one from before.
    """

    name: str
    insured: bool
    address: tuple[str, ...]
    address_since: date | None


@dataclass(frozen=True, repr=False)
class Information:
    """« Mes informations », as far as the caisse has it.

    Attributes:
        caisse: the caisse's name.
        regime: label of the régime.
        rights_end: last day of the droits ouverts; None while they are open without end.
        email, mobile: masked, empty where there is none.
        people: the insured first.
    """

    caisse: str
    regime: str
    rights_end: date | None
    email: str
    mobile: str
    people: tuple[PersonInformation, ...]


class RequestState(StrEnum):
    """How far a declaration has come."""

    REGISTERED = "registered"
    """Accepted; its effect is in the account, or comes within the delay said."""
    REFUSED = "refused"
    ALREADY_REGISTERED = "already-registered"
    """The same one was filed before, under another reference."""


@dataclass(frozen=True, repr=False)
class RequestLine:
    """One declaration.

    Attributes:
        reference: ten signs.
        service: id of the catalogue.
        filed_at: UTC, when the person filed it, whenever it arrived.
        reason: with ``REFUSED``: last part of the message key ``refused.<reason>`` of the account's texts; else empty.
    """

    reference: str
    service: str
    filed_at: datetime
    state: RequestState
    reason: str


@dataclass(frozen=True, repr=False)
class Requests:
    """« Suivre mes démarches », newest first, 50 at most."""

    lines: tuple[RequestLine, ...]


@dataclass(frozen=True, repr=False)
class Message:
    """One message of the messagerie.

    Attributes:
        id: opaque.
        sent_at: UTC.
        subject, body: in French, as the caisse wrote them; the body's paragraphs stand one a line.
    """

    id: str
    sent_at: datetime
    subject: str
    body: str


@dataclass(frozen=True, repr=False)
class Messages:
    """« Ma messagerie », newest first, 50 at most."""

    messages: tuple[Message, ...]
