"""A private D-Bus session with the accessibility bus on it, as a desktop would offer to a screen reader."""

from __future__ import annotations

import os
from pathlib import Path

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from dock.processes import Child

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_BUS = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
_TIMEOUT_S = 20.0


class AccessibilityBus:
    """Starts at once; ``stop`` ends it.

    It must be there before the application: Qt looks for it only when it starts.

    Args:
        directory: an existing directory for the logs.

    Attributes:
        session: address of the session bus.
        address: address of the accessibility bus.
        environment: what an application needs in its environment to be seen.
    """

    def __init__(self, directory: Path) -> None:
        ready, tell = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={tell}"]
        private = os.environ | {"XDG_RUNTIME_DIR": str(directory)}
        self._session = Child(command, directory / "dbus.log", private, pass_fds=[tell])
        os.close(tell)
        with os.fdopen(ready, "rb") as answer:
            self.session = answer.readline().strip().decode()
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
        with open_dbus_connection(self.session) as connection:
            reply = connection.send_and_get_reply(new_method_call(_BUS, "GetAddress"), timeout=_TIMEOUT_S)
        self.address: str = reply.body[0]

    def stop(self) -> None:
        """End both buses."""
        self._launcher.stop()
        self._session.stop()
