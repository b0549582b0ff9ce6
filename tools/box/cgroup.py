"""A control group for each box: nspawn makes two more inside its caller's, and two boxes in one would collide."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

# A host of version 2 only, then the two hierarchies of a hybrid one.
_UNIFIED: Final = Path("/sys/fs/cgroup")
_HYBRID: Final = (_UNIFIED / "unified", _UNIFIED / "systemd")


class ControlGroup:
    """One group in every hierarchy that systemd uses on this host.

    Args:
        name: of the group, a single part of a path.

    Raises:
        OSError: groups cannot be made here: not root, or the hierarchy is read-only.
    """

    def __init__(self, name: str) -> None:
        tops = (_UNIFIED,) if (_UNIFIED / "cgroup.controllers").exists() else _HYBRID
        self._groups = tuple(top / name for top in tops)
        for group in self._groups:
            group.mkdir(exist_ok=True)

    def entering(self, command: list[str]) -> list[str]:
        """The same command, as a process of this group from its first instruction on."""
        join = "".join(f'echo $$ >"{group}/cgroup.procs"; ' for group in self._groups)
        return ["/bin/sh", "-ec", f'{join}exec "$@"', "enter", *command]

    def remove(self) -> None:
        """Give it back, with the groups that were made in it; processes must be gone."""
        for group in self._groups:
            inner = sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True)
            for path in (*inner, group):
                # The kernel keeps a group for the moment in which its last process ends.
                with suppress(OSError):
                    path.rmdir()
