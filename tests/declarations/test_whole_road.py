"""From the terminal's seal to the next sign-in, by the caisse's own intake, worker and judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from declaring import BORDEAUX, BY_PASSWORD, FREE, IN_BORDEAUX, granted, marie, shown
from identifying import sign_in_by_nir
from outbox_items import OTHER_LANE, Pen, content_of
from running_caisse import MARIE, NOON, Caisse, demo_settings

from caisse import background
from caisse.sealing_keys import SealingKeys
from caisse.store.store import Store
from teleservices.wire.declarations import ByPassword

LATER = "BBBBBBBBBB"


@pytest.fixture(scope="module")
def sealing_keys(tmp_path_factory: pytest.TempPathFactory) -> SealingKeys:
    keys = SealingKeys(tmp_path_factory.mktemp("keys"))
    keys.publish((keys.make(NOON - timedelta(days=1), NOON + timedelta(days=29)),), Ed25519PrivateKey.generate())
    return keys


@pytest.fixture
def pen(store: Store, sealing_keys: SealingKeys) -> Iterator[Pen]:
    running = Caisse(store, demo_settings(), sealing_keys=sealing_keys)
    (key,) = sealing_keys.all()
    yield Pen(running.terminal(), key)
    running.stop()


@pytest.fixture
def rounds(pen: Pen) -> Callable[[], int]:
    """What the caisse's own worker does in a few looks."""
    worker = background.worker(pen.terminal.caisse.parts)
    return lambda: sum(worker.round() for _ in range(4))


def test_a_day_without_a_link(pen: Pen, rounds: Callable[[], int]) -> None:
    """Filed with a grant, with a password and with a wrong one; delivered twice; all of it once, in order."""
    visit = marie(pen.terminal)
    first = granted(visit, answers=BORDEAUX | {"people": (visit["beneficiaries"][1]["id"],)})
    second = replace(BY_PASSWORD, reference=LATER, answers=FREE)
    third = replace(BY_PASSWORD, reference="CCCCCCCCCC", proof=ByPassword("Tilleul-85"))
    pen.ago = timedelta(0)
    items = [pen.item(content=content_of(first)), pen.item(content=content_of(second))]
    items.append(pen.item(OTHER_LANE, content_of(third)))
    assert pen.statuses(*items) == ["accepted"] * 3
    assert rounds() == 3
    assert pen.statuses(*items) == ["duplicate accepted"] * 3
    assert rounds() == 0
    found = shown(pen.terminal)
    assert found.addresses[:2] == [["3 chemin des Dunes", "40150 HOSSEGOR"], IN_BORDEAUX]
    assert sorted(found.states) == [
        ("7KQ2M9XW4T", "registered", ""),
        (LATER, "registered", ""),
        ("CCCCCCCCCC", "refused", "mismatch"),
    ]
    assert len(found.messages) == 3


def test_a_lane_waits_for_a_password_that_may_not_be_tried(pen: Pen, rounds: Callable[[], int]) -> None:
    for _ in range(5):
        sign_in_by_nir(pen.terminal, MARIE, "Tilleul-85")
    items = (
        pen.item(content=content_of(BY_PASSWORD)),
        pen.item(content=content_of(replace(BY_PASSWORD, answers=FREE))),
    )
    assert pen.statuses(*items) == ["accepted", "accepted"]
    assert rounds() == 0
    pen.terminal.caisse.clock.advance(minutes=2)
    assert rounds() == 2
    assert shown(pen.terminal).addresses[0] == ["3 chemin des Dunes", "40150 HOSSEGOR"]
