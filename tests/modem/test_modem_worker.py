"""The worker's life: it finds the modem, sends, hears of deliveries, and finds it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dock.modem.condition import ReportMode
from dock.modem.inbox import Message
from kiosk.devices.modem.events import ModemChanged, SmsEnded, SmsReported
from kiosk.devices.modem.status import Disconnected, Ready, Sent, Starting
from teleservices.wire.codes import SmsToSend

Start = Callable[..., Any]
NUMBER = "+33639980012"
TEXT = "Assurance Maladie : 4071 est votre code provisoire."


def test_a_message_reaches_its_reader_and_its_delivery_is_told(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    assert stand.send(TEXT, NUMBER, "job-1") == Sent(1)
    assert stand.modem.messages() == (Message(NUMBER, TEXT, 1),)
    assert stand.until(SmsReported) == SmsReported("job-1", delivered=True)
    assert [e.status for e in stand.heard if isinstance(e, ModemChanged)] == [Starting(), Ready(20)]
