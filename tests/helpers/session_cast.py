"""People, cards, answers of the caisse and of the outbox, for the session's tests.

Every piece of personal data holds ``CANARY``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from kiosk.devices.card.outcomes import Porteur, VitaleCard
from kiosk.devices.printer.ticket import Cut, Paragraph, Ticket
from kiosk.session.intents import (
    Submit,
)
from kiosk.sync.filing import (
    Filed,
    OutboxHealth,
    OutboxState,
)
from kiosk.tickets.receipt import Receipt
from teleservices.levels import Level
from teleservices.nir import Nir
from teleservices.places.places import Places
from teleservices.reference import Reference
from teleservices.wire.codes import CodeSent, SmsToSend
from teleservices.wire.consultation import (
    Information,
    Message,
    Messages,
    PersonInformation,
    RequestLine,
    Requests,
    RequestState,
)
from teleservices.wire.passwords import RobotCheck
from teleservices.wire.rights import Caisse, CoveredPerson, Period, RightsAttestation
from teleservices.wire.visits import (
    Account,
    Beneficiary,
    CodeBySms,
    EmailState,
    MustChoose,
    ServiceOffer,
    Unavailable,
    VisitOpened,
)

CANARY = "CANARI"
LOCAL_TIME = datetime(2026, 11, 21, 14, 0, tzinfo=timezone(timedelta(hours=1)))
MARIE = VitaleCard(
    (
        Porteur(f"{CANARY}DUPONT", f"{CANARY}MARIE", "19840512", "FR", Nir("2840588321025")),
        Porteur(f"{CANARY}DUPONT", f"{CANARY}ZOÉ", "20120229", "FR", None),
    ),
    Nir("2840588321025"),
    "20240115",
    f"{CANARY}digest",
)
PAUL = replace(MARIE, nir=Nir("1900375112087"), digest=f"{CANARY}other")
OPENED = VisitOpened(
    token=f"{CANARY}token",
    level=Level.CARD,
    expires_in_s=1200,
    beneficiaries=(
        Beneficiary("b1", f"{CANARY}MARIE", "D", insured=True),
        Beneficiary("b2", f"{CANARY}ZOÉ", "D", insured=False),
    ),
    services=(
        ServiceOffer("rights_attestation", None),
        ServiceOffer("address_change", Unavailable.LEVEL),
        ServiceOffer("request_tracking", Unavailable.LEVEL),
        ServiceOffer("messages", Unavailable.LEVEL),
        ServiceOffer("my_information", Unavailable.LEVEL),
        ServiceOffer("password_change", Unavailable.LEVEL),
        ServiceOffer("email_validation", Unavailable.LEVEL),
    ),
    code_by_sms=CodeBySms(f"{CANARY} ** 78", by_terminal=True),
)
# The same caisse where the attestation, as by default, asks for level `code`.
STRICT = replace(OPENED, services=tuple(replace(offer, unavailable=Unavailable.LEVEL) for offer in OPENED.services))
IDENTIFIED = replace(
    OPENED,
    token=f"{CANARY}raised",
    level=Level.CODE,
    services=tuple(replace(offer, unavailable=None) for offer in OPENED.services),
    account=Account(
        None,
        by_code=False,
        email=EmailState.CONFIRMED,
        address=f"{CANARY}•••@e•••.fr",
        pending="",
        grant=f"{CANARY}grant",
    ),
)
SECRET = f"{CANARY}-Tilleul8"
SMS = SmsToSend("sms-1", f"+33{CANARY}", f"{CANARY} : 0427")
CODE_SENT = CodeSent(f"{CANARY} ** 78", 60, SMS)
CHECK = RobotCheck("check-1", 5, f"{CANARY}png", f"{CANARY}wav")
NIR_TYPED = "2840588321025"


def must_choose(why: MustChoose) -> VisitOpened:
    """Identified by a code: nothing is open before a password is chosen."""
    account = Account(why, why is MustChoose.PROVISIONAL, EmailState.CONFIRMED, f"{CANARY}•••@e•••.fr", "")
    closed = tuple(replace(offer, unavailable=Unavailable.PASSWORD) for offer in OPENED.services)
    return replace(IDENTIFIED, services=closed, account=account)


def filled(**values: str) -> Submit:
    """A form's main button, with what stands in its fields; ``birth_date`` for ``birth-date``."""
    return Submit(tuple((name.replace("_", "-"), value) for name, value in values.items()))


ATTESTATION = RightsAttestation(
    reference="ABCDEFGH23",
    issued_at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    caisse=Caisse("401", "CPAM des Landes", ("Mont-de-Marsan",)),
    person=CoveredPerson(f"{CANARY}DUPONT", f"{CANARY}MARIE", "19840512", "284058832102532", insured=True),
    insured_name=f"{CANARY}DUPONT {CANARY}MARIE",
    insured_nir="284058832102532",
    regime="Régime général",
    rights=Period(date(2003, 9, 1), None),
    complementary=None,
    treating_doctor=True,
    long_term_illness=None,
    copayment_exemption=None,
    mentions=(),
    check_url="https://caisse.test/v/ABCDEFGH23",
)


ADDRESS = {
    "where": "france",
    "commune": "33063:33000",
    "street": f"12 RUE {CANARY}",
    "people": (),
    "country": "DE",
    "abroad_street": f"{CANARY} STRASSE 4",
    "abroad_town": "BERLIN",
    "free_street": f"LIEU {CANARY}",
    "free_postcode": "33000",
    "free_town": "BORDEAUX",
}
"""What is answered on every page of a change of address."""
FILED = Filed(Reference("7KQ2M9XW4T"), datetime(2026, 11, 21, 13, 0, tzinfo=UTC))
WAITING = OutboxState(OutboxHealth.READY, pending=2, oldest_at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
INFORMATION = Information(
    "CPAM des Landes",
    "Régime général",
    None,
    f"{CANARY}•••@e•••.fr",
    f"{CANARY} ** 78",
    (PersonInformation(f"{CANARY}DUPONT {CANARY}MARIE", insured=True, address=(CANARY,), address_since=None),),
)
REQUESTS = Requests(
    (RequestLine("7KQ2M9XW4T", "address_change", FILED.filed_at, RequestState.REGISTERED, ""),),
)
MESSAGES = Messages((Message("m1", FILED.filed_at, f"{CANARY} : accusé de réception", f"Bonjour {CANARY}"),))
PLACES = Places()


def receipt_ticket(kept: Receipt) -> Ticket:
    """A ticket that carries the reference, as the real one does."""
    return Ticket("receipt", (Paragraph(kept.reference.grouped), Cut()))


def attestation_ticket(attestation: RightsAttestation) -> Ticket:
    """A ticket that carries the person's name, as the real one does."""
    return Ticket("rights_attestation", (Paragraph(attestation.insured_name), Cut()))
