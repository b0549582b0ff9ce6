"""The session's lines of the journal: never a name, a number or a sentence of the person's."""

from __future__ import annotations

from teleservices.logbook import LogEvent, Severity

VISIT_OPENED = LogEvent("visit.opened", Severity.INFO, "A carte Vitale was read and a visit begins.", ("visit",))
VISIT_ENDED = LogEvent(
    "visit.ended", Severity.INFO, "Everything the terminal knew of the person is wiped.", ("visit", "parting")
)
VISIT_WITHOUT_CARD = LogEvent("visit.without_card", Severity.INFO, "A visit begins without a card.", ("visit",))
CARD_REFUSED = LogEvent("card.refused", Severity.INFO, "The card in the reader opens no visit.", ("reason",))
ACCOUNT_OPEN = LogEvent("visit.account_open", Severity.INFO, "The caisse opened the visit.", ("visit", "level"))
ACCOUNT_REFUSED = LogEvent(
    "visit.account_refused", Severity.WARNING, "The caisse refused to open the visit.", ("visit", "problem")
)
ACCOUNT_NO_ANSWER = LogEvent(
    "visit.no_answer", Severity.WARNING, "The caisse did not answer the opening of a visit.", ("visit", "cause")
)
ACCOUNT_ASKED = LogEvent("account.asked", Severity.INFO, "The caisse is asked about the account.", ("visit", "purpose"))
ACCOUNT_ANSWERED = LogEvent(
    "account.answered",
    Severity.INFO,
    "It answered, refused, or gave no answer.",
    ("visit", "purpose", "outcome"),
)
DOCUMENT_ASKED = LogEvent("document.asked", Severity.INFO, "A document was asked of the caisse.", ("visit", "service"))
DOCUMENT_COLLECTED = LogEvent(
    "document.collected", Severity.INFO, "The caisse gave the document.", ("visit", "service")
)
DOCUMENT_FAILED = LogEvent("document.failed", Severity.WARNING, "No document came.", ("visit", "service", "fault"))
CONSULTATION_ANSWERED = LogEvent(
    "consultation.answered",
    Severity.INFO,
    "The caisse was asked what the account shows: it answered, refused, or gave no answer.",
    ("visit", "outcome"),
)
DECLARATION_ENDED = LogEvent(
    "declaration.ended", Severity.INFO, "The outbox kept a declaration, or not.", ("visit", "outcome")
)
PRINT_STARTED = LogEvent("print.started", Severity.INFO, "A document goes to the printer.", ("visit", "job"))
PRINT_ENDED = LogEvent(
    "print.ended", Severity.INFO, "The printer confirmed, refused or stayed silent.", ("visit", "job", "end", "fault")
)
PRINTER_CHANGED = LogEvent("printer.changed", Severity.WARNING, "The printer's status changed.", ("status", "cause"))
MODEM_CHANGED = LogEvent("modem.changed", Severity.WARNING, "The modem's status changed.", ("status", "cause"))
SMS_ENDED = LogEvent("sms.ended", Severity.INFO, "An SMS was sent, failed, or nobody knows.", ("outcome", "fault"))
LINK_CHANGED = LogEvent("link.changed", Severity.WARNING, "The caisse became reachable or not.", ("up", "cause"))

EVENTS: tuple[LogEvent, ...] = (
    VISIT_OPENED,
    VISIT_WITHOUT_CARD,
    VISIT_ENDED,
    CARD_REFUSED,
    ACCOUNT_OPEN,
    ACCOUNT_REFUSED,
    ACCOUNT_NO_ANSWER,
    ACCOUNT_ASKED,
    ACCOUNT_ANSWERED,
    DOCUMENT_ASKED,
    DOCUMENT_COLLECTED,
    DOCUMENT_FAILED,
    CONSULTATION_ANSWERED,
    DECLARATION_ENDED,
    PRINT_STARTED,
    PRINT_ENDED,
    PRINTER_CHANGED,
    MODEM_CHANGED,
    SMS_ENDED,
    LINK_CHANGED,
)
