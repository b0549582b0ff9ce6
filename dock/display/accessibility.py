"""A private D-Bus session with the accessibility bus on it, as a desktop would offer to a screen reader."""

from __future__ import annotations

import os
from pathlib import Path

from dock.dbus import Bus
from dock.processes import Child

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"


class AccessibilityError(Exception):
    """The accessibility bus did not start; the message names its log."""


class AccessibilityBus:
    """Starts at once; ``stop`` ends it.

    It must be there before the application: Qt looks for it only when it starts.

    Args:
        directory: an existing directory for the logs and the sockets; its path is short (a unix socket's is).

    Raises:
        AccessibilityError: its launcher refuses.

    Attributes:
        session: address of the session bus.
        address: address of the accessibility bus.
        environment: what an application needs in its environment to be seen.
    """

    def __init__(self, directory: Path) -> None:
        ready, tell = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={tell}"]
        command += [f"--address=unix:path={directory / 'session.bus'}"]
        private = os.environ | {"XDG_RUNTIME_DIR": str(directory)}
        self._session = Child(command, directory / "dbus.log", private, pass_fds=[tell])
        os.close(tell)
        with os.fdopen(ready, "rb") as told:
            self.session = told.readline().strip().decode()
        self._launcher = Child(
            [_LAUNCHER, "--launch-immediately"],
            directory / "at-spi.log",
            private | {"DBUS_SESSION_BUS_ADDRESS": self.session},
        )
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": self.session,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(directory),
        }
        bus = Bus(self.session)
        answer = bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        bus.close()
        if answer is None:
            self.stop()
            raise AccessibilityError(f"no accessibility bus: see {self._launcher.log}")
        self.address: str = answer[0]

    def stop(self) -> None:
        """End both buses."""
        self._launcher.stop()
        self._session.stop()
