"""The very same within 24 hours of filing counts once; another one in between makes it a declaration of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from declaring import (
    BORDEAUX,
    BY_PASSWORD,
    FREE,
    IN_BORDEAUX,
    declare,
    granted,
    marie,
    opened,
    paragraphs,
    settle,
    shown,
)
from identifying import PASSWORDS
from running_caisse import NOON, RENE, Caisse, Terminal

from caisse.declarations.judging import judge
from caisse.declarations.opened import Outcome
from teleservices.wire.declarations import ByPassword

SECOND = "BBBBBBBBBB"
THIRD = "CCCCCCCCCC"
HOUR = timedelta(hours=1)


def test_the_second_is_told_the_reference_of_the_first(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse)
    assert declare(caisse, NOON + HOUR, reference=SECOND) is Outcome.ALREADY_REGISTERED
    found = shown(terminal)
    assert found.states == [(SECOND, "already-registered", ""), ("7KQ2M9XW4T", "registered", "")]
    told = next(one for one in found.messages if one["subject"].startswith("Démarche déjà"))
    assert paragraphs(told) == [
        "Nous avons reçu une seconde fois votre démarche « Changer d’adresse ».",
        "Référence : BBBB BBBB BB",
        "Faite à une borne le 21 novembre 2026 à 14 h 00.",
        "Elle compte une seule fois, sous sa première référence : 7KQ2 M9XW 4T.",
    ]


@pytest.mark.parametrize(
    ("hours", "expected"), [(24, "already-registered"), (-24, "already-registered"), (25, "registered")]
)
def test_a_day_is_counted_between_the_filings(caisse: Caisse, terminal: Terminal, hours: int, expected: str) -> None:
    """Whichever arrives first."""
    declare(caisse)
    one = opened(replace(BY_PASSWORD, reference=SECOND), NOON + timedelta(hours=hours))
    assert settle(caisse, one).value == expected


def test_a_card_s_name_and_the_caisse_s_are_the_same_person(caisse: Caisse, terminal: Terminal) -> None:
    """Once with the link, once without, at another terminal."""
    visit = marie(terminal)
    called = tuple(one["id"] for one in visit["beneficiaries"][1:])
    settle(caisse, opened(granted(visit, answers=BORDEAUX | {"people": called})))
    caisse.terminal("borne-2")
    by_card = BORDEAUX | {"people": ("card:GAËTAN:20170703", "card:ZOÉ:20120229", "card:Zoe:20120229")}
    again = opened(replace(BY_PASSWORD, answers=by_card, reference=SECOND), NOON + HOUR, terminal="borne-2")
    assert settle(caisse, again) is Outcome.ALREADY_REGISTERED


def test_nobody_chosen_is_as_good_as_not_asked(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse)
    assert declare(caisse, answers=BORDEAUX | {"people": ()}, reference=SECOND) is Outcome.ALREADY_REGISTERED


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": BORDEAUX | {"complement": "Bâtiment C"}},
        {"answers": BORDEAUX | {"people": ("card:ZOÉ:20120229",)}},
        {"nir": RENE, "proof": ByPassword(PASSWORDS["rene"])},
    ],
)
def test_what_differs_is_not_the_same(caisse: Caisse, terminal: Terminal, changes: dict[str, object]) -> None:
    declare(caisse)
    assert declare(caisse, reference=SECOND, **changes) is Outcome.REGISTERED


def test_there_and_back_is_in_force(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse)
    declare(caisse, NOON + HOUR, answers=FREE, reference=SECOND)
    assert declare(caisse, NOON + 2 * HOUR, reference=THIRD) is Outcome.REGISTERED
    assert shown(terminal).addresses[0] == IN_BORDEAUX


def test_what_was_refused_may_be_done_again(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse, proof=ByPassword("Tilleul-85"))
    assert declare(caisse, NOON + HOUR, reference=SECOND) is Outcome.REGISTERED


def test_two_that_are_settled_at_the_same_instant_count_once(caisse: Caisse, terminal: Terminal) -> None:
    works = [judge(caisse.parts, opened(replace(BY_PASSWORD, reference=name))) for name in (SECOND, THIRD)]
    ready, outcomes = Barrier(2), []

    def run(number: int) -> None:
        ready.wait(30)
        outcomes.append(caisse.store.write(works[number]))

    threads = [Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.ALREADY_REGISTERED, Outcome.REGISTERED]
