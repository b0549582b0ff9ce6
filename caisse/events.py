"""The caisse's log catalogue. No field ever holds a name, a number or a text that somebody sent."""

from __future__ import annotations

from typing import Final

from teleservices.logbook import LogEvent, Severity

STARTED: Final = LogEvent("caisse.started", Severity.INFO, "The caisse answers.", ("address", "database"))
STOPPED: Final = LogEvent("caisse.stopped", Severity.INFO, "The caisse has stopped, all its work done.")
VISIT_OPENED: Final = LogEvent("visit.opened", Severity.INFO, "A visit began at a terminal.", ("terminal",))
VISIT_CLOSED: Final = LogEvent("visit.closed", Severity.INFO, "A visit's token was given back.", ("terminal",))
ATTESTATION_ISSUED: Final = LogEvent(
    "attestation.issued", Severity.INFO, "An attestation de droits was issued.", ("terminal", "level")
)
SIGNED_IN: Final = LogEvent(
    "visit.identified",
    Severity.INFO,
    "Somebody proved who they are, by the account's password, a code provisoire (both with the card), or the NIR and "
    "the password.",
    ("terminal", "way"),
)
PASSWORD_CHOSEN: Final = LogEvent("password.chosen", Severity.INFO, "A new password is in force.", ("terminal",))
EMAIL_PROPOSED: Final = LogEvent(
    "email.proposed", Severity.INFO, "An account was given a new e-mail address, to be confirmed.", ("terminal",)
)
EMAIL_CONFIRMED: Final = LogEvent("email.confirmed", Severity.INFO, "The link to a new e-mail address was followed.")
RESET_ASKED: Final = LogEvent(
    "password.reset_asked", Severity.INFO, "Somebody asked for the link to a new password, known or not.", ("terminal",)
)
PASSWORD_RESET: Final = LogEvent(
    "password.reset", Severity.INFO, "A new password was chosen through the link of an e-mail."
)
AGENT_SIGNED_IN: Final = LogEvent("agent.signed_in", Severity.INFO, "An agent signed in at the counter.", ("agent",))
AGENT_SIGNED_OUT: Final = LogEvent("agent.signed_out", Severity.INFO, "An agent signed out.", ("agent",))
AGENT_REFUSED: Final = LogEvent(
    "agent.refused",
    Severity.WARNING,
    "Somebody could not sign in as an agent; the name typed is not kept.",
    ("problem",),
)
AGENT_SEARCHED: Final = LogEvent(
    "agent.searched", Severity.INFO, "An agent looked for a person by their NIR.", ("agent", "found")
)
AGENT_CODE_ISSUED: Final = LogEvent(
    "agent.code_issued", Severity.INFO, "An agent, the identity checked, issued a code provisoire.", ("agent", "way")
)
AGENT_CODE_REFUSED: Final = LogEvent(
    "agent.code_refused", Severity.WARNING, "An agent could not issue a code provisoire.", ("agent", "way", "problem")
)
TECHNICIAN_ENTERED: Final = LogEvent(
    "technician.entered",
    Severity.INFO,
    "A technician's code was right: a terminal may open its maintenance menu.",
    ("terminal", "technician"),
)
TECHNICIAN_SIGNED_IN: Final = LogEvent(
    "technician.signed_in", Severity.INFO, "A technician signed in at the caisse's page.", ("technician",)
)
TECHNICIAN_SIGNED_OUT: Final = LogEvent(
    "technician.signed_out", Severity.INFO, "A technician signed out.", ("technician",)
)
TECHNICIAN_REFUSED: Final = LogEvent(
    "technician.refused",
    Severity.WARNING,
    "Somebody could not sign in as a technician; the number typed is not kept.",
    ("problem",),
)
TECHNICIAN_ANSWERED: Final = LogEvent(
    "technician.answered",
    Severity.INFO,
    "A technician was given the answer to the challenge of a terminal without a link.",
    ("technician", "terminal"),
)
TECHNICIAN_UNANSWERED: Final = LogEvent(
    "technician.unanswered",
    Severity.WARNING,
    "A technician was given no answer: the terminal is not in service, or too many were asked for.",
    ("technician", "problem"),
)
TECHNICIAN_READ: Final = LogEvent(
    "technician.read", Severity.INFO, "A technician looked at what was done at a terminal.", ("technician", "terminal")
)
CODE_SENT: Final = LogEvent(
    "code.sent",
    Severity.INFO,
    "The SMS of a code provisoire is on its way; again tells that the same code had been sent before.",
    ("place", "again"),
)
ALARM: Final = LogEvent(
    "alarm.raised",
    Severity.ERROR,
    "Somebody should look at a place: many wrong secrets, many codes asked for, or a declaration in trouble.",
    ("kind", "place"),
)
BATCH_TAKEN: Final = LogEvent(
    "batch.taken",
    Severity.INFO,
    "A terminal's outbox delivered; how many declarations got which verdict.",
    ("terminal", "accepted", "duplicate", "rejected", "deferred", "conflict"),
)
LETTERS_TAKEN: Final = LogEvent(
    "batch.letters",
    Severity.ERROR,
    "A terminal gave declarations up, and sent them to be looked at by a person.",
    ("terminal", "count"),
)
SETTLED: Final = LogEvent(
    "declaration.settled",
    Severity.INFO,
    "A declaration, or what a technician did, has its outcome: it took effect, was refused, noted, or cannot be read.",
    ("terminal", "outcome"),
)
POSTPONED: Final = LogEvent(
    "declaration.postponed",
    Severity.WARNING,
    "A declaration waits for a later try; why is an exception's class, or « key » for a private key that is not here.",
    ("terminal", "tries", "why"),
)
ENROLLED: Final = LogEvent("terminal.enrolled", Severity.INFO, "A terminal gave its key.", ("terminal",))
REFUSED: Final = LogEvent(
    "request.refused",
    Severity.WARNING,
    "A request was answered by a problem; route is a pattern, terminal is known once its signature holds.",
    ("route", "problem", "terminal"),
)
FAILED: Final = LogEvent(
    "request.failed",
    Severity.ERROR,
    "A bug: the request was answered by 500; error is the exception's class, place the line that raised it.",
    ("route", "error", "place"),
)
LIBRARY: Final = LogEvent(
    "library.message",
    Severity.WARNING,
    "A library had something to say; only where and how bad is kept, its words may quote anything.",
    ("logger", "level", "place", "error"),
)
MAIL_SENT: Final = LogEvent("mail.sent", Severity.INFO, "The mail server took an e-mail.", ("tries",))
MAIL_POSTPONED: Final = LogEvent(
    "mail.postponed",
    Severity.WARNING,
    "An e-mail did not leave and is tried again later; why is the server's number or an exception's class.",
    ("tries", "why"),
)
MAIL_REFUSED: Final = LogEvent(
    "mail.refused", Severity.WARNING, "The mail server will never take this e-mail: it is erased.", ("tries", "code")
)
MAIL_GIVEN_UP: Final = LogEvent(
    "mail.given_up", Severity.ERROR, "E-mails waited too long for the mail server: they are erased.", ("count",)
)
MAIL_UNREADABLE: Final = LogEvent(
    "mail.unreadable", Severity.ERROR, "A waiting e-mail was sealed under another key: it is erased."
)
NOTICE_TRIED: Final = LogEvent(
    "notice.tried",
    Severity.INFO,
    "An SMS that tells somebody of a refusal was handed to the gateway; outcome is accepted, unknown, or why it was "
    "refused, and all but accepted and message are tried again.",
    ("tries", "outcome"),
)
NOTICES_GIVEN_UP: Final = LogEvent(
    "notice.given_up", Severity.ERROR, "SMS waited too long for the gateway: they are erased.", ("count",)
)
CHORE_FAILED: Final = LogEvent(
    "chore.failed",
    Severity.ERROR,
    "Work beside the requests stopped short and is tried again; error is the exception's class.",
    ("error",),
)

CATALOGUE: Final = (
    STARTED,
    STOPPED,
    VISIT_OPENED,
    VISIT_CLOSED,
    ATTESTATION_ISSUED,
    SIGNED_IN,
    PASSWORD_CHOSEN,
    EMAIL_PROPOSED,
    EMAIL_CONFIRMED,
    RESET_ASKED,
    PASSWORD_RESET,
    AGENT_SIGNED_IN,
    AGENT_SIGNED_OUT,
    AGENT_REFUSED,
    AGENT_SEARCHED,
    AGENT_CODE_ISSUED,
    AGENT_CODE_REFUSED,
    TECHNICIAN_ENTERED,
    TECHNICIAN_SIGNED_IN,
    TECHNICIAN_SIGNED_OUT,
    TECHNICIAN_REFUSED,
    TECHNICIAN_ANSWERED,
    TECHNICIAN_UNANSWERED,
    TECHNICIAN_READ,
    CODE_SENT,
    ALARM,
    BATCH_TAKEN,
    LETTERS_TAKEN,
    SETTLED,
    POSTPONED,
    ENROLLED,
    REFUSED,
    FAILED,
    LIBRARY,
    MAIL_SENT,
    MAIL_POSTPONED,
    MAIL_REFUSED,
    MAIL_GIVEN_UP,
    MAIL_UNREADABLE,
    NOTICE_TRIED,
    NOTICES_GIVEN_UP,
    CHORE_FAILED,
)
