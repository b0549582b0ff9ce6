"""A terminal for a table of visits, whole again after each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stood import make_whole_again, visitor_at_a_terminal

from dock.player.visitor import Visitor


@pytest.fixture(scope="module")
def quick_terminal() -> Iterator[Visitor]:
    """Somebody in front of a terminal that passes its parting words quickly, for a whole file."""
    with visitor_at_a_terminal() as visitor:
        yield visitor


@pytest.fixture
def mended_visitor(quick_terminal: Visitor) -> Iterator[Visitor]:
    """The same, for one test: whatever it broke is mended afterwards."""
    yield quick_terminal
    make_whole_again(quick_terminal)
