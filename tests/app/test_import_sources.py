"""What PySide reads of every imported module is not kept for the life of the terminal."""

from __future__ import annotations

import subprocess
import sys

KEPT = """
import linecache
{before}
import kiosk.app, kiosk.work, escpos.printer
print(len(linecache.cache))
"""
FORGETTING = "from kiosk.import_sources import keep_no_sources; keep_no_sources()"


def kept(before: str) -> int:
    """Files whose text is kept once the terminal's modules are imported, in a Python of its own."""
    code = KEPT.format(before=before)
    told = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return int(told.stdout)


def test_the_sources_of_the_last_few_are_kept_at_most() -> None:
    assert kept(FORGETTING) < 10


def test_hundreds_would_be_kept() -> None:
    """What the test above relies on."""
    assert kept("") > 100
