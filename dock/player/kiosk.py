"""The packaged ``kiosk`` command as a process of its own, enrolled at the dock's caisse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dock.answers import Standing
from dock.cabinet import KEYBOARDS, Cabinet
from dock.processes import Child

COMMAND = (str(Path(sys.executable).with_name("kiosk")),)
"""The packaged program."""
_ENROL_TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Pace:
    """How fast a terminal is told to go; the defaults are the product's own.

    Attributes:
        probe_s: seconds of silence after which the link is looked at.
        visit: seconds of the visit's timings (``config/kiosk.toml``) that differ from the usual ones.
    """

    probe_s: float = 15.0
    visit: Mapping[str, float] = field(default_factory=dict)


class KioskError(Exception):
    """The kiosk command refused; the message holds what it wrote."""


def write_settings(path: Path, cabinet: Cabinet, standing: Standing, state: Path, pace: Pace) -> None:
    """Write the TOML files that join the terminal to the dock's reader, printer and caisse.

    Args:
        path: the settings' file; the cabinet's model goes into ``models`` beside it.
        cabinet: what the terminal looks like.
        standing: of the dock.
        state: an existing directory that keeps the terminal's identity.
        pace: of the terminal.
    """
    cabinet.write_model(path.parent / "models")
    tables: dict[str, Mapping[str, str | float]] = {
        "cabinet": {"model": cabinet.name, "models": "models", "keyboards": str(KEYBOARDS)},
        "printer": {"transport": "network", "address": standing.printer_tcp},
        "card": {"reader": standing.reader},
        "modem": {"device": standing.modem, "speed": 115200},
        "terminal": {"production": False},
        "caisse": {
            "url": standing.caisse_url,
            "ca": standing.caisse_ca,
            "root": standing.caisse_root,
            "probe": pace.probe_s,
        },
        # Alone, a terminal has nobody to wait for.
        "outbox": {"spread": 1},
        "state": {"directory": str(state)},
        "runtime": {"directory": str(state / "run")},
        "visit": pace.visit,
    }
    lines = []
    for table, values in tables.items():
        # A JSON string is a TOML basic string, and a JSON number a TOML number.
        lines += [f"[{table}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def enrol(settings: Path, standing: Standing, environment: Mapping[str, str]) -> None:
    """Make the terminal known to the caisse, once in the life of its state directory.

    Raises:
        KioskError: it is refused.
    """
    command = [*COMMAND, "enrol", "--config", str(settings)]
    command += ["--caisse", standing.caisse_url, "--token", standing.enrolment_token]
    ended = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, timeout=_ENROL_TIMEOUT_S, check=False
    )
    if ended.returncode != 0:
        raise KioskError(f"kiosk enrol: {ended.stderr.strip()}")


def start(settings: Path, environment: Mapping[str, str], log: Path) -> Child:
    """Start the terminal's program; it is up when its first screen is seen."""
    return Child([*COMMAND, "run", "--config", str(settings)], log, environment)
