"""The terminal's catalogue of log events, and where its lines go."""

from __future__ import annotations

import sys

from kiosk.control import log as control
from kiosk.devices.card import log as card
from kiosk.devices.speaker import log as speaker
from kiosk.maintenance import log as maintenance
from kiosk.session import journal
from kiosk.sync import courier_log, outbox_log
from teleservices.logbook import Logbook, LogEvent, Severity

STARTED = LogEvent("app.started", Severity.INFO, "The terminal's application starts.", ("cabinet",))
FIRST_FRAME = LogEvent("app.first_frame", Severity.INFO, "The first picture is on the screen.")
VERSION = LogEvent("app.version", Severity.INFO, "Which version of the application runs.", ("version",))
STOPPED = LogEvent("app.stopped", Severity.INFO, "The application ends as asked.")
ALREADY_RUNNING = LogEvent("app.already_running", Severity.ERROR, "Another process holds this terminal's lock.")
FAULT = LogEvent(
    "app.fault", Severity.ERROR, "A fault of ours was caught; the visit is wiped.", ("kind", "where", "thread")
)
QT_MESSAGE = LogEvent("qt.message", Severity.WARNING, "Qt or QML complained.", ("severity", "where"))

CATALOGUE: tuple[LogEvent, ...] = (
    STARTED,
    FIRST_FRAME,
    VERSION,
    STOPPED,
    ALREADY_RUNNING,
    FAULT,
    QT_MESSAGE,
    *card.CATALOGUE,
    *speaker.CATALOGUE,
    *outbox_log.CATALOGUE,
    *courier_log.CATALOGUE,
    *maintenance.CATALOGUE,
    *control.CATALOGUE,
    *journal.EVENTS,
)


def to_stderr() -> Logbook:
    """The logbook of a running terminal: one JSON line per event on stderr, which systemd hands to the journal."""

    def write(line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    return Logbook(CATALOGUE, write, kept=maintenance.LINES)
