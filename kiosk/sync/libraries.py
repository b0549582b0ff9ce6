"""The libraries that the threads of sync need, loaded by one of them while the others wait.

They take longer than the first picture, so nothing imports them before it. And two threads that import one library at
the same time can each find it half made: where modules import each other, CPython's import locks give way.
"""

from __future__ import annotations

from importlib import import_module
from threading import Lock
from typing import Final

_MODULES: Final = (
    "pydantic",
    "sqlite_utils",
    "kiosk.sync.asking",
    "kiosk.sync.consulting",
    "kiosk.sync.delivery_decoding",
    "kiosk.sync.sealing",
    "kiosk.sync.signing",
    "kiosk.sync.transport",
)
_LOCK: Final = Lock()


def load() -> None:
    """Returns once they are there: what a thread that may import one of them does first."""
    with _LOCK:
        for module in _MODULES:
            import_module(module)
