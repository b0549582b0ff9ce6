from __future__ import annotations

import pytest

from kiosk.devices.card.atr import Family, family_of
from kiosk.devices.card.presence import Empty, Insertion, NoReader, Occupied, Removal, Slot, Step, slot_of, steps

ATR = bytes.fromhex("3B7513000045 09EA9000")


@pytest.mark.parametrize(
    ("state", "slot"),
    [
        (0x00000010, Empty()),
        (0x00020012, Empty()),
        (0x00010022, Occupied(1, mute=False, atr=ATR)),
        (0x000100A0, Occupied(1, mute=False, atr=ATR)),
        (0x000101A0, Occupied(1, mute=False, atr=ATR)),
        (0x00030222, Occupied(3, mute=True, atr=ATR)),
        (0xFFFF0020, Occupied(0xFFFF, mute=False, atr=ATR)),
        (0x0000000A, NoReader()),
        (0x00010008, NoReader()),
        (0x00000001, NoReader()),
        (0x00010026, NoReader()),
    ],
)
def test_states_of_pcsc(state: int, slot: Slot) -> None:
    assert slot_of(state, ATR) == slot


GONE, OUT = NoReader(), Empty()
IN, IN_MUTE, IN_NEXT = (
    Occupied(1, mute=False, atr=ATR),
    Occupied(1, mute=True, atr=b""),
    Occupied(3, mute=False, atr=b"x"),
)
INSERTED, INSERTED_NEXT = Insertion(mute=False, atr=ATR), Insertion(mute=False, atr=b"x")


@pytest.mark.parametrize(
    ("before", "after", "happened"),
    [
        (GONE, GONE, ()),
        (GONE, OUT, ()),
        (GONE, IN, (INSERTED,)),
        (GONE, IN_MUTE, (Insertion(mute=True, atr=b""),)),
        (OUT, GONE, ()),
        (OUT, OUT, ()),
        (OUT, IN, (INSERTED,)),
        (IN, GONE, (Removal(),)),
        (IN, OUT, (Removal(),)),
        (IN, IN, ()),
        (IN, IN_MUTE, ()),
        (IN_MUTE, IN, ()),
        (IN, IN_NEXT, (Removal(), INSERTED_NEXT)),
        (IN_MUTE, IN_NEXT, (Removal(), INSERTED_NEXT)),
    ],
)
def test_every_pair_of_looks(before: Slot, after: Slot, happened: tuple[Step, ...]) -> None:
    assert steps(before, after) == happened


@pytest.mark.parametrize(
    ("atr", "family"),
    [
        ("3F65250022096990 00", Family.VITALE1),
        ("3F6525002C09699000", Family.VITALE1),
        ("3F652500A4096A9000", Family.VITALE1),
        ("3BAC00402A001225006480000310009000", Family.PROFESSIONAL),
        ("3BAC00402A001225006480820212009000", Family.PROFESSIONAL),
        ("3B7513000043 09EA9000", Family.MAY_BE_VITALE2),
        ("3B7513000045 09EA9000", Family.MAY_BE_VITALE2),
        ("3B6500002063CB6400", Family.MAY_BE_VITALE2),
        ("3F", Family.MAY_BE_VITALE2),
        ("", Family.MAY_BE_VITALE2),
    ],
)
def test_families_by_atr(atr: str, family: Family) -> None:
    assert family_of(bytes.fromhex(atr)) is family
