"""Every state of a declaration and of a consultation × every part killed, on the packaged application."""

from __future__ import annotations

import pytest
from killed import NETWORK, Part
from killed_declarations import STATES, die_and_come_back
from killed_forms import PARTS
from tables import name_of

from dock.player.visitor import Visitor

ALWAYS = {("reviewing", NETWORK), ("consulting", NETWORK)}
"""Where a declaration and a consultation differ most. The session's own tables play every cell at every run."""
CELLS = [
    pytest.param(state, part, marks=() if (state, part) in ALWAYS else pytest.mark.soak)
    for state in STATES
    for part in PARTS
]


@pytest.mark.parametrize(("state", "part"), CELLS, ids=name_of)
def test_a_part_dies_and_comes_back(mended_visitor: Visitor, state: str, part: Part) -> None:
    die_and_come_back(mended_visitor, state, part)
