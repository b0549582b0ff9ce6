"""E-mails as the dock tells them."""

from __future__ import annotations

from email.message import EmailMessage

from dock.answers import Mail
from dock.mail.server import MailServer


def mails_of(server: MailServer) -> tuple[Mail, ...]:
    """Every e-mail that a server kept, in order of arrival."""
    return tuple(
        Mail(number, str(file), str(message["To"]), str(message["Subject"]), _text(message))
        for number, (file, message) in enumerate(zip(server.files(), server.messages(), strict=True), 1)
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
