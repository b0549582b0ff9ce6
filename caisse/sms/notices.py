"""SMS that tell somebody of something, by the caisse's gateway: queued with what they tell of, sent outside of it.

A caisse whose SMS leave by the terminals sends none: nobody stands at a terminal to tell.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, assert_never

from sqlalchemy import Connection

from caisse import events
from caisse.handlers.circumstances import Circumstances
from caisse.sealing import seal, unseal
from caisse.sms.gateway import Accepted, Gateway, Handed, Reason, Refused, Unknown
from caisse.sms.settings import SmsTransport
from caisse.store.carrying import Carrying, Reserved
from caisse.store.declaration_schema import NOTICE
from caisse.store.store import Store
from caisse.store.waiting import Waiting
from teleservices.logbook import Logbook
from teleservices.phone import Mobile
from teleservices.wire.codes import SmsToSend

PATIENCE: Final = timedelta(days=1)
"""How long sending is tried (ours)."""
_NOTICES: Final = Waiting(NOTICE)


def queue_notice(connection: Connection, mobile: Mobile, text: str, at: Circumstances) -> None:
    """Queue an SMS, sealed until the gateway has it; nothing where there is no gateway.

    Args:
        connection: inside the write that it tells of.
        mobile: where it goes.
        text: one part of GSM 7 bit.
        at: the moment and the caisse's choices.
    """
    if at.settings.sms.transport is not SmsTransport.GATEWAY:
        return
    name = at.new_id()
    content = json.dumps([mobile.e164, text]).encode()
    _NOTICES.add(connection, name, seal(at.keys.sealing, _purpose(name), content), at.now, PATIENCE)


class NoticeCourier:
    """Carries waiting SMS to the gateway, one round at a time, from one thread.

    The gateway sends one message for each name, so one whose fate is unknown is handed over again.

    Args:
        store: where they wait.
        key: ``Keys.sealing``.
        gateway: takes them.
        log: told how each try ended, never of whom.
        now: the clock.
    """

    def __init__(self, store: Store, key: bytes, gateway: Gateway, log: Logbook, now: Callable[[], datetime]) -> None:
        self._carrying = Carrying(store, _NOTICES, now, lambda count: log.record(events.NOTICES_GIVEN_UP, count=count))
        self._key = key
        self._gateway = gateway
        self._log = log

    def __call__(self) -> None:
        """Give up what is too old, try what is due.

        Raises:
            StoreBusyError: the database is away; nothing is lost.
        """
        for one in self._carrying.round():
            self._try(one)

    def _try(self, one: Reserved) -> None:
        content = unseal(self._key, _purpose(one.name), one.sealed)
        handed: Handed = Refused(Reason.MESSAGE)
        if content is not None:
            to, text = json.loads(content)
            handed = self._gateway.send(SmsToSend(one.name, to, text))
        outcome, over = _end(handed)
        if over:
            self._carrying.forget(one.name)
        self._log.record(events.NOTICE_TRIED, tries=one.number, outcome=outcome)


def _end(handed: Handed) -> tuple[str, bool]:
    """How a try ended, for the journal, and whether it was the last."""
    match handed:
        case Accepted():
            return "accepted", True
        case Refused(reason=reason):
            # Only what is wrong with the message itself never gets better.
            return reason.value, reason is Reason.MESSAGE
        case Unknown():
            return "unknown", False
        case _:
            assert_never(handed)


def _purpose(name: str) -> str:
    return f"notice:{name}"
