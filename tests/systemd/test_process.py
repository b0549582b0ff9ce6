"""A process whose memory nobody reads."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import ctypes, resource
from kiosk.supervision.process import keep_memory_private
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
keep_memory_private()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_neither_a_core_nor_another_process_shows_it() -> None:
    """3 is PR_GET_DUMPABLE; a process of its own, as neither can be taken back."""
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["1", "0", "0", "0"]
