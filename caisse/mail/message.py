"""A letter as the message that travels (RFC 5322): plain text, and the same in simple HTML that fetches nothing."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from caisse.mail.letter import Letter
from caisse.mail.settings import MailSettings
from caisse.templates import templates_of
from teleservices.email_address import EmailAddress
from teleservices.texts.catalogue import Texts

_HTML: Final = templates_of("caisse.mail").get_template("letter.html")


def compose(
    letter: Letter, to: EmailAddress, *, name: str, at: datetime, settings: MailSettings, caisse: str, texts: Texts
) -> EmailMessage:
    """The whole message.

    Args:
        letter: what it says, in the language of ``texts``.
        to: whose.
        name: unique for ever, letters and digits; becomes the Message-ID, the same however often it is sent.
        at: its date.
        settings: in whose name it leaves.
        caisse: who signs.
        texts: what surrounds the letter.

    Raises:
        ValueError: a line break stands where a header would take it for another header; a bug of the caller's.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(texts.t("mail.sender"), addr_spec=settings.sender)
    message["To"] = Address(addr_spec=to.text)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{name}@{settings.domain}>"
    # RFC 3834: no out-of-office answer comes back.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = texts.language
    message.set_content(_plain(letter, caisse, texts), cte="quoted-printable")
    rendered = _HTML.render(letter=letter, caisse=caisse, t=texts.t, language=texts.language)
    message.add_alternative(rendered, subtype="html", cte="quoted-printable")
    return message


def _plain(letter: Letter, caisse: str, texts: Texts) -> str:
    link = () if letter.link is None else (f"{letter.link.label}\n{letter.link.url}",)
    return "\n\n".join(
        (
            texts.t("mail.brand"),
            texts.t("mail.hello"),
            *letter.before,
            *link,
            *letter.after,
            texts.t("mail.thanks"),
            caisse,
            texts.t("mail.automatic"),
        )
    )
