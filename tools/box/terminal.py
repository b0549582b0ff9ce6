"""A box that is a terminal: the kiosk's package in it, settings, a reader, and an identity."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from tools.box.box import Box, BoxError
from tools.box.journal import await_line, event
from tools.box.outside import Outside

DROPIN: Final = Path(__file__).with_name("dropin") / "box.conf"
DROPIN_INSIDE: Final = "/etc/systemd/system/kiosk.service.d/box.conf"
UNIT: Final = "kiosk.service"
SETTINGS: Final = "/etc/kiosk/kiosk.toml"
_ROOT: Final = Path(__file__).parents[2]
_LOOK_S: Final = 0.1
_SEALED_S: Final = 60.0
_READER: Final = _ROOT / "config" / "pcscd" / "lecteur-vitale"


@dataclass(frozen=True)
class Health:
    """What ``/run/kiosk/health.json`` says (docs/contracts.md, « Supervision »)."""

    ok: bool
    version: str
    visit: bool
    since: str


_HEALTH: Final = TypeAdapter(Health)


class Terminal:
    """The terminal in a box that runs.

    Args:
        box: running.
        outside: what it is joined to.
    """

    def __init__(self, box: Box, outside: Outside) -> None:
        self.box = box
        self.outside = outside

    def install(self, package: Path) -> None:
        """Install the kiosk's package as a technician does, with what a box needs beside it, and its settings.

        Args:
            package: a ``.deb`` file; what it depends on is there already (``packages.txt``).

        Raises:
            BoxError: dpkg refuses.
        """
        self.box.put(DROPIN, DROPIN_INSIDE)
        # In the place of the driver's own: both would want the same port.
        self.box.put(_READER, "/etc/reader.conf.d/vpcd")
        self.box.put(package, f"/root/{package.name}")
        self.box.run("dpkg", "--install", f"/root/{package.name}")
        self._configure()

    def _configure(self) -> None:
        caisse = self.outside.caisse
        self.box.put(caisse.ca_file, "/etc/kiosk/caisse-ca.pem")
        self.box.put(caisse.root_file, "/etc/kiosk/caisse-root.pub.pem")
        text = (self.box.root / SETTINGS.lstrip("/")).read_text("utf-8")
        # Alone, a terminal has nobody to wait for.
        own = {"url": caisse.url, "addresses": ["127.0.0.1"], "production": False, "spread": 1, "probe": 1}
        for key, value in own.items():
            text, found = re.subn(rf"^{key} = [^#\n]*", f"{key} = {json.dumps(value)} ", text, flags=re.MULTILINE)
            if found != 1:
                raise ValueError(f"{SETTINGS}: {key}")
        text += f'\n[printer]\ntransport = "network"\naddress = "127.0.0.1:{self.outside.printer.port}"\n'
        self.box.write(SETTINGS, text)

    def enrol(self, name: str) -> None:
        """Make it known to the caisse, as the installation's last step.

        Args:
            name: of the terminal, new to the caisse.
        """
        caisse = self.outside.caisse
        token = caisse.add_terminal(name)
        self.box.run("runuser", "-u", "kiosk", "--", "kiosk", "enrol", "--caisse", caisse.url, "--token", token)

    def health(self) -> Health:
        """What it says of itself now.

        Raises:
            FileNotFoundError: it says nothing.
        """
        return _HEALTH.validate_json(self.box.read("/run/kiosk/health.json"))

    def await_health(self, wanted: Callable[[Health], bool], timeout_s: float = 60.0) -> Health:
        """Wait until it says so of itself.

        Args:
            wanted: whether this is it.
            timeout_s: how long to wait.

        Raises:
            BoxError: it does not; the message ends with what it says.
        """
        end = time.monotonic() + timeout_s
        while not wanted(health := self.health()):
            if time.monotonic() > end:
                raise BoxError(f"{health} after {timeout_s:g} s")
            time.sleep(_LOOK_S)
        return health

    def await_sealed(self) -> None:
        """Wait until systemd has sealed a new identity and the application has been started with it.

        Raises:
            BoxError: that does not happen.
        """
        await_line(self.box, "kiosk-identity.service", lambda line: line.startswith("Finished "), 0)
        sealed = float(self.box.show("kiosk-identity.service", "ExecMainStartTimestampMonotonic"))
        end = time.monotonic() + _SEALED_S
        while float(self.box.show(UNIT, "ActiveEnterTimestampMonotonic")) < sealed:
            if time.monotonic() > end:
                raise BoxError(self.box.journal("-n", "50"))
            time.sleep(_LOOK_S)

    def application(self) -> str:
        """The number of the application's process, below cage, inside the box."""
        return self.box.run("pgrep", "--parent", self.box.show(UNIT, "MainPID"), "--full", "kiosk run").stdout.strip()

    def await_welcome(self, since: float) -> float:
        """Wait until the terminal is ready for people; gives since when it is.

        Args:
            since: seconds since the epoch: what was drawn or said before does not count.

        Raises:
            BoxError: it does not come up.
        """
        drawn = await_line(self.box, UNIT, event("app.first_frame"), since)
        ready = await_line(self.box, UNIT, lambda line: line.startswith(f"Started {UNIT}"), since)
        return max(drawn, ready)
