"""A terminal as its installation leaves it, as a layer that many boxes lie over."""

from __future__ import annotations

from pathlib import Path

from tools.box.box import Box
from tools.box.outside import Outside
from tools.box.rootfs import rootfs
from tools.box.terminal import Terminal


def installed(package: Path, outside: Outside, directory: Path) -> tuple[Path, ...]:
    """Install the kiosk on a Debian that runs, then shut it down.

    Args:
        package: ``kiosk_*.deb``.
        outside: where its settings lead; it is not enrolled yet.
        directory: an existing directory that keeps the layer.

    Returns:
        The layers for ``Box``.
    """
    base = rootfs()
    with Box((base,), directory) as box:
        box.boot()
        Terminal(box, outside).install(package)
        box.shutdown()
    return box.written, base
