"""Ending the application, and asking systemd for more than that."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Final

REBOOT: Final = "reboot"
"""In the runtime directory: ``kiosk-reboot.path`` acts as soon as it is there."""


def end_application() -> None:
    """End this process as ``systemctl stop`` would, from any thread; ``Restart=always`` brings it back."""
    signal.raise_signal(signal.SIGTERM)


def ask_for_reboot(runtime: Path) -> None:
    """Ask systemd, who alone may, to restart the machine.

    Args:
        runtime: ``[runtime] directory``.

    Raises:
        OSError: nothing can be written there.
    """
    (runtime / REBOOT).touch(mode=0o600)
