"""Carries out what the session decides; knows the parts only by what they can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, assert_never

from kiosk.devices.printer.ticket import Ticket
from kiosk.session.effects import AskAttestation, AskVisit, Effect, EndVisit, Forget, Note, Prepare, Print
from kiosk.session.events import Event
from kiosk.session.machine import step
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation, at_start
from teleservices.logbook import Logbook
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

    def close_visit(self, token: str) -> None:
        """End a token."""

    def forget(self) -> None:
        """Drop everything held of a person."""


class Conductor:
    """Holds the situation; to be called from one thread only, the one that owns the screen.

    Args:
        rules: the session's figures.
        printer, link: the parts.
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
        logbook: Logbook,
        clock: Callable[[], float],
        shown: Callable[[Situation], None],
    ) -> None:
        self._rules = rules
        self._printer = printer
        self._link = link
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
            case EndVisit(token):
                self._link.close_visit(token)
            case Prepare(ticket):
                self._printer.prepare(ticket)
            case Print(job, ticket):
                self._printer.print(job, ticket)
            case Forget():
                self._printer.forget()
                self._link.forget()
            case Note(event, fields):
                self._logbook.record(event, **fields)
            case _:
                assert_never(effect)
