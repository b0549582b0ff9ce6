"""How a modem writes: the same replies, and two manners (ITU-T V.250 §5.7.1, §6.2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Dialect:
    """A manner.

    Attributes:
        name: as the dock's command has it.
        echo: whether it repeats what it hears until told not to.
        before: what comes before each line.
        chatter: unsolicited lines that it mixes into its replies.
    """

    name: str
    echo: bool
    before: str
    chatter: tuple[str, ...]


TERSE = Dialect("terse", echo=False, before="", chatter=())
VERBOSE = Dialect(
    "verbose", echo=True, before="\r\n", chatter=("^RSSI:17", "+CIEV: 5,1", "RING", "^BOOT:25869714,0,0,0,75")
)
DIALECTS = {dialect.name: dialect for dialect in (TERSE, VERBOSE)}


class Speech:
    """Gives lines their ends, and the chatter its turns."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._chatter = cycle(dialect.chatter) if dialect.chatter else None

    def line(self, text: str) -> bytes:
        """A line of a reply."""
        aside = f"\r\n{next(self._chatter)}\r\n" if self._chatter else ""
        return f"{aside}{self._dialect.before}{text}\r\n".encode("ascii")

    def unsolicited(self, *lines: str) -> bytes:
        """Lines that belong together and answer nothing."""
        joined = "\r\n".join(lines)
        return f"{self._dialect.before}{joined}\r\n".encode("ascii")

    def prompt(self) -> bytes:
        """TS 27.005 §4.3: CR, LF, « greater than », space."""
        return b"\r\n> "
