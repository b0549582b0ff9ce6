"""Terminals that start where the installation ends: as a layer that many boxes lie over."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def started(layers: Sequence[Path], directory: Path, outside: Outside, name: str) -> Iterator[Terminal]:
    """A terminal of its own on such layers, enrolled, on the welcome screen, with everything outside to itself.

    Args:
        layers: of ``installed``.
        directory: an existing directory for what it writes.
        outside: the same that it was installed with.
        name: under which the caisse gets to know it.
    """
    with Box(layers, directory) as box:
        began = time.time()
        box.boot()
        outside.join(box)
        terminal = Terminal(box, outside)
        terminal.await_welcome(began)
        terminal.enrol(name)
        terminal.await_sealed()
        try:
            yield terminal
        finally:
            outside.slot.close()
            outside.leave()
