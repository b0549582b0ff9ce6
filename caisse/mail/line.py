"""The line to the SMTP server: opened for the first message, opened again after it broke."""

from __future__ import annotations

import ssl
from contextlib import suppress
from email.message import EmailMessage
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Self

from caisse.mail.delivery import Delivery, Later, Refused, Taken
from caisse.mail.settings import MailSecurity, MailSettings


class SmtpLine:
    """Sends messages one after the other; use it in a ``with``.

    Args:
        settings: which server.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._smtp: SMTP | None = None
        self._out_of_reach: Later | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def send(self, message: EmailMessage) -> Delivery:
        """Hand one message over.

        Returns:
            ``Taken``; ``Refused`` when the recipient or the content was refused for good; ``Later`` for the rest: what
            is wrong with the server, with our name or with our settings is no reason to lose a message.
        """
        if self._out_of_reach is not None:
            return self._out_of_reach
        try:
            smtp = self._opened()
        except (OSError, SMTPException) as error:
            self._out_of_reach = Later(type(error).__name__)
            return self._out_of_reach
        try:
            smtp.send_message(message)
        except SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            return _judged(code)
        except SMTPDataError as error:
            return _judged(error.smtp_code)
        except SMTPResponseException as error:
            return Later(str(error.smtp_code))
        except (OSError, SMTPServerDisconnected) as error:
            self._leave()
            return Later(type(error).__name__)
        return Taken()

    def _opened(self) -> SMTP:
        if self._smtp is None:
            self._smtp = _connect(self._settings)
        return self._smtp

    def _leave(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, SMTPException):
                smtp.quit()
            smtp.close()


def _connect(settings: MailSettings) -> SMTP:
    """Connect, encrypt, identify.

    Raises:
        OSError: the server cannot be reached or trusted, or a file cannot be read.
        smtplib.SMTPException: it says no.
    """
    context = ssl.create_default_context(cafile=settings.ca or None)
    # The domain is named for us: smtplib would ask the DNS for this machine's name.
    if settings.security is MailSecurity.TLS:
        smtp: SMTP = SMTP_SSL(settings.host, settings.port, settings.domain, timeout=settings.timeout, context=context)
    else:
        smtp = SMTP(settings.host, settings.port, settings.domain, timeout=settings.timeout)
    try:
        if settings.security is MailSecurity.STARTTLS:
            smtp.starttls(context=context)
        if settings.password_file is not None:
            smtp.login(settings.username, settings.password_file.read_text("utf-8").strip())
    except BaseException:
        smtp.close()
        raise
    return smtp


def _judged(code: int) -> Delivery:
    return Refused(code) if code >= 500 else Later(str(code))
