"""The subscribers' telephones: what reached them, parts put together."""

from __future__ import annotations

from dataclasses import dataclass

from dock.modem.judge import Submitted


@dataclass(frozen=True)
class Message:
    """A message as its reader sees it."""

    number: str
    text: str
    parts: int


class Inbox:
    """Every telephone, one list."""

    def __init__(self) -> None:
        self._read: list[Message] = []
        self._pieces: dict[tuple[str, int, int], dict[int, str]] = {}

    def take(self, part: Submitted) -> None:
        """A message or a part arrives; a message is there once all its parts are."""
        if part.joint is None:
            self._read.append(Message(part.number, part.text, 1))
            return
        key = (part.number, part.joint.reference, part.joint.parts)
        pieces = self._pieces.setdefault(key, {})
        pieces[part.joint.number] = part.text
        if len(pieces) == part.joint.parts:
            del self._pieces[key]
            text = "".join(pieces[number] for number in sorted(pieces))
            self._read.append(Message(part.number, text, part.joint.parts))

    def messages(self) -> tuple[Message, ...]:
        """Those that are whole, in the order of their last part."""
        return tuple(self._read)
