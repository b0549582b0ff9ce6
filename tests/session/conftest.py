"""The session's tests begin with a terminal whose parts all work."""

from __future__ import annotations

import pytest
from session_walk import Walk, working_terminal


@pytest.fixture
def walk() -> Walk:
    """Nobody in front of the terminal."""
    return working_terminal()
