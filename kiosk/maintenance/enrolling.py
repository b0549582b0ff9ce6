"""Enrolment from the screen: at the caisse of the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from kiosk.maintenance.answers import EnrolledAs, Failed, Failure
from kiosk.sync.settings import LinkSettings


def enrol_here(
    token: str, settings: LinkSettings, state: Path, fetch_keys: Callable[[], object]
) -> EnrolledAs | Failed:
    """Enrol with a token; then ask for the caisse's keys, which the courier asks for again if that fails.

    Args:
        token: of ``caisse terminal add``.
        settings: of the link.
        state: the state directory.
        fetch_keys: asks for the keys, under the new identity.
    """
    # Imported here: they take longer than the first frame.
    from kiosk.sync.answers import NoAnswer
    from kiosk.sync.enrol import EnrolRefused, NotAnAddress, NotStored, OutboxNotEmpty, enrol
    from teleservices.wire.enrolment import Enrolled

    answer = enrol(settings.base_url, token, settings.ca_file, state)
    match answer:
        case Enrolled(terminal=terminal):
            fetch_keys()
            return EnrolledAs(terminal)
        case EnrolRefused():
            return Failed(Failure.ENROLMENT)
        case NoAnswer() | NotAnAddress():
            return Failed(Failure.NO_CAISSE)
        case NotStored():
            return Failed(Failure.DISK)
        case OutboxNotEmpty():
            return Failed(Failure.QUEUE_NOT_EMPTY)
        case _:
            assert_never(answer)
