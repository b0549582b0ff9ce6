"""Sample screens of declarations, of what the account shows and of what waits: made by the presenter, as in service."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from maintenance_samples import WORKSHOP

from kiosk.devices.card.outcomes import Porteur, VitaleCard
from kiosk.devices.printer.ticket import Cut, Paragraph, Ticket
from kiosk.session.declaring import (
    Answered,
    Consulted,
    ConsultFailed,
    ConsultFault,
    Declaring,
    Keeping,
    NotKept,
    ProofFault,
    Proving,
    QueueShown,
    Reviewing,
)
from kiosk.session.devices import Devices
from kiosk.session.rules import Rules
from kiosk.session.situation import at_start
from kiosk.session.states import Home, State, Told, Welcome
from kiosk.session.told import Kept
from kiosk.session.visit import Open, Visit
from kiosk.sync.filing import FilingFault, OutboxHealth, OutboxState
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Screen
from teleservices.catalogue import CATALOGUE
from teleservices.flow.model import Answers, FieldFault
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.places.places import Places
from teleservices.reference import Reference
from teleservices.texts.catalogue import read
from teleservices.wire.consultation import (
    Information,
    Message,
    Messages,
    PersonInformation,
    RequestLine,
    Requests,
    RequestState,
)
from teleservices.wire.visits import Account, Beneficiary, EmailState, ServiceOffer, VisitOpened

PLACES = Places()
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1)))
_TICKET = Ticket("Reçu", (Paragraph("Reçu"), Cut()))
_RULES = Rules(
    attestation=lambda _: _TICKET, receipt=lambda _: _TICKET, local_time=lambda: NOW, places=PLACES, workshop=WORKSHOP
)
_PEOPLE = tuple(
    Beneficiary(f"b{place}", name, "D", insured=place == 0)
    for place, name in enumerate(("MARIE", "ZOÉ", "GAËTAN", "ANNE-SOPHIE"))
)
_OPEN = VisitOpened(
    token="",
    level=Level.CODE,
    expires_in_s=1200,
    beneficiaries=_PEOPLE,
    services=tuple(ServiceOffer(service.id, None) for service in CATALOGUE),
    account=Account(None, by_code=False, email=EmailState.CONFIRMED, address="", pending="", grant="g"),
)
_CARD = VitaleCard((Porteur("DUPONT", "MARIE", "19840512", "FR", Nir("2840588321025")),), None, None, None)
_VISIT = Visit(1, _CARD, 0.0, Open(_OPEN))
_WAITING = OutboxState(OutboxHealth.READY, pending=3, oldest_at=NOW.astimezone(UTC) - timedelta(hours=2))
_ABROAD: Answers = {
    "where": "abroad",
    "country": "DE",
    "abroad_street": "Friedrich-Ebert-Straße 12".replace("ß", "ss"),
    "abroad_town": "Frankfurt am Main",
    "people": ("b1", "b3"),
}
_FRANCE: Answers = {"where": "france", "commune": "33063:33000", "street": "12 bis rue des Lilas"}
_FRANCE_WHOLE: Answers = {**_FRANCE, "complement": "Bâtiment C, 3e étage, appartement 12", "people": ("b1",)}


def _shown(state: State, name: str = "", *, link_up: bool = True, outbox: OutboxState | None = None) -> Screen:
    situation = replace(at_start(0.0), state=state, devices=Devices(link_up=link_up, outbox=outbox))
    screen = present(situation, read("fr"), _RULES, 0.0)
    return replace(screen, id=f"{screen.id}{name}")


def _asking(page: str, given: Answers, name: str = "", faults: dict[str, FieldFault] | None = None) -> Screen:
    return _shown(Declaring(_VISIT, Answered("address_change", given), page, faults=faults or {}), name)


def typed(screen: Screen, text: str, name: str) -> Screen:
    """A page of places with something typed already."""
    (field,) = screen.fields
    return replace(screen, id=f"{screen.id}.{name}", fields=(replace(field, value=text),))


COMMUNE = _asking("commune", {"where": "france"})
COUNTRY = _asking("country", {"where": "abroad"})
SUGGESTED = (
    typed(COMMUNE, "Saint-", "typed"),
    typed(COMMUNE, "Zyx", "nothing"),
    typed(_asking("commune", _FRANCE), "33", "again"),
    typed(COUNTRY, "b", "typed"),
)
_REFERENCE = Reference("7KQ2M9XW4T")
_PAPER = replace(_VISIT, documents=(_TICKET,))
_PERSON = PersonInformation(
    "MARIE DUPONT", insured=True, address=("12 BIS RUE DES LILAS", "33000 BORDEAUX"), address_since=date(2026, 11, 22)
)
_INFORMATION = Information(
    caisse="CPAM de la Gironde",
    regime="Régime général",
    rights_end=date(2027, 12, 31),
    email="m****@exemple.fr",
    mobile="",
    people=(
        _PERSON,
        replace(_PERSON, name="ZOÉ DUPONT", insured=False, address_since=None),
        PersonInformation("GAËTAN DUPONT-LAVILLE", insured=False, address=(), address_since=None),
    ),
)
_REQUESTS = Requests(
    tuple(
        RequestLine(f"7KQ2M9XW4{sign}", "address_change", datetime(2026, 11, 20 - place, 9, 5, tzinfo=UTC), state, "")
        for place, (sign, state) in enumerate(zip("TUV", RequestState, strict=True))
    )
)
_LETTER = (
    "Votre changement d’adresse a été enregistré le 22 novembre 2026, sous la référence 7KQ2 M9XW 4T.\n"
    "Votre nouvelle adresse : 12 bis rue des Lilas, 33000 Bordeaux. Elle vaut aussi pour ZOÉ.\n"
    "Si vous n’êtes pas à l’origine de cette demande, appelez le 36 46 (service gratuit + prix de l’appel).\n"
    "Votre caisse d’assurance maladie"
)
_MESSAGES = Messages(
    tuple(
        Message(f"m{place}", datetime(2026, 11, 22 - place, 8, 30, tzinfo=UTC), subject, _LETTER)
        for place, subject in enumerate(
            ("Accusé de réception : changement d’adresse", "Votre demande n’a pas pu être prise en compte", "Bienvenue")
        )
    )
)
DECLARATIONS = (
    _shown(Home(_VISIT), ".eight"),
    _shown(Home(_VISIT), ".waiting", link_up=False, outbox=_WAITING),
    _shown(Welcome(), ".waiting", link_up=False, outbox=_WAITING),
    _asking("where", {}),
    _asking("where", {}, ".wrong", {"where": FieldFault.EMPTY}),
    COMMUNE,
    _asking("commune", _FRANCE, ".chosen"),
    COUNTRY,
    _asking("street", _FRANCE),
    _asking("free", {"where": "france", "commune_entry": "free"}, ".wrong", {"free_postcode": FieldFault.FORM}),
    _asking("abroad", _ABROAD),
    _asking("people", _FRANCE_WHOLE),
    _shown(Reviewing(_VISIT, Answered("address_change", _FRANCE_WHOLE))),
    _shown(Reviewing(_VISIT, Answered("address_change", _ABROAD)), ".abroad"),
    _shown(Proving(_VISIT, Answered("address_change", _FRANCE_WHOLE))),
    _shown(Proving(_VISIT, Answered("address_change", _FRANCE_WHOLE), ProofFault.PROVISIONAL), ".wrong"),
    _shown(Keeping(_VISIT, Answered("address_change", _FRANCE_WHOLE), "c")),
    _shown(Told(_PAPER, Kept("address_change", _REFERENCE, again=False, deferred_check=False))),
    _shown(
        Told(_PAPER, Kept("address_change", _REFERENCE, again=False, deferred_check=True)), ".offline", link_up=False
    ),
    _shown(Told(_VISIT, Kept("address_change", _REFERENCE, again=True, deferred_check=False)), ".unprinted"),
    _shown(NotKept(_VISIT, Answered("address_change", _FRANCE_WHOLE), FilingFault.FULL)),
    _shown(NotKept(_VISIT, Answered("address_change", _FRANCE_WHOLE), None)),
    _shown(ConsultFailed(_VISIT, "messages", ConsultFault.NO_ANSWER)),
    _shown(Consulted(_VISIT, _INFORMATION)),
    _shown(Consulted(_VISIT, _REQUESTS)),
    _shown(Consulted(_VISIT, Requests(())), ".empty"),
    _shown(Consulted(_VISIT, _MESSAGES)),
    _shown(Consulted(_VISIT, _MESSAGES, "m0")),
    _shown(QueueShown(None), outbox=_WAITING, link_up=False),
    _shown(
        QueueShown(None), ".parked", outbox=replace(_WAITING, parked=1, dead=2, delivered_at=NOW - timedelta(hours=3))
    ),
)
"""Every screen of a declaration, of a consultation and of the queue; those with something typed are ``SUGGESTED``."""
