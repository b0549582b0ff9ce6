"""The terminal under supervision: systemd is told, and ``health.json`` is written, from Qt's loop alone."""

from __future__ import annotations

from kiosk.supervision.health import Condition, HealthFile
from kiosk.supervision.notify import Notifier

_WORDS = {
    Condition(ok=True, visit=False): "En service",
    Condition(ok=True, visit=True): "En service, une visite est ouverte",
    Condition(ok=False, visit=False): "Hors service",
    Condition(ok=False, visit=True): "Hors service",
}


class Watch:
    """Tells those who watch over the terminal how it is.

    Args:
        notifier: of this process.
        health: of this terminal.
        version: of the application, for ``systemctl status``.
        condition: of the terminal now.
    """

    def __init__(self, notifier: Notifier, health: HealthFile, version: str, condition: Condition) -> None:
        self._notifier = notifier
        self._health = health
        self._version = version
        self._condition = condition

    def ready(self) -> None:
        """The first picture is on the screen and the parts run."""
        self._tell()
        self._notifier.ready()
        self.beat()

    def drawn(self, condition: Condition) -> None:
        """The screen shows something: what it says of the terminal is told if it is new."""
        if condition != self._condition:
            self._condition = condition
            self._tell()

    def beat(self) -> None:
        """The loop turns: the watchdog is pinged and the file's age is nought again."""
        self._notifier.ping()
        self._health.write(self._condition)

    def stopping(self) -> None:
        """The application was told to stop."""
        self._notifier.stopping()

    def _tell(self) -> None:
        self._notifier.status(f"{_WORDS[self._condition]} (version {self._version})")
        self._health.write(self._condition)
