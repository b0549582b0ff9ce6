"""What a test of the virtual terminal has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dock.printer.simulator import PrinterSimulator
from tools.vm.machine import Machine


@dataclass(frozen=True)
class Stand:
    """The machine, what is at its serial line, and where its pictures go."""

    machine: Machine
    printer: PrinterSimulator
    pictures: Path
