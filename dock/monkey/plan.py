"""The plan of a monkey: the same deeds for the same seed, for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from dock.card.damage import Damage
from dock.cast import Cast
from dock.commands import (
    CardInsert,
    CardRemove,
    CardSwap,
    Command,
    NetworkCut,
    NetworkRestore,
    NetworkSwallow,
    PcscdKill,
    PcscdStart,
    PrinterCover,
    PrinterGone,
    PrinterPaper,
    PrinterPaperAfter,
    PrinterSilent,
    PrinterTake,
)
from dock.monkey import keys
from dock.monkey.deeds import (
    Click,
    Deed,
    Drag,
    Errand,
    Fingers,
    Outside,
    Pinch,
    Spot,
    Strike,
    Swipe,
    TapAt,
    TapControl,
    Want,
    Write,
)
from dock.monkey.watch import STREET

SPARED = "laetitia"
"""Nobody's monkey has this card: the visit at the end finds an account that no wrong password has locked."""
NEW_ROLL = PrinterPaper(present=True)
_FAULTS: tuple[tuple[Command, Command], ...] = (
    (PrinterPaper(present=False), NEW_ROLL),
    (PrinterPaper(present=True, low=True), NEW_ROLL),
    (PrinterPaperAfter(900), NEW_ROLL),
    (PrinterCover(open=True), PrinterCover(open=False)),
    (PrinterGone(on=True), PrinterGone(on=False)),
    (PrinterSilent(on=True), PrinterSilent(on=False)),
    (NetworkCut(), NetworkRestore()),
    (NetworkSwallow(), NetworkRestore()),
)
"""What breaks, and what mends it."""
_T = TypeVar("_T")
_MENDED_AFTER = (2, 12)
_WRITTEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<>&;:/.-@ "
_BUTTONS = (1, 2, 3, 4, 5, 8, 9)


class Plan:
    """An endless plan.

    Args:
        seed: any number; another one, another plan.
        cast: who and what can be put into the reader.
    """

    def __init__(self, seed: int, cast: Cast) -> None:
        self._chance = np.random.default_rng(seed)
        self._cards = sorted({*cast.people, *cast.odd_cards} - {SPARED})
        self._people = sorted((key, one.password) for key, one in cast.people.items() if one.password and key != SPARED)
        self._streets = 0
        self._mends: deque[tuple[int, Command]] = deque()
        self._made = 0

    def deeds(self) -> Iterator[Deed]:
        """One after the other; whatever breaks is mended a few deeds later."""
        kinds = self._kinds()
        reach = np.cumsum([weight for _, weight in kinds])
        while True:
            self._made += 1
            while self._mends and self._mends[0][0] <= self._made:
                yield Outside(self._mends.popleft()[1])
            kind, _ = kinds[int(np.searchsorted(reach, self._share() * reach[-1], side="right"))]
            yield from kind()

    def _kinds(self) -> tuple[tuple[Callable[[], Iterator[Deed]], float], ...]:
        return (
            (self._control, 36),
            (self._anywhere, 12),
            (self._drag, 7),
            (self._fingers, 6),
            (self._strike, 18),
            (self._write, 4),
            (self._mouse, 5),
            (self._card, 6),
            (self._fault, 1.2),
            (self._reader, 0.05),
            (self._errand, 0.55),
        )

    def _share(self) -> float:
        return float(self._chance.random())

    def _whole(self, first: int, last: int) -> int:
        return int(self._chance.integers(first, last, endpoint=True))

    def _one(self, of: Sequence[_T]) -> _T:
        return of[self._whole(0, len(of) - 1)]

    def _spot(self) -> Spot:
        # An edge is where gestures of a desktop begin.
        across, down = (self._one((0.0, 1.0)) if self._share() < 0.1 else self._share() for _ in range(2))
        return Spot(round(across, 4), round(down, 4))

    def _control(self) -> Iterator[Deed]:
        times = 1 if self._share() < 0.8 else self._whole(2, 4)
        yield TapControl(round(self._share(), 4), keys=self._share() < 0.4, times=times)

    def _anywhere(self) -> Iterator[Deed]:
        yield TapAt(self._spot(), times=1 if self._share() < 0.7 else 2)

    def _drag(self) -> Iterator[Deed]:
        yield Drag(tuple(self._spot() for _ in range(self._whole(2, 7))))

    def _fingers(self) -> Iterator[Deed]:
        yield Fingers(tuple((self._spot(), self._spot()) for _ in range(self._whole(2, 5))))

    def _strike(self) -> Iterator[Deed]:
        modifiers = [self._one(keys.MODIFIERS) for _ in range(self._whole(0, 2))]
        code = self._whole(keys.FIRST, keys.LAST)
        yield Strike((*dict.fromkeys(modifiers), *((code,) if code not in modifiers else ())))
        if code == keys.CAPS_LOCK:
            # Else every password of an errand would be a wrong one.
            yield Strike((code,))

    def _write(self) -> Iterator[Deed]:
        yield Write("".join(self._one(_WRITTEN) for _ in range(self._whole(1, 12))))

    def _mouse(self) -> Iterator[Deed]:
        match self._whole(0, 2):
            case 0:
                yield Click(self._one(_BUTTONS))
            case 1:
                yield Pinch(self._whole(2, 5), round(0.2 + 3 * self._share(), 2))
            case _:
                yield Swipe(self._whole(3, 5), self._whole(-900, 900), self._whole(-900, 900))

    def _card(self) -> Iterator[Deed]:
        match self._whole(0, 4):
            case 0 | 1:
                damage = self._one((None, None, *Damage))
                yield Outside(CardInsert(self._one(self._cards), None if damage is None else self._told(damage)))
            case 2:
                yield Outside(CardSwap(self._one(self._cards)))
            case 3:
                yield Outside(CardRemove())
            case _:
                yield Outside(PrinterTake())

    def _told(self, damage: Damage) -> str:
        counted = damage in (Damage.PULLED, Damage.HANGS, Damage.HICCUP, Damage.TRUNCATED)
        return f"{damage}:{self._whole(0, 9)}" if counted else damage.value

    def _fault(self) -> Iterator[Deed]:
        breaks, mends = self._one(_FAULTS)
        yield Outside(breaks)
        self._mend_later(mends)

    def _reader(self) -> Iterator[Deed]:
        yield Outside(PcscdKill())
        self._mend_later(PcscdStart())

    def _mend_later(self, mends: Command) -> None:
        self._mends.append((self._made + self._whole(*_MENDED_AFTER), mends))
        self._mends = deque(sorted(self._mends, key=lambda mend: mend[0]))

    def _errand(self) -> Iterator[Deed]:
        self._streets += 1
        person, password = self._one(self._people)
        want = self._one((Want.ADDRESS, *Want))
        yield Errand(person, password, want, f"{self._streets} rue {STREET}")
