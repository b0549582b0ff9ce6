"""Each effect reaches the part it is for, with what it carries."""

from __future__ import annotations

import pytest
from maintenance_samples import WORKSHOP
from session_cast import ATTESTATION, LOCAL_TIME, PLACES, SMS, attestation_ticket, receipt_ticket

from kiosk.maintenance.orders import TakeSurvey
from kiosk.session import journal
from kiosk.session.conductor import Conductor
from kiosk.session.effects import (
    AskAccount,
    AskAttestation,
    AskConsultation,
    AskVisit,
    Effect,
    EndVisit,
    File,
    Forget,
    Maintain,
    Note,
    Play,
    Prepare,
    Print,
    ReportSms,
    SendSms,
)
from kiosk.session.rules import Rules
from kiosk.sync.account import WantCode
from kiosk.sync.consultation import WantMessages
from kiosk.sync.filing import Filing
from teleservices.logbook import Logbook
from teleservices.wire.codes import SmsOutcome, SmsReport
from teleservices.wire.declarations import ByPassword
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit

OPEN = OpenVisit("284058832102532", None, None)
RIGHTS = RightsRequest("b1", ())
REPORT = SmsReport("sms-1", SmsOutcome.SENT)
FILING = Filing(1, "address_change", 1, "284058832102532", None, "fr", ByPassword("Tilleul-84"), {"where": "france"})
TICKET = attestation_ticket(ATTESTATION)
CASES: list[tuple[Effect, list[tuple[object, ...]]]] = [
    (AskVisit("c", OPEN), [("link.open_visit", "c", OPEN)]),
    (AskAttestation("c", "t", RIGHTS), [("link.attest", "c", "t", RIGHTS)]),
    (AskAccount("c", "t", WantCode()), [("link.ask", "c", "t", WantCode())]),
    (AskConsultation("c", "t", WantMessages()), [("link.consult", "c", "t", WantMessages())]),
    (File("c", FILING), [("outbox.file", "c", FILING)]),
    (ReportSms(REPORT), [("link.report_sms", REPORT)]),
    (EndVisit("t"), [("link.close_visit", "t")]),
    (SendSms(SMS), [("modem.send", SMS)]),
    (Play("wav"), [("speaker.play", "wav")]),
    (Prepare(TICKET), [("printer.prepare", TICKET)]),
    (Print("j", TICKET), [("printer.print", "j", TICKET)]),
    (Maintain("c", TakeSurvey()), [("maintenance.do", "c", TakeSurvey())]),
    (
        Forget(),
        [
            ("printer.forget",),
            ("link.forget",),
            ("modem.forget",),
            ("speaker.forget",),
            ("outbox.forget",),
            ("maintenance.forget",),
        ],
    ),
]


class Part:
    """Keeps what it is asked."""

    def __init__(self, name: str, asked: list[tuple[object, ...]]) -> None:
        self._name = name
        self._asked = asked

    def __getattr__(self, call: str) -> object:
        return lambda *given: self._asked.append((f"{self._name}.{call}", *given))


@pytest.mark.parametrize(("effect", "expected"), CASES, ids=lambda value: type(value).__name__)
def test_each_effect_reaches_its_part(effect: Effect, expected: list[tuple[object, ...]]) -> None:
    asked: list[tuple[object, ...]] = []
    lines: list[str] = []
    conductor = Conductor(
        rules=Rules(
            attestation=attestation_ticket,
            receipt=receipt_ticket,
            places=PLACES,
            workshop=WORKSHOP,
            local_time=lambda: LOCAL_TIME,
        ),
        printer=Part("printer", asked),
        link=Part("link", asked),
        modem=Part("modem", asked),
        speaker=Part("speaker", asked),
        outbox=Part("outbox", asked),
        maintenance=Part("maintenance", asked),
        logbook=Logbook(journal.EVENTS, lines.append),
        clock=lambda: 0.0,
        shown=lambda _: None,
    )
    conductor._carry_out(effect)
    assert asked == expected
    conductor._carry_out(Note(journal.CARD_REFUSED, {"reason": "mute"}))
    assert "card.refused" in lines[0]
