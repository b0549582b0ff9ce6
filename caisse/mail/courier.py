"""Carries waiting messages to the SMTP server: each at least once, each forgotten as soon as it has left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from typing import assert_never

from caisse import events
from caisse.mail.delivery import Delivery, Later, Refused, Taken
from caisse.mail.line import SmtpLine
from caisse.mail.queue import LETTERS, purpose
from caisse.mail.settings import MailSettings
from caisse.sealing import unseal
from caisse.store.carrying import Carrying, Reserved
from caisse.store.store import Store
from teleservices.logbook import Logbook


class Courier:
    """One round at a time, from one thread.

    Args:
        store: where messages wait.
        key: ``Keys.sealing``.
        settings: which server takes them.
        log: told how each try ended, never of whom.
        now: the clock.
    """

    def __init__(
        self, store: Store, key: bytes, settings: MailSettings, log: Logbook, now: Callable[[], datetime]
    ) -> None:
        self._carrying = Carrying(store, LETTERS, now, lambda count: log.record(events.MAIL_GIVEN_UP, count=count))
        self._key = key
        self._settings = settings
        self._log = log

    def __call__(self) -> None:
        """Give up what is too old, try what is due.

        Raises:
            StoreBusyError: the database is away; nothing is lost.
        """
        with SmtpLine(self._settings) as line:
            for one in self._carrying.round():
                self._try(one, line)

    def _try(self, one: Reserved, line: SmtpLine) -> None:
        content = unseal(self._key, purpose(one.name), one.sealed)
        if content is None:
            self._carrying.forget(one.name)
            self._log.record(events.MAIL_UNREADABLE)
            return
        outcome = line.send(message_from_bytes(content, policy=policy.SMTP))
        if not isinstance(outcome, Later):
            self._carrying.forget(one.name)
        self._tell(outcome, one.number)

    def _tell(self, outcome: Delivery, number: int) -> None:
        match outcome:
            case Taken():
                self._log.record(events.MAIL_SENT, tries=number)
            case Later(why=why):
                self._log.record(events.MAIL_POSTPONED, tries=number, why=why)
            case Refused(code=code):
                self._log.record(events.MAIL_REFUSED, tries=number, code=code)
            case _:
                assert_never(outcome)
