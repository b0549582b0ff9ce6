"""A file system of one's own over one that others share."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Overlay:
    """What is written goes into ``directory`` and survives a power cut; the base is never touched.

    Args:
        base: the root file system beneath.
        directory: an existing directory on a real file system (not an overlay).

    Attributes:
        root: the joined file system, while mounted.
    """

    def __init__(self, base: Path, directory: Path) -> None:
        self._base = base.resolve()
        self._directory = directory.resolve()
        self.root = self._directory / "root"

    def mount(self) -> None:
        """Join both.

        Raises:
            subprocess.CalledProcessError: not root, or no overlay file system here.
        """
        for name in ("root", "upper", "work"):
            (self._directory / name).mkdir(exist_ok=True)
        places = f"lowerdir={self._base},upperdir={self._directory / 'upper'},workdir={self._directory / 'work'}"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", places, str(self.root)], check=True)

    def unmount(self) -> None:
        """Part them; lazily, for a process that was killed may still be on its way out."""
        subprocess.run(["umount", "--lazy", str(self.root)], check=True)
