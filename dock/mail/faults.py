"""What a mail server can do wrong on request."""

from __future__ import annotations

from enum import StrEnum


class MailFault(StrEnum):
    """How it answers the next messages, by RFC 5321's numbers."""

    REFUSE = "refuse"
    """550 to the recipient: no such mailbox."""
    LATER = "later"
    """451 to the recipient: greylisting."""
    DROP = "drop"
    """The connection breaks once the text has come; nothing is kept."""
    FORGET_ANSWER = "forget_answer"
    """The message is kept, but the connection breaks before that is said."""
