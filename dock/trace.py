"""Notes what a card is asked, for whoever wants to ask the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from dock.card.chip import Chip, Fate


@dataclass
class TracedChip:
    """A chip that remembers the commands it was sent since it was put in.

    Attributes:
        commands: in order.
    """

    chip: Chip
    commands: list[bytes] = field(default_factory=list)

    @property
    def atr(self) -> bytes:
        """The chip's own."""
        return self.chip.atr

    def power(self) -> None:
        """The chip forgets; the notes stay."""
        self.chip.power()

    def respond(self, command: bytes) -> bytes | Fate:
        """The chip's own answer."""
        self.commands.append(command)
        return self.chip.respond(command)
