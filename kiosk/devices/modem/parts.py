"""A text cut into what single messages hold, in the alphabet that it needs (TS 23.038 §6.2, TS 23.040 §9.2.3.24)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from teleservices.sms import ESCAPE, SINGLE, septets

_JOINED_SEPTETS: Final = 153
_SINGLE_UNITS: Final = 70
_JOINED_UNITS: Final = 67
_MOST_PARTS: Final = 255
_LINE_ENDS: Final = "\n\r"


@dataclass(frozen=True, repr=False)
class Parts:
    """A text, cut.

    Attributes:
        gsm7: True: each part is septets, one a byte; False: each is UCS-2, big-endian.
        parts: one or several; those of several leave room for the header that joins them.
    """

    gsm7: bool
    parts: tuple[bytes, ...]


def parts_of(text: str) -> Parts | None:
    """Cut a text; no sign is ever split between two parts.

    Args:
        text: anything; GSM 7 bit is used where it suffices, UCS-2 otherwise.

    Returns:
        None for what no SMS can say: nothing at all, control characters, half a surrogate pair, over 255 parts.
    """
    if not text or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text if sign not in _LINE_ENDS):
        return None
    written = septets(text)
    if written is None:
        signs = [sign.encode("utf-16-be") for sign in text]
        cut = _cut(signs, _SINGLE_UNITS * 2, _JOINED_UNITS * 2)
    else:
        cut = _cut(list(_signs(written)), SINGLE, _JOINED_SEPTETS)
    return Parts(written is not None, cut) if len(cut) <= _MOST_PARTS else None


def _signs(written: bytes) -> Iterable[bytes]:
    escape = b""
    for septet in written:
        if septet == ESCAPE:
            escape = bytes((septet,))
        else:
            yield escape + bytes((septet,))
            escape = b""


def _cut(signs: Sequence[bytes], single: int, joined: int) -> tuple[bytes, ...]:
    whole = b"".join(signs)
    if len(whole) <= single:
        return (whole,)
    parts = [b""]
    for sign in signs:
        if len(parts[-1]) + len(sign) > joined:
            parts.append(b"")
        parts[-1] += sign
    return tuple(parts)
