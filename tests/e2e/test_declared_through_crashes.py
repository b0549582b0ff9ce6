"""Either end killed around a declaration: what was acknowledged is applied once, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from declared import PROVING, declares, judged, password_of, proves, reference_on
from scene import Scene, scene

from dock import commands as do
from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import (
    Act,
    cuts_network,
    does,
    inserts,
    restores_network,
    sees,
    sees_no_more,
    takes_card,
    titled,
    touches,
    types,
)
from dock.processes import Child
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE

STREET = "8 rue Zwingli"
PAUL = "Bonjour PAUL M."
REFERENCE = "Référence"


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    with scene() as made:
        yield made


@pytest.fixture
def place(stage: Scene) -> Iterator[Scene]:
    yield stage
    stage.end()
    stage.dock.do(do.NetworkRestore())
    stage.dock.do(do.CardRemove())


def plays(place: Scene, *acts: Act) -> None:
    for act in acts:
        act(place.visitor)


def arrives(place: Scene, *acts: Act) -> Child:
    running = place.start()
    plays(place, titled(words.WELCOME), *acts)
    return running


def without_link(street: str) -> tuple[Act, ...]:
    """To the page that asks for the password."""
    at_home = (cuts_network, sees("pas de liaison"), inserts("paul"), sees(PAUL))
    return (*at_home, *declares(street), touches(words.THAT_IS_IT), titled(PROVING))


def waiting(place: Scene) -> int:
    found = glance(place.state / FILE)
    assert isinstance(found, Glance)
    return found.queue.pending


def delivers(place: Scene) -> None:
    """Start anew, without the card, and deliver."""
    plays(place, restores_network, takes_card)
    arrives(place, sees_no_more("attend"))
    identified = (inserts("paul"), touches(words.REQUESTS), titled(words.SIGN_IN), types_password("paul"))
    plays(place, *identified, touches(words.IDENTIFY), titled(words.REQUESTS))


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_killed_once_the_person_has_the_reference_it_is_delivered_once(place: Scene) -> None:
    before = judged(place.directory)
    running = arrives(place, *without_link(f"{STREET} A"), *proves(password_of("paul")), sees(REFERENCE))
    reference = reference_on(place.visitor)
    running.kill()
    assert waiting(place) == 1

    delivers(place)

    assert waiting(place) == 0
    assert judged(place.directory) == [*before, (reference.signs, "registered")]


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_killed_while_it_is_being_kept_it_counts_if_it_was_kept(place: Scene) -> None:
    before = judged(place.directory)
    running = arrives(place, *without_link(f"{STREET} B"), types(password_of("paul"), "Mot de passe du compte ameli"))
    plays(place, touches("Valider"))
    running.kill()
    kept = waiting(place)

    delivers(place)

    assert waiting(place) == 0
    assert [state for _, state in judged(place.directory)[len(before) :]] == ["registered"] * kept


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_a_caisse_that_dies_while_it_is_told_applies_it_once(place: Scene) -> None:
    before = judged(place.directory)
    arrives(place, *without_link(f"{STREET} C"), *proves(password_of("paul")), sees(REFERENCE))
    reference = reference_on(place.visitor)

    plays(place, restores_network, does(do.CaisseKill()), does(do.CaisseStart()))
    plays(place, takes_card, titled(words.WELCOME), sees_no_more("attend"))
    plays(place, does(do.CaisseKill()), does(do.CaisseStart()))
    plays(place, inserts("paul"), sees(PAUL, "Pour la pharmacie"))

    identified = (touches(words.REQUESTS), titled(words.SIGN_IN), types_password("paul"), touches(words.IDENTIFY))
    plays(place, *identified, titled(words.REQUESTS), sees(words.REGISTERED))
    assert judged(place.directory) == [*before, (reference.signs, "registered")]
