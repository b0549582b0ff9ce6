"""A visit as a readable list: each step is a name and what the visitor does or expects then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dock.commands import (
    CardInsert,
    CardRemove,
    CardSwap,
    Command,
    NetworkCut,
    NetworkRestore,
    PrinterCover,
    PrinterPaper,
    PrinterSpeed,
)
from dock.player.visitor import Visitor

Act = Callable[[Visitor], None]


@dataclass(frozen=True)
class Step:
    """One step; the screen is photographed at its end.

    Attributes:
        name: short, in kebab-case: it names the picture too.
        acts: in order; the first that fails ends the visit.
    """

    name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Visit:
    """From the welcome screen back to it."""

    name: str
    steps: tuple[Step, ...]


def step(name: str, *acts: Act) -> Step:
    """``Step`` without the parentheses of a tuple."""
    return Step(name, acts)


def sees(*texts: str) -> Act:
    """Expect all of these texts on the screen."""
    return lambda visitor: visitor.expect_text(*texts)


def sees_no_more(text: str) -> Act:
    """Expect this text to leave the screen."""
    return lambda visitor: visitor.expect_no_text(text)


def titled(title: str) -> Act:
    """Expect the screen of this heading."""
    return lambda visitor: visitor.expect_title(title)


def touches(name: str) -> Act:
    """Tap the control of this name."""
    return lambda visitor: visitor.touch(name)


def types(text: str, into: str) -> Act:
    """Type a text into the field of this name."""
    return lambda visitor: visitor.type(text, into=into)


def inserts(card: str, damage: str | None = None) -> Act:
    """Put a card of the cast into the slot."""
    return does(CardInsert(card, damage))


def swaps(card: str) -> Act:
    """Take the card out and put another in at once."""
    return does(CardSwap(card))


def prints_at(mm_per_s: float) -> Act:
    """Let the paper move at the speed of a real printer, from here on."""
    return does(PrinterSpeed(mm_per_s))


def gets_paper(name: str, says: tuple[str, ...], code: str = "") -> Act:
    """Take the printed paper, keep it, and read it: all of ``says`` in its text, ``code`` in its QR code if any."""

    def act(visitor: Visitor) -> None:
        visitor.take_paper(name, says, code)

    return act


def does(command: Command) -> Act:
    """Have the dock carry a command out."""

    def act(visitor: Visitor) -> None:
        visitor.dock.do(command)

    return act


takes_card = does(CardRemove())
cuts_network = does(NetworkCut())
restores_network = does(NetworkRestore())
takes_roll_out = does(PrinterPaper(present=False))
puts_roll_in = does(PrinterPaper(present=True))
opens_cover = does(PrinterCover(open=True))
closes_cover = does(PrinterCover(open=False))
