"""A file system of one's own over those that others share."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


class Overlay:
    """What is written goes into a layer of its own and survives a power cut; the layers beneath are never touched.

    Args:
        layers: the file systems beneath, the topmost first; while this one is mounted nobody may write to them.
        directory: an existing directory on a real file system (not an overlay).

    Attributes:
        root: the joined file system, while mounted.
    """

    def __init__(self, layers: Sequence[Path], directory: Path) -> None:
        self._lower = ":".join(str(layer.resolve()) for layer in layers)
        self._directory = directory.resolve()
        self.root = self._directory / "root"

    @property
    def written(self) -> Path:
        """What was written, as a layer for others once this one is unmounted."""
        return self._directory / "upper"

    def mount(self) -> None:
        """Join both.

        Raises:
            subprocess.CalledProcessError: not root, or no overlay file system here.
        """
        for name in ("root", "upper", "work"):
            (self._directory / name).mkdir(exist_ok=True)
        places = f"lowerdir={self._lower},upperdir={self.written},workdir={self._directory / 'work'}"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", places, str(self.root)], check=True)

    def unmount(self) -> None:
        """Part them; lazily, for a process that was killed may still be on its way out."""
        subprocess.run(["umount", "--lazy", str(self.root)], check=True)
