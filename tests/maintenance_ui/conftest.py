from __future__ import annotations

import pytest
from session_walk import Walk, working_terminal


@pytest.fixture
def walk() -> Walk:
    return working_terminal()
