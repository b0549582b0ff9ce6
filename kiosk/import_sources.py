"""The source text of what is imported, which is read and kept for nothing.

PySide reads the source of every module that is imported after it, to look for its own name. Python's ``linecache``
keeps what was read, for tracebacks: twenty megabytes of lines by the first document, which nobody reads.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from typing_extensions import override


class _Forgetful(MetaPathFinder):
    """Finds nothing. Asked before each import, it forgets the sources read until then: their room is used again."""

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        linecache.clearcache()
        return None


def keep_no_sources() -> None:
    """From now on an import forgets the sources of those before it; a traceback reads again what it shows.

    Called before PySide is imported: what has been kept among other objects leaves holes when it goes.
    """
    sys.meta_path.insert(0, _Forgetful())
