"""A box that is a terminal: the kiosk's package in it, settings, a reader, and an identity."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from tools.box.box import Box
from tools.box.journal import await_line, event
from tools.box.outside import Outside

DROPIN: Final = Path(__file__).with_name("dropin") / "box.conf"
DROPIN_INSIDE: Final = "/etc/systemd/system/kiosk.service.d/box.conf"
UNIT: Final = "kiosk.service"
SETTINGS: Final = "/etc/kiosk/kiosk.toml"
_ROOT: Final = Path(__file__).parents[2]
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
    """The terminal in a box that has booted.

    Args:
        box: running.
        outside: what it is joined to.
    """

    def __init__(self, box: Box, outside: Outside) -> None:
        self.box = box
        self.outside = outside

    def install(self, packages: Sequence[Path]) -> None:
        """Install packages as a technician does, with what a box needs beside them.

        Args:
            packages: ``.deb`` files; what they depend on is there already (``packages.txt``).

        Raises:
            BoxError: dpkg refuses.
        """
        self.box.put(DROPIN, DROPIN_INSIDE)
        self.box.put(_READER, "/etc/reader.conf.d/lecteur-vitale")
        for package in packages:
            self.box.put(package, f"/root/{package.name}")
        self.box.run("dpkg", "--install", *(f"/root/{package.name}" for package in packages))

    def configure(self) -> None:
        """Give it the settings that lead to the caisse and the printer outside."""
        caisse = self.outside.caisse
        self.box.put(caisse.ca_file, "/etc/kiosk/caisse-ca.pem")
        self.box.put(caisse.root_file, "/etc/kiosk/caisse-root.pub.pem")
        text = (self.box.root / SETTINGS.lstrip("/")).read_text("utf-8")
        for key, value in {"url": caisse.url, "production": False}.items():
            text, found = re.subn(rf"^{key} = [^#\n]*", f"{key} = {json.dumps(value)} ", text, flags=re.MULTILINE)
            if found != 1:
                raise ValueError(f"{SETTINGS}: {key}")
        text += f'\n[printer]\ntransport = "network"\naddress = "127.0.0.1:{self.outside.printer.port}"\n'
        self.box.write(SETTINGS, text)

    def enrol(self, name: str) -> None:
        """Make it known to the caisse, as the installation's last step.

        Args:
            name: not known to the caisse yet, or expected again.
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

    def application(self) -> int:
        """The application's process, below cage, as the box numbers it."""
        found = self.box.run("pgrep", "--uid", "kiosk", "--full", "kiosk run").stdout.split()
        cage = self.box.show(UNIT, "MainPID")
        return int(next(pid for pid in reversed(found) if pid != cage))

    def await_welcome(self, since: float) -> float:
        """Wait until a picture is drawn and systemd knows the terminal ready; gives when both had come.

        Args:
            since: seconds since the epoch.

        Raises:
            BoxError: it does not come up.
        """
        drawn = await_line(self.box, UNIT, event("app.first_frame"), since)
        ready = await_line(self.box, UNIT, lambda line: line.startswith(f"Started {UNIT}"), since)
        return max(drawn, ready)
