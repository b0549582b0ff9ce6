"""The session's lines of the journal: never a name, a number or a sentence of the person's."""

from __future__ import annotations

from teleservices.logbook import LogEvent, Severity

VISIT_OPENED = LogEvent("visit.opened", Severity.INFO, "A carte Vitale was read and a visit begins.", ("visit",))
VISIT_ENDED = LogEvent(
    "visit.ended", Severity.INFO, "Everything the terminal knew of the person is wiped.", ("visit", "parting")
)
CARD_REFUSED = LogEvent("card.refused", Severity.INFO, "The card in the reader opens no visit.", ("reason",))
ACCOUNT_OPEN = LogEvent("visit.account_open", Severity.INFO, "The caisse opened the visit.", ("visit", "level"))
ACCOUNT_REFUSED = LogEvent(
    "visit.account_refused", Severity.WARNING, "The caisse refused to open the visit.", ("visit", "problem")
)
ACCOUNT_NO_ANSWER = LogEvent(
    "visit.no_answer", Severity.WARNING, "The caisse did not answer the opening of a visit.", ("visit", "cause")
)
DOCUMENT_ASKED = LogEvent("document.asked", Severity.INFO, "A document was asked of the caisse.", ("visit", "service"))
DOCUMENT_COLLECTED = LogEvent(
    "document.collected", Severity.INFO, "The caisse gave the document.", ("visit", "service")
)
DOCUMENT_FAILED = LogEvent("document.failed", Severity.WARNING, "No document came.", ("visit", "service", "fault"))
PRINT_STARTED = LogEvent("print.started", Severity.INFO, "A document goes to the printer.", ("visit", "job"))
PRINT_ENDED = LogEvent(
    "print.ended", Severity.INFO, "The printer confirmed, refused or stayed silent.", ("visit", "job", "end", "fault")
)
PRINTER_CHANGED = LogEvent("printer.changed", Severity.WARNING, "The printer's status changed.", ("status", "cause"))
LINK_CHANGED = LogEvent("link.changed", Severity.WARNING, "The caisse became reachable or not.", ("up", "cause"))

EVENTS: tuple[LogEvent, ...] = (
    VISIT_OPENED,
    VISIT_ENDED,
    CARD_REFUSED,
    ACCOUNT_OPEN,
    ACCOUNT_REFUSED,
    ACCOUNT_NO_ANSWER,
    DOCUMENT_ASKED,
    DOCUMENT_COLLECTED,
    DOCUMENT_FAILED,
    PRINT_STARTED,
    PRINT_ENDED,
    PRINTER_CHANGED,
    LINK_CHANGED,
)
