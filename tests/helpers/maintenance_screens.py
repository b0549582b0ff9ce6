"""Every page of the maintenance menu, as the presenter makes it in French."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from maintenance_samples import CHALLENGE, ENTRY, LINES, NUMBER, SURVEY, WORKSHOP
from session_cast import LOCAL_TIME, PLACES, WAITING, attestation_ticket, receipt_ticket

from kiosk.devices.card.outcomes import ReaderMissing
from kiosk.devices.modem.status import NotSent, SendFault, Sent
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed, PrintUnknown, Silent
from kiosk.maintenance.answers import Failure
from kiosk.session import at_door
from kiosk.session import maintaining as pages
from kiosk.session.at_door import AtDoor, DoorFault, Refused
from kiosk.session.card_trial import CardFile, CardKind, CardTrial
from kiosk.session.devices import Devices
from kiosk.session.maintaining import Inside, Maintaining, Paper, Plate, Task
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, at_start
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Screen
from teleservices.texts.catalogue import read

_RULES = Rules(
    attestation=attestation_ticket,
    receipt=receipt_ticket,
    places=PLACES,
    workshop=replace(WORKSHOP, grid=(7, 13)),
    local_time=lambda: LOCAL_TIME,
)
_TEXTS = read("fr")
_UNTIL: datetime = LOCAL_TIME.replace(minute=8)
_CELLS = frozenset(range(40))
DOORS: tuple[at_door.Door, ...] = (
    at_door.CredentialForm(),
    at_door.CredentialForm(NUMBER, Refused(DoorFault.CODE)),
    at_door.CredentialForm(NUMBER, Refused(DoorFault.DENIED, tries_left=2)),
    at_door.CredentialForm(NUMBER, Refused(DoorFault.WAIT, until=_UNTIL)),
    at_door.Knocking("call-1", NUMBER),
    at_door.CaisseSilent(NUMBER),
    at_door.CaisseSilent(NUMBER, Refused(DoorFault.WAIT, until=_UNTIL)),
    at_door.DrawingChallenge("call-1", NUMBER),
    at_door.ChallengeForm(CHALLENGE, NUMBER),
    at_door.ChallengeForm(CHALLENGE, NUMBER, Refused(DoorFault.VOID)),
    at_door.SecretMissing(),
)
INSIDES: tuple[Inside, ...] = (
    pages.Menu(),
    *(pages.Working("call-1", task) for task in (Task.STATUS, Task.MACHINE)),
    *(pages.Failed(Task.ENROLMENT, failure) for failure in Failure),
    *(pages.Told(task, "accueil-2" if task is Task.ENROLMENT else "") for task in (Task.MODEL, Task.ENROLMENT)),
    pages.Told(Task.MACHINE),
    pages.StatusShown(SURVEY),
    pages.NetworkShown(SURVEY),
    pages.JournalRead(LINES),
    pages.JournalRead(()),
    pages.QueueRead(),
    pages.Printing("job-1", Paper.READINESS, 400, 1000),
    pages.Printed(Paper.TEST_PAGE, Printed()),
    pages.Printed(Paper.READINESS, NotPrinted(NoPaper())),
    pages.Printed(Paper.TEST_PAGE, PrintUnknown(Silent())),
    pages.CardAwaited(),
    pages.CardUnderway(0.0),
    pages.CardTried(CardTrial(CardKind.VITALE2, 640, frozenset(CardFile) - {CardFile.FINGERPRINT})),
    pages.CardTried(CardTrial(CardKind.MALFORMED, 410, cause="nir: key")),
    *(pages.CardTried(CardTrial(kind, None)) for kind in (CardKind.MUTE, CardKind.VITALE1, CardKind.PULLED)),
    pages.SmsForm(),
    pages.SmsForm("0123", pages.SmsFault.FORM),
    *(pages.SmsRefused(obstacle) for obstacle in pages.SmsObstacle),
    pages.SmsTried("trial-1", "06 ** ** ** 78"),
    pages.SmsTried("trial-1", "06 ** ** ** 78", Sent(1)),
    pages.SmsTried("trial-1", "06 ** ** ** 78", Sent(1), delivered=True),
    pages.SmsTried("trial-1", "06 ** ** ** 78", NotSent(SendFault.NO_CREDIT)),
    pages.TouchTrial(_CELLS),
    pages.TouchTold(frozenset(range(91))),
    pages.TouchTold(frozenset(range(88))),
    pages.TouchTold(_CELLS),
    *(pages.ScreenTrial(plate) for plate in (Plate.GREY, Plate.GRID)),
    pages.ScreenAsked(),
    pages.ModelForm("borne-15p"),
    pages.TokenForm(),
    pages.TokenForm(empty=True),
    pages.SoftwareShown(),
    pages.RestartForm(),
    pages.RestartAsked(machine=True),
    pages.RestartAsked(machine=False),
)


def screen_of(state: AtDoor | Maintaining, devices: Devices | None = None, warned_at: float | None = None) -> Screen:
    """What the window shows in ``state``."""
    parts = devices or Devices(link_up=True, outbox=WAITING)
    situation = replace(at_start(0.0), state=state, devices=parts, attention=Attention(0.0, warned_at))
    return present(situation, _TEXTS, _RULES, 10.0)


def _numbered(place: int, screen: Screen) -> Screen:
    return replace(screen, id=f"{screen.id}.{place}")


_SHAPES = (
    "door.2",
    "silent.6",
    "challenge.new.9",
    "door.11",
    "menu.12",
    "failed.queue_not_empty",
    "told.model",
    "status",
    "journal.26",
    "queue",
    "printed.unknown",
    "card.vitale2",
    "card.malformed",
    "sms.41",
    "sms.production",
    "sms.not_sent",
    "touch.48",
    "touch.missed.50",
    "plate.grid",
    "maintenance.screen",
    "model.55",
    "token.57",
    "software",
    "restart.59",
    "restart.machine",
    "menu.63",
)
"""One of each shape: what a layout can go wrong with."""
MAINTENANCE: tuple[Screen, ...] = tuple(
    _numbered(place, screen)
    for place, screen in enumerate(
        (
            *(screen_of(AtDoor(door)) for door in DOORS),
            screen_of(AtDoor(), Devices(link_up=False)),
            *(screen_of(Maintaining(ENTRY, inside)) for inside in INSIDES),
            screen_of(Maintaining(ENTRY, pages.CardAwaited()), Devices(reader=ReaderMissing("no reader"))),
            screen_of(Maintaining(ENTRY), warned_at=0.0),
        )
    )
)
SHAPES = tuple(screen for screen in MAINTENANCE if any(shape in screen.id for shape in _SHAPES))
