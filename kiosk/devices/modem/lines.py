"""What a modem writes, cut into lines and prompts (ITU-T V.250 §5.7.1, 3GPP TS 27.005 §4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 1024
"""A status report has some 350 signs; what is longer is no modem's line."""
_PROMPT: Final = b"> "


@dataclass(frozen=True, repr=False)
class Line:
    """A line without its end, never empty."""

    text: str


@dataclass(frozen=True)
class Prompt:
    """The modem waits for a PDU."""


Said = Line | Prompt


class LineReader:
    """Takes bytes as they come, in pieces of any size."""

    def __init__(self) -> None:
        self._begun = b""

    def feed(self, data: bytes) -> list[Said]:
        """What is complete with these bytes, in order.

        Whatever is not ASCII is kept as a substitute sign: it makes a line that means nothing, not an error.
        """
        said: list[Said] = []
        for byte in data:
            if byte in b"\r\n":
                self._end(said)
                continue
            self._begun = (self._begun + bytes((byte,)))[-_LONGEST:]
            if self._begun == _PROMPT:
                self._begun = b""
                said.append(Prompt())
        return said

    def _end(self, said: list[Said]) -> None:
        text = self._begun.decode("ascii", "replace").strip()
        self._begun = b""
        if text:
            said.append(Line(text))
