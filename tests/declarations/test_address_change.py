"""The first declaration, whole: what is declared at a terminal is what the next sign-in shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from declaring import (
    BORDEAUX,
    BY_PASSWORD,
    FREE,
    IN_BORDEAUX,
    LISBON,
    OLD,
    declare,
    granted,
    marie,
    opened,
    paragraphs,
    settle,
    shown,
)
from running_caisse import NOON, Caisse, Terminal
from sqlalchemy import Connection

from caisse.declarations.judging import judge
from caisse.declarations.opened import Outcome

EITHER_DELAY = "Délai : 2 à 3 jours ouvrés, ou 5 à 7 si vous changez de caisse."
NOEL = NOON + timedelta(days=34)


class PowerCutError(Exception):
    pass


def test_before_anything_the_account_shows_the_old_address(terminal: Terminal) -> None:
    found = shown(terminal)
    assert found.addresses == [OLD, OLD, OLD]
    assert found.since == [None, None, None]
    assert (found.requests, found.messages) == ([], [])


def test_an_identified_person_moves_with_a_child(caisse: Caisse, terminal: Terminal) -> None:
    visit = marie(terminal)
    zoe = visit["beneficiaries"][1]["id"]
    declaration = granted(visit, answers=BORDEAUX | {"people": (zoe,)})
    assert settle(caisse, opened(declaration)) is Outcome.REGISTERED
    found = shown(terminal)
    assert found.addresses == [IN_BORDEAUX, IN_BORDEAUX, OLD]
    assert found.since == ["2026-11-21", "2026-11-21", None]
    assert found.states == [("7KQ2M9XW4T", "registered", "")]
    assert found.requests[0]["filed_at"] == "2026-11-21T12:00:00Z"


def test_without_a_link_the_password_does_and_the_card_names_the_child(caisse: Caisse, terminal: Terminal) -> None:
    answers = BORDEAUX | {"complement": "Bâtiment C", "people": ("card:GAETAN:20170703",)}
    assert declare(caisse, answers=answers) is Outcome.REGISTERED
    moved = ["Bâtiment C", *IN_BORDEAUX]
    assert shown(terminal).addresses == [moved, OLD, moved]


def test_the_acknowledgement_says_what_the_receipt_said(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse)
    (message,) = shown(terminal).messages
    assert message["subject"] == "Votre démarche est enregistrée\u00a0: Changer d’adresse"
    assert paragraphs(message) == [
        "Nous avons bien reçu votre démarche « Changer d’adresse ».",
        "Référence : 7KQ2 M9XW 4T",
        "Faite à une borne le 21 novembre 2026 à 13 h 00.",
        EITHER_DELAY,
    ]


def test_a_caisse_that_says_where_it_is_tells_the_delay_itself(caisse: Caisse, terminal: Terminal) -> None:
    """Bordeaux is another département than the Landes."""
    landes = replace(caisse.settings.caisse, address=("207 rue Fontainebleau", "40000 MONT-DE-MARSAN"))
    parts = replace(caisse.parts, settings=replace(caisse.settings, caisse=landes))
    for answers, filed_at in ((BORDEAUX, NOON), (FREE, NOON + timedelta(hours=1))):
        caisse.store.write(judge(parts, opened(replace(BY_PASSWORD, answers=answers), filed_at)))
    delays = {paragraphs(message)[-1] for message in shown(terminal).messages}
    assert delays == {"Délai : 5 à 7 jours ouvrés.", "Délai : 2 à 3 jours ouvrés."}


def test_abroad_and_free_entry(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse, answers=LISBON)
    assert shown(terminal).addresses[0] == ["Rua Augusta 12", "LISBOA", "PORTUGAL"]
    declare(caisse, NOON + timedelta(hours=1), answers=FREE, reference="BBBBBBBBBB")
    assert shown(terminal).addresses[0] == ["3 chemin des Dunes", "40150 HOSSEGOR"]


def test_it_is_dated_by_its_filing_whenever_it_arrives(caisse: Caisse, terminal: Terminal) -> None:
    caisse.clock.at = NOEL
    assert settle(caisse, opened(received_at=NOEL)) is Outcome.REGISTERED
    found = shown(terminal)
    assert found.since[0] == "2026-11-21"
    assert found.requests[0]["filed_at"] == "2026-11-21T12:00:00Z"
    assert found.messages[0]["sent_at"] == "2026-12-25T12:00:00Z"


def test_an_older_one_that_arrives_later_does_not_replace_a_newer_one(caisse: Caisse, terminal: Terminal) -> None:
    zoe = "card:ZOÉ:20120229"
    declare(caisse, NOON + timedelta(hours=2), answers=BORDEAUX)
    assert declare(caisse, NOON, answers=FREE | {"people": (zoe,)}, reference="BBBBBBBBBB") is Outcome.REGISTERED
    found = shown(terminal)
    assert found.addresses == [IN_BORDEAUX, ["3 chemin des Dunes", "40150 HOSSEGOR"], OLD]
    assert [one["reference"] for one in found.requests] == ["7KQ2M9XW4T", "BBBBBBBBBB"]
    late = next(one for one in found.messages if "BBBB" in one["body"])
    assert paragraphs(late)[-2:] == [EITHER_DELAY, "Une démarche plus récente de votre part reste en vigueur."]


def test_what_was_rolled_back_is_done_again_and_once(caisse: Caisse, terminal: Terminal) -> None:
    work = judge(caisse.parts, opened())

    def cut(connection: Connection) -> None:
        work(connection)
        raise PowerCutError

    for _ in range(2):
        with pytest.raises(PowerCutError):
            caisse.store.write(cut)
        assert shown(terminal).states == []
    assert caisse.store.write(work) is Outcome.REGISTERED
    found = shown(terminal)
    assert found.states == [("7KQ2M9XW4T", "registered", "")]
    assert (len(found.messages), found.addresses[0]) == (1, IN_BORDEAUX)
