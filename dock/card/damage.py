"""What can be wrong with an inserted card, named by a short text in the dock's commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dock.card.chip import Chip, Fate, Short, VitaleChip
from dock.card.image import IDENTITY, MF, NIR, VITALE, VitaleCardImage

MUTE_ATR = bytes(40)
"""Longer than an ATR may be: the slot says present, power-up fails (facts/carte-vitale.md §2.3)."""


class Damage(StrEnum):
    """Damages; those of the first group take a count: ``pulled:3`` after three answers, ``pulled`` before any."""

    PULLED = "pulled"
    """The card leaves the reader."""
    HANGS = "hangs"
    """It never answers again until it is taken out."""
    HICCUP = "hiccup"
    """One answer is cut to a byte, the next ones are good."""
    TRUNCATED = "truncated"
    """Every answer from there on is cut to a byte."""

    MUTE = "mute"
    """Wrong way round, or a dirty chip: power-up fails."""
    DIRECT = "direct"
    """No ``61xx`` and no ``6Cxx``: answers come at once, short ones as they are."""
    WARNS = "warns"
    """A READ BINARY past the end answers what there is with 6282."""
    GARBLED = "garbled"
    """The identity file ends in the middle of an element."""
    WRONG_KEY = "wrong-key"
    """The insured person's NIR has a wrong key."""
    PADDED = "padded"
    """Zeros follow the data of both files."""


_COUNTED = frozenset({Damage.PULLED, Damage.HANGS, Damage.HICCUP, Damage.TRUNCATED})


@dataclass
class FaultyChip:
    """A chip that goes wrong after a number of answers; the count runs from its insertion.

    Args:
        fault: one of the counted damages.
        after: good answers before it.
    """

    chip: Chip
    fault: Damage
    after: int
    answers: int = 0

    @property
    def atr(self) -> bytes:
        """The chip's own."""
        return self.chip.atr

    def power(self) -> None:
        """The chip forgets; the fault does not."""
        self.chip.power()

    def respond(self, command: bytes) -> bytes | Fate:
        """The chip's own answer, or the fault."""
        answer = self.chip.respond(command)
        self.answers += 1
        if self.answers <= self.after or isinstance(answer, Fate):
            return answer
        match self.fault:
            case Damage.PULLED:
                return Fate.GONE
            case Damage.HANGS:
                return Fate.SILENT
            case Damage.HICCUP if self.answers > self.after + 1:
                return answer
            case _:
                return answer[:1]


@dataclass(frozen=True)
class MuteChip:
    """A card wrong way round."""

    atr: bytes = MUTE_ATR

    def power(self) -> None:
        """Nothing to forget."""

    def respond(self, command: bytes) -> bytes | Fate:
        """Silence, whatever the command, and even if there is none."""
        return Fate.SILENT if command else Fate.GONE


def damaged(image: VitaleCardImage, damage: str) -> Chip:
    """A carte Vitale with a damage.

    Args:
        image: what is written on the card.
        damage: ``"mute"``, ``"pulled:3"``…

    Raises:
        ValueError: no such damage.
    """
    name, colon, count = damage.partition(":")
    kind = Damage(name)
    if kind in _COUNTED:
        return FaultyChip(VitaleChip(image), kind, int(count) if colon else 0)
    if colon:
        raise ValueError(f"{kind} takes no count")
    match kind:
        case Damage.MUTE:
            return MuteChip()
        case Damage.DIRECT:
            return VitaleChip(image, chains=False, short=Short.ANSWERS)
        case Damage.WARNS:
            return VitaleChip(image, short=Short.WARNS)
        case Damage.GARBLED:
            return VitaleChip(_cut(image))
        case Damage.WRONG_KEY:
            return VitaleChip(_with_wrong_key(image))
        case _:
            return VitaleChip(_padded(image))


def _content(image: VitaleCardImage, application: bytes, file_id: bytes) -> bytes:
    return image.files[application, file_id].content or b""


def _cut(image: VitaleCardImage) -> VitaleCardImage:
    return image.with_file(MF, IDENTITY, _content(image, MF, IDENTITY)[:-7])


def _with_wrong_key(image: VitaleCardImage) -> VitaleCardImage:
    content = bytearray(_content(image, VITALE, NIR))
    last = 2 + 2 + 15 - 1
    content[last] = ord("0") + (content[last] - ord("0") + 1) % 10
    return image.with_file(VITALE, NIR, bytes(content))


def _padded(image: VitaleCardImage) -> VitaleCardImage:
    for application, file_id in ((MF, IDENTITY), (VITALE, NIR)):
        image = image.with_file(application, file_id, _content(image, application, file_id) + bytes(20))
    return image
