"""What libraries say through ``logging`` enters the journal as a declared event, without their words."""

from __future__ import annotations

import logging
from pathlib import Path

from caisse import events
from teleservices.logbook import Logbook


class LibraryHandler(logging.Handler):
    """Keeps who spoke, how bad it is, from which line, and the class of the exception that came along.

    Args:
        log: where to.
    """

    def __init__(self, log: Logbook) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Take one message; its text is not looked at, for it may quote what people sent."""
        error = record.exc_info[0] if record.exc_info else None
        self._log.record(
            events.LIBRARY,
            logger=record.name,
            level=record.levelname.lower(),
            place=f"{Path(record.pathname).name}:{record.lineno}",
            error=None if error is None else error.__name__,
        )


def capture(log: Logbook) -> None:
    """Make the root logger speak through a logbook, and through it alone."""
    root = logging.getLogger()
    root.handlers = [LibraryHandler(log)]
    root.setLevel(logging.WARNING)
