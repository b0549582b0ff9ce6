"""A technician's papers, in the terminal's first language and its own time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from kiosk.control.answering import Tickets
from kiosk.sync import identity
from teleservices.texts.catalogue import LANGUAGES, Texts, read

if TYPE_CHECKING:
    from kiosk.devices.printer.ticket import Ticket
    from kiosk.maintenance.findings import Survey
    from kiosk.settings import Settings


def technicians_tickets(settings: Settings) -> Tickets:
    """What makes them; the texts are read when one is asked for.

    Args:
        settings: of this terminal.
    """
    return Tickets(test_page=partial(_test_page, settings), readiness=_readiness)


def _test_page(settings: Settings) -> Ticket:
    from kiosk.tickets.test_page import test_page

    who = identity.load(settings.state)
    terminal = who.terminal if isinstance(who, identity.Identity) else ""
    return test_page(terminal, datetime.now().astimezone(), _texts())


def _readiness(survey: Survey) -> Ticket:
    from kiosk.tickets.readiness import readiness

    return readiness(survey, _texts(), datetime.now().astimezone().tzinfo or UTC)


def _texts() -> Texts:
    return read(LANGUAGES[0])
