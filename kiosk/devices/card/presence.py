"""From one state of the slot to the next: what happened to the card. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.pcsc import State


@dataclass(frozen=True)
class NoReader:
    """The reader is not there, or cannot say."""


@dataclass(frozen=True)
class Empty:
    """The reader is there without a card."""


@dataclass(frozen=True, repr=False)
class Occupied:
    """Something is in the reader.

    Attributes:
        count: PC/SC's count of insertions and removals, 16 bits.
        mute: it did not answer the power-up.
        atr: its answer to reset.
    """

    count: int
    mute: bool
    atr: bytes


Slot = NoReader | Empty | Occupied


@dataclass(frozen=True)
class Removal:
    """The card that was in is out."""


@dataclass(frozen=True, repr=False)
class Insertion:
    """A card is in that was not."""

    mute: bool
    atr: bytes


Step = Removal | Insertion


def slot_of(state: int, atr: bytes) -> Slot:
    """Understand a reader's state as PC/SC gives it (32 bits)."""
    if state & (State.IGNORE | State.UNKNOWN | State.UNAVAILABLE):
        return NoReader()
    if state & State.PRESENT:
        return Occupied(count=state >> 16 & 0xFFFF, mute=bool(state & State.MUTE), atr=atr)
    return Empty()


def steps(before: Slot, after: Slot) -> tuple[Step, ...]:
    """What happened between two looks, in order.

    A card that is in at both looks is the same one unless the count moved: a swap too fast to be seen empty.
    """
    happened: list[Step] = []
    match before, after:
        case Occupied(count=old), Occupied(count=new) if old == new:
            return ()
        case Occupied(), _:
            happened.append(Removal())
    if isinstance(after, Occupied):
        happened.append(Insertion(after.mute, after.atr))
    return tuple(happened)
