"""What the kernel is told of the process: its memory holds what the person in front of it has just shown."""

from __future__ import annotations

import ctypes
import os
import resource
from typing import Final

_PR_SET_DUMPABLE: Final = 4
"""prctl(2), linux/prctl.h."""


def keep_memory_private() -> None:
    """No core of this process is ever written, and no other process of the same user reads its memory.

    The limit alone is not enough: a core_pattern that pipes cores to a program does not ask for it.

    Raises:
        OSError: the kernel refuses.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault))
