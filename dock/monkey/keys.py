"""Keys of a plugged-in keyboard, by X code (Linux's plus 8), with the American layout that X has when told nothing."""

from __future__ import annotations

SHIFT, ENTER, CAPS_LOCK = 50, 36, 66
MODIFIERS = (SHIFT, 62, 37, 105, 64, 108, 133, 134)
"""Shift, Control, Alt and Super, left and right."""
FIRST, LAST = 9, 255

_ROWS = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
)
_LAST_ROW = ((51, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (65, " ", ""))
_PLAIN = {sign: code + place for code, plain, _ in (*_ROWS, *_LAST_ROW) for place, sign in enumerate(plain)}
_SHIFTED = {sign: code + place for code, _, shifted in (*_ROWS, *_LAST_ROW) for place, sign in enumerate(shifted)}


def chord(sign: str) -> tuple[int, ...]:
    """The keys to press together for a sign.

    Raises:
        KeyError: this keyboard does not have it.
    """
    return (_PLAIN[sign],) if sign in _PLAIN else (SHIFT, _SHIFTED[sign])
