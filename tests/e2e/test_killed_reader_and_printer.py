"""Every state × {pcscd, printer} killed, on the packaged application: the sentence on the screen, and the way back."""

from __future__ import annotations

import pytest
from killed import ARRIVE, PCSCD, PRINTER, Part, die_and_come_back

from dock.player.visitor import Visitor


@pytest.mark.parametrize("part", [PCSCD, PRINTER], ids=lambda part: part.name)
@pytest.mark.parametrize("state", ARRIVE)
def test_a_part_dies_and_comes_back(mended_visitor: Visitor, state: str, part: Part) -> None:
    die_and_come_back(mended_visitor, state, part)
