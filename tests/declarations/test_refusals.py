"""What is refused changes nothing; the person is told: in the messagerie why, elsewhere that there is a why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from declaring import (
    BORDEAUX,
    BY_PASSWORD,
    CARD,
    OLD,
    declare,
    effects,
    granted,
    marie,
    opened,
    paragraphs,
    person_id,
    settle,
    shown,
)
from identifying import LAETITIA, LEGACY, NADIA, NOBODY, ODILE, PASSWORDS, THEO
from post_office import PostOffice, text_of
from running_caisse import AGNES, JOSEPH, MARIE, NOON, Caisse, Terminal
from sqlalchemy import insert, select, update

from caisse.declarations.judging import judge
from caisse.declarations.opened import LaterError, Opened, Outcome
from caisse.declarations.reasons import Reason
from caisse.store.account_schema import ACCOUNT
from caisse.store.declaration_schema import MESSAGE, REQUEST
from caisse.store.schema import CARD_LOSS, INSURED, PERSON
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.wire.declarations import ByGrant, ByPassword, CardShown

Changes = Mapping[str, Any]


def refused(caisse: Caisse, one: Opened) -> str:
    """The reason; nothing but the request and its message came of it."""
    before = effects(caisse)
    assert settle(caisse, one) is Outcome.REFUSED
    after = effects(caisse)
    assert after == before | {"request": before["request"] + 1, "message": before["message"] + 1}
    last = select(REQUEST.c.state, REQUEST.c.reason)
    ((state, reason),) = caisse.store.read(lambda connection: connection.execute(last).all())[-1:]
    assert state == "refused"
    return str(reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"proof": ByPassword("Tilleul-85")}, Reason.MISMATCH),
        ({"proof": ByPassword("")}, Reason.MISMATCH),
        ({"proof": ByPassword("tilleul-84")}, Reason.MISMATCH),
        ({"nir": THEO, "proof": ByPassword("Tilleul-84")}, Reason.MISMATCH),
        ({"nir": LAETITIA}, Reason.MISMATCH),
        ({"proof": ByPassword("4071")}, Reason.PROVISIONAL),
        ({"card": None}, Reason.CARD),
        ({"nir": NADIA, "proof": ByPassword(LEGACY)}, Reason.OLD_CODE),
        ({"nir": ODILE, "proof": ByPassword(PASSWORDS["odile"])}, Reason.EMAIL_FIRST),
        ({"nir": AGNES, "proof": ByPassword("Glycine<77"), "card": CardShown("20120912", None)}, Reason.CARD),
        ({"nir": AGNES, "proof": ByPassword("Glycine<77"), "card": CardShown(None, None)}, Reason.CARD),
        ({"nir": JOSEPH, "proof": ByPassword("Platane$62")}, Reason.REGIME),
        ({"proof": ByGrant("")}, Reason.GRANT),
        ({"proof": ByGrant("é" * 300)}, Reason.GRANT),
        ({"proof": ByGrant("QUJD" * 60)}, Reason.GRANT),
        ({"answers": {}}, Reason.FORM),
        ({"answers": BORDEAUX | {"commune": "33063:99999"}}, Reason.FORM),
        ({"answers": BORDEAUX | {"street": "8"}}, Reason.FORM),
        ({"answers": BORDEAUX | {"country": "PT"}}, Reason.FORM),
        ({"answers": BORDEAUX | {"shoe_size": "42"}}, Reason.FORM),
        ({"answers": BORDEAUX | {"people": "card:ZOÉ:20120229"}}, Reason.FORM),
        ({"answers": BORDEAUX | {"people": ("card:ZOÉ:20120228",)}}, Reason.PERSON),
        ({"answers": BORDEAUX | {"people": ("card:MARIO:20170703",)}}, Reason.PERSON),
        ({"answers": BORDEAUX | {"people": ("0" * 32,)}}, Reason.PERSON),
        ({"answers": BORDEAUX | {"people": ("card:MARIE:19840512",)}}, Reason.FORM),
    ],
)
def test_what_does_not_hold_is_refused_and_changes_nothing(
    caisse: Caisse, terminal: Terminal, changes: Changes, reason: Reason
) -> None:
    assert refused(caisse, opened(replace(BY_PASSWORD, **changes))) == reason


def test_a_regime_may_be_served_and_have_no_change_of_address(caisse: Caisse, terminal: Terminal) -> None:
    served = update(INSURED).where(INSURED.c.person_id == person_id(MARIE)).values(regime="cnmss")
    caisse.store.write(lambda connection: connection.execute(served))
    assert refused(caisse, opened()) == Reason.REGIME


@pytest.mark.parametrize(
    ("days", "unsure", "good"), [(-1, False, False), (0, False, False), (1, False, True), (1, True, False)]
)
def test_a_card_lost_after_the_filing_was_still_theirs(
    caisse: Caisse, terminal: Terminal, days: int, unsure: bool, good: bool
) -> None:
    lost = insert(CARD_LOSS).values(insured_id=person_id(MARIE), declared_on=date(2026, 11, 21) + timedelta(days=days))
    caisse.store.write(lambda connection: connection.execute(lost))
    one = opened(received_at=NOON + timedelta(days=3), unsure=unsure)
    caisse.clock.advance(days=3)
    assert settle(caisse, one) is (Outcome.REGISTERED if good else Outcome.REFUSED)


def test_an_address_whose_link_is_out_counts_as_given(caisse: Caisse, terminal: Terminal) -> None:
    given = update(ACCOUNT).where(ACCOUNT.c.insured_id == person_id(ODILE)).values(pending_email="odile@exemple.test")
    caisse.store.write(lambda connection: connection.execute(given))
    assert declare(caisse, nir=ODILE, proof=ByPassword(PASSWORDS["odile"])) is Outcome.REGISTERED


def test_the_messagerie_says_why_and_what_to_do(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse, proof=ByPassword("Tilleul-85"))
    found = shown(terminal)
    assert found.addresses[0] == OLD
    assert found.states == [("7KQ2M9XW4T", "refused", "mismatch")]
    assert found.messages[0]["subject"] == "Votre démarche n’a pas été enregistrée\u00a0: Changer d’adresse"
    assert paragraphs(found.messages[0]) == [
        "Votre démarche « Changer d’adresse » n’a pas pu être enregistrée.",
        "Référence : 7KQ2 M9XW 4T",
        "Faite à une borne le 21 novembre 2026 à 13 h 00.",
        "Le mot de passe tapé à la borne n’était pas le bon.",
        "Rien n’a changé dans votre dossier.",
        "Vous pouvez la refaire à une borne ou à l’accueil. "
        "Un conseiller vous répond au 36 46 (service gratuit + prix de l’appel).",
    ]


def test_an_e_mail_says_that_there_is_a_why(office: PostOffice, terminal: Terminal) -> None:
    declare(office.caisse, proof=ByPassword("Tilleul-85"))
    told = text_of(office.one())
    assert "Une démarche faite à une borne le 21 novembre 2026 à 13 h 00 n’a pas pu être enregistrée." in told
    assert "Référence : 7KQ2 M9XW 4T" in told
    assert [word for word in ("adresse", "MARIE", "DUPONT", "mot de passe") if word in told.lower()] == []


def test_an_address_that_was_never_confirmed_is_not_written_to(office: PostOffice, terminal: Terminal) -> None:
    declare(office.caisse, nir=ODILE, proof=ByPassword(PASSWORDS["odile"]))
    assert office.carry() == []


def test_what_is_registered_sends_nothing(office: PostOffice, terminal: Terminal) -> None:
    declare(office.caisse)
    assert office.carry() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"nir": NOBODY},
        {"nir": ""},
        {"nir": MARIE[:13] + "33"},
        {"nir": "é" * 15},
        {"reference": ""},
        {"reference": "7KQ2M9XW40"},
        {"reference": "\x00" * 10},
    ],
)
def test_nobody_to_tell_is_unreadable(caisse: Caisse, terminal: Terminal, changes: Changes) -> None:
    before = effects(caisse)
    assert declare(caisse, **changes) is Outcome.UNREADABLE
    assert effects(caisse) == before


@pytest.mark.parametrize(
    "changes", [{"service": "vitale_loss"}, {"revision": 2}, {"revision": -1}, {"service": "\x00"}]
)
def test_what_only_a_newer_caisse_knows_waits_for_it(caisse: Caisse, terminal: Terminal, changes: Changes) -> None:
    one = opened(replace(BY_PASSWORD, **changes))
    with pytest.raises(LaterError):
        judge(caisse.parts, one)
    caisse.clock.advance(days=8)
    assert settle(caisse, one) is Outcome.UNREADABLE


def test_somebody_who_left_in_between_is_nobody(caisse: Caisse, terminal: Terminal) -> None:
    work = judge(caisse.parts, opened())
    gone = update(PERSON).where(PERSON.c.nir == MARIE[:13]).values(nir=NOBODY[:13])
    caisse.store.write(lambda connection: connection.execute(gone))
    assert caisse.store.write(work) is Outcome.UNREADABLE


def test_a_refusal_holds_no_answer_and_no_proof(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse, proof=ByPassword("Kanari-Passe9"), answers=BORDEAUX | {"street": "8 rue du Canari"})
    rows = [
        caisse.store.read(lambda connection, table=table: connection.execute(select(table)).all())
        for table in (REQUEST, MESSAGE)
    ]
    assert [needle for needle in ("Kanari", "Canari", "BORDEAUX", MARIE[:13]) if needle in repr(rows)] == []


def test_every_reason_is_said_in_every_language() -> None:
    for language in LANGUAGES:
        keys = read(language).keys()
        said = {key for key in keys if key.startswith("refused.") and key.count(".") == 1}
        assert said == {f"refused.{reason}" for reason in Reason}


def test_the_card_of_a_grant_is_looked_at_too(caisse: Caisse, terminal: Terminal) -> None:
    visit = marie(terminal)
    lost = insert(CARD_LOSS).values(insured_id=person_id(MARIE), declared_on=date(2026, 11, 21))
    caisse.store.write(lambda connection: connection.execute(lost))
    assert refused(caisse, opened(granted(visit))) == Reason.CARD
    assert settle(caisse, opened(granted(visit, card=None))) is Outcome.REGISTERED
    assert refused(caisse, opened(granted(visit, card=replace(CARD, valid_from="20261121")))) == Reason.CARD
