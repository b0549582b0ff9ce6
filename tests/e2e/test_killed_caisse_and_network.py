"""Every state × {caisse, network} killed, on the packaged application: the sentence on the screen, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from killed import ARRIVE, CAISSE, NETWORK, Part, cells
from stood import make_whole_again, visitor_at_a_terminal

from dock.player.visitor import Visitor

CELLS = cells()


@pytest.fixture(scope="module")
def terminal() -> Iterator[Visitor]:
    with visitor_at_a_terminal() as visitor:
        yield visitor


@pytest.fixture
def visitor(terminal: Visitor) -> Iterator[Visitor]:
    yield terminal
    make_whole_again(terminal)


@pytest.mark.parametrize("part", [CAISSE, NETWORK], ids=lambda part: part.name)
@pytest.mark.parametrize("state", ARRIVE)
def test_a_part_dies_and_comes_back(visitor: Visitor, state: str, part: Part) -> None:
    cell = CELLS[part.name][state]
    for act in ARRIVE[state]:
        act(visitor)
    visitor.dock.do(part.kill)
    for act in cell.dead:
        act(visitor)
    visitor.dock.do(part.mend)
    for act in cell.back:
        act(visitor)
