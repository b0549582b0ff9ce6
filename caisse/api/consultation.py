"""What happens behind the doors of what an account shows: its own data, and nothing changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from caisse.api.doors import INFORMATION, MESSAGES, REQUESTS
from caisse.api.gate import PartsHere, Through
from caisse.handlers.information import information_of
from caisse.handlers.messages import messages_of
from caisse.handlers.requests import requests_of
from caisse.handlers.visit import Visit
from teleservices.wire.consultation import Information, Messages, Requests


def show_information(visit: Annotated[Visit, Depends(Through(INFORMATION))], parts: PartsHere) -> Information:
    """What the caisse has on file of the person and of those whom their rights cover."""
    at = parts.circumstances()
    return parts.store.read(lambda connection: information_of(connection, visit, at))


def show_requests(visit: Annotated[Visit, Depends(Through(REQUESTS))], parts: PartsHere) -> Requests:
    """What the person declared, and how that ended."""
    return parts.store.read(lambda connection: requests_of(connection, visit.insured.person.id))


def show_messages(visit: Annotated[Visit, Depends(Through(MESSAGES))], parts: PartsHere) -> Messages:
    """The person's messagerie."""
    return parts.store.read(lambda connection: messages_of(connection, visit.insured.person.id))
