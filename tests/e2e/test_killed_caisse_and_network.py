"""Every state × {caisse, network} killed, on the packaged application: the sentence on the screen, and the way back."""

from __future__ import annotations

import pytest
from killed import ARRIVE, CAISSE, NETWORK, PARTS, Part, die_and_come_back, shows
from tables import name_of, table

from dock.player.visitor import Visitor

CELLS = [cell for cell in table(tuple(ARRIVE), PARTS, shows) if cell.values[1] in {CAISSE, NETWORK}]


@pytest.mark.parametrize(("state", "part"), CELLS, ids=name_of)
def test_a_part_dies_and_comes_back(mended_visitor: Visitor, state: str, part: Part) -> None:
    die_and_come_back(mended_visitor, state, part)
