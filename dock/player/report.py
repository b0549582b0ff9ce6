"""The report of a run, as ``report.json`` holds it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How a step went: ``ms`` from its first act to the last thing expected; ``error`` is empty when ``ok``."""

    name: str
    ok: bool
    ms: int
    error: str = ""


@dataclass
class Report:
    """What is told about a run, in the order in which it happened.

    Attributes:
        figures: names and numbers that are worth following from run to run.
    """

    steps: list[Outcome] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True when there were steps and every one held."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    def write(self, path: Path) -> None:
        """Write the JSON file; a step that held carries no ``error``."""
        steps = [{key: value for key, value in asdict(step).items() if value != ""} for step in self.steps]
        document = {"ok": self.ok, "steps": steps, "figures": self.figures}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
