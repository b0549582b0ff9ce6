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
        self._store = store
        self._key = key
        self._settings = settings
        self._log = log
        self._now = now

    def __call__(self) -> None:
        """Give up what is too old, try what is due.

        Raises:
            StoreBusyError: the database is away; nothing is lost.
        """
        at = self._now()
        if not self._store.read(lambda connection: LETTERS.anything(connection, at)):
            return
        lost = self._store.write(lambda connection: LETTERS.give_up(connection, at))
        if lost:
            self._log.record(events.MAIL_GIVEN_UP, count=lost)
        with SmtpLine(self._settings) as line:
            for name in self._store.read(lambda connection: LETTERS.due(connection, at)):
                self._try(name, line)

    def _try(self, name: str, line: SmtpLine) -> None:
        taken = self._store.write(lambda connection: LETTERS.take(connection, name, self._now()))
        if taken is None:
            return
        sealed, number = taken
        content = unseal(self._key, purpose(name), sealed)
        if content is None:
            self._store.write(lambda connection: LETTERS.forget(connection, name))
            self._log.record(events.MAIL_UNREADABLE)
            return
        outcome = line.send(message_from_bytes(content, policy=policy.SMTP))
        if not isinstance(outcome, Later):
            self._store.write(lambda connection: LETTERS.forget(connection, name))
        self._tell(outcome, number)

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
