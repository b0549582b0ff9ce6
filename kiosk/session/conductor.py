"""Carries out what the session decides; knows the parts only by what they can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, assert_never

from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.orders import Order
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
from kiosk.session.events import Event
from kiosk.session.machine import step
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation, at_start
from kiosk.sync.account import AccountQuestion
from kiosk.sync.consultation import Want
from kiosk.sync.filing import Filing
from teleservices.logbook import Logbook
from teleservices.wire.codes import SmsReport, SmsToSend
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit


class Printer(Protocol):
    """What prints; each call returns at once."""

    def prepare(self, ticket: Ticket) -> None:
        """Encode ahead."""

    def print(self, job: str, ticket: Ticket) -> None:
        """Print; events named ``job`` follow."""

    def forget(self) -> None:
        """Drop everything held of a person."""


class Link(Protocol):
    """What asks the caisse; each call returns at once."""

    def open_visit(self, call: str, message: OpenVisit) -> None:
        """Ask for a visit; the answer is named ``call``."""

    def attest(self, call: str, token: str, request: RightsRequest) -> None:
        """Ask for an attestation; the answer is named ``call``."""

    def ask(self, call: str, token: str | None, question: AccountQuestion) -> None:
        """Ask about the account; the answer is named ``call``."""

    def consult(self, call: str, token: str, want: Want) -> None:
        """Ask what the account shows; the answer is named ``call``."""

    def report_sms(self, report: SmsReport) -> None:
        """Tell what became of a message; not dropped by ``forget``."""

    def close_visit(self, token: str) -> None:
        """End a token."""

    def forget(self) -> None:
        """Drop everything held of a person."""


class Modem(Protocol):
    """What sends short messages; each call returns at once."""

    def send(self, message: SmsToSend) -> None:
        """Send; events that carry ``message.id`` follow."""

    def forget(self) -> None:
        """Drop every message that has not begun to leave."""


class Speaker(Protocol):
    """What lets sounds be heard; each call returns at once."""

    def play(self, sound: str) -> None:
        """Play a WAV, base64, instead of what plays now."""

    def forget(self) -> None:
        """Fall silent and drop everything held."""


class Outbox(Protocol):
    """What keeps declarations; each call returns at once."""

    def file(self, call: str, filing: Filing) -> None:
        """Keep a declaration; the event ``FilingEnded`` named ``call`` follows."""

    def forget(self) -> None:
        """Drop everything held of a person; what is kept stays."""


class Maintenance(Protocol):
    """What serves technicians; each call returns at once."""

    def do(self, call: str, order: Order) -> None:
        """Carry an order out; the event ``MaintenanceAnswered`` named ``call`` follows, but for a note."""

    def forget(self) -> None:
        """Drop what has not begun, notes excepted."""


class Conductor:
    """Holds the situation; to be called from one thread only, the one that owns the screen.

    Args:
        rules: the session's figures.
        printer, link, modem, speaker, outbox, maintenance: the parts.
        logbook: where events are written.
        clock: monotonic seconds.
        shown: told of every new situation.
    """

    def __init__(
        self,
        *,
        rules: Rules,
        printer: Printer,
        link: Link,
        modem: Modem,
        speaker: Speaker,
        outbox: Outbox,
        maintenance: Maintenance,
        logbook: Logbook,
        clock: Callable[[], float],
        shown: Callable[[Situation], None],
    ) -> None:
        self._rules = rules
        self._printer = printer
        self._link = link
        self._modem = modem
        self._speaker = speaker
        self._outbox = outbox
        self._maintenance = maintenance
        self._logbook = logbook
        self._clock = clock
        self._shown = shown
        self._situation = at_start(clock())

    @property
    def situation(self) -> Situation:
        """What is so now."""
        return self._situation

    def handle(self, event: Event) -> None:
        """Take an event in, carry out its effects, tell what is shown if anything changed."""
        before = self._situation
        self._situation, effects = step(before, event, self._clock(), self._rules)
        for effect in effects:
            self._carry_out(effect)
        if self._situation is not before:
            self._shown(self._situation)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case AskVisit(call, message):
                self._link.open_visit(call, message)
            case AskAttestation(call, token, request):
                self._link.attest(call, token, request)
            case AskAccount(call, token, question):
                self._link.ask(call, token, question)
            case AskConsultation(call, token, want):
                self._link.consult(call, token, want)
            case File(call, filing):
                self._outbox.file(call, filing)
            case ReportSms(report):
                self._link.report_sms(report)
            case SendSms(message):
                self._modem.send(message)
            case Play(sound):
                self._speaker.play(sound)
            case EndVisit(token):
                self._link.close_visit(token)
            case Prepare(ticket):
                self._printer.prepare(ticket)
            case Print(job, ticket):
                self._printer.print(job, ticket)
            case Maintain(call, order):
                self._maintenance.do(call, order)
            case Forget():
                self._printer.forget()
                self._link.forget()
                self._modem.forget()
                self._speaker.forget()
                self._outbox.forget()
                self._maintenance.forget()
            case Note(event, fields):
                self._logbook.record(event, **fields)
            case _:
                assert_never(effect)
