"""What must hold whatever is done to a terminal, looked at from outside."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dock.cabinet import Cabinet
from dock.cast import Cast
from dock.processes import Child

_JOURNAL = Path(__file__).parents[2] / "docs" / "journal.md"
_LINE = re.compile(r"<[0-7]>(\{.*\})")
_FAULTS = frozenset({"app.fault", "qt.message", "app.already_running", "app.stopped", "courier.conflict"})
"""Declared, and never to be seen while nothing but the world around goes wrong."""
_WINDOW = re.compile(r"^\s+(0x[0-9a-f]+) (?:\"(.*)\"|\(has no name\)): .*?(\d+)x(\d+)\+(-?\d+)\+(-?\d+)", re.MULTILINE)
_HELPERS = 8
"""Qt has small windows of its own, for the clipboard and for input: never larger than so many pixels."""
STREET = "Zwingli"
"""Part of every address that is declared."""


class BrokenError(Exception):
    """Something does not hold that must; the message says what, without a word of anybody's."""


@cache
def _declared() -> Mapping[str, frozenset[str]]:
    """The terminal's events and their fields, as docs/journal.md declares them."""
    page = _JOURNAL.read_text("utf-8").partition("## Terminal")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z_.]+)` \| \w+ \| .* \|([^|]*)\|$", page, re.MULTILINE)
    return {name: frozenset(re.findall(r"`(\w+)`", told)) for name, told in rows}


@dataclass
class Watch:
    """Watches one run of one terminal.

    Args:
        child: the terminal's process.
        display: its X display.
        cabinet: its screen.
        cast: nothing of theirs is ever written down.

    Attributes:
        seen: what the journal said so far, in order.
        rss_kb: the process's weight, by events done.
    """

    child: Child
    display: str
    cabinet: Cabinet
    cast: Cast
    seen: list[Mapping[str, object]] = field(default_factory=list)
    rss_kb: list[tuple[int, float]] = field(default_factory=list)
    _read: int = 0

    def process(self, done: int) -> None:
        """It runs, and its weight is noted.

        Raises:
            BrokenError: it has ended.
        """
        if self.child.exit_status is not None:
            raise BrokenError(f"the process ended with status {self.child.exit_status}")
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        self.rss_kb.append((done, float(found[1]) if found else 0.0))

    def windows(self) -> None:
        """Of everything on the display, one window can be seen, and it is all of the screen.

        Raises:
            BrokenError: there is another, or none, or it is smaller.
        """
        command = ["xwininfo", "-display", self.display, "-root", "-children"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout
        sizes = [tuple(map(int, found[2:])) for found in _WINDOW.findall(listed)]
        large = [size for size in sizes if max(size[:2]) > _HELPERS]
        if large != [(self.cabinet.width_px, self.cabinet.height_px, 0, 0)]:
            raise BrokenError(f"windows on the screen: {large}")

    def journal(self) -> None:
        """Every line is a declared event with its declared fields, and none is a fault.

        Raises:
            BrokenError: another line, or a fault.
        """
        with self.child.log.open("rb") as log:
            log.seek(self._read)
            written = log.read()
        whole = written[: written.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.decode("utf-8", "replace").splitlines():
            found = _LINE.fullmatch(line)
            if found is None:
                raise BrokenError(f"a line outside the journal, of {len(line)} signs")
            event = json.loads(found[1])
            self.seen.append(event)
            name = str(event["event"])
            if name not in _declared():
                raise BrokenError(f"an event that is not declared: {name}")
            if set(event) - {"at", "event"} != _declared()[name]:
                raise BrokenError(f"{name} has other fields: {sorted(event)}")
            if name in _FAULTS:
                raise BrokenError(f"{name}: {event}")

    def names_in_logs(self, *logs: Path) -> None:
        """Nobody's name, number, password, mobile or address is in any log.

        Raises:
            BrokenError: one is; the message says whose and where.
        """
        for log in (self.child.log, *logs):
            text = log.read_text("utf-8", "replace")
            for key, what, word in self._words():
                if word in text:
                    raise BrokenError(f"{log.name} holds the {what} of {key}")

    def _words(self) -> Iterator[tuple[str, str, str]]:
        for key, person in self.cast.people.items():
            words = {"name": person.insured.family_name, "password": person.password, "mobile": person.mobile}
            words |= {"NIR": person.nir.body, "street": STREET}
            yield from ((key, what, word) for what, word in words.items() if word)
