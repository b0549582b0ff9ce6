"""Every state of identification × every part killed, on the packaged application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from killed import Part
from killed_forms import ARRIVE, PARTS, die_and_come_back, shows
from stood import make_whole_again, visitor_at_a_terminal
from tables import name_of, table

from dock.player.visitor import Visitor

MANY_CODES = Path(__file__).parents[1] / "helpers" / "many_codes.toml"


@pytest.fixture(scope="module")
def patient_caisse() -> Iterator[Visitor]:
    with visitor_at_a_terminal(caisse=MANY_CODES) as visitor:
        yield visitor


@pytest.fixture
def somebody(patient_caisse: Visitor) -> Iterator[Visitor]:
    yield patient_caisse
    make_whole_again(patient_caisse)


@pytest.mark.parametrize(("state", "part"), table(tuple(ARRIVE), PARTS, shows), ids=name_of)
def test_a_part_dies_and_comes_back(somebody: Visitor, state: str, part: Part) -> None:
    die_and_come_back(somebody, state, part)
