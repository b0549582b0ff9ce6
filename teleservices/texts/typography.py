"""What paper or a font cannot show, replaced by what reads the same."""

from __future__ import annotations

import unicodedata
from functools import cache

# Tried in order when the character itself is lacking; the last resort is decomposition, then « ? ».
_ALIKE = {
    "\u202f": ("\u00a0", " "),
    "\u2009": ("\u00a0", " "),
    "\u2007": ("\u00a0", " "),
    "\u00a0": (" ",),
    "\u2011": ("-",),
    "\u2010": ("-",),
    "\u2012": ("–", "-"),
    "\u2212": ("–", "-"),
    "–": ("-",),
    "—": ("–", "-"),
    "’": ("'",),
    "‘": ("'",),
    "ʼ": ("’", "'"),
    "“": ('"',),
    "”": ('"',),
    "«": ('"',),
    "»": ('"',),
    "…": ("...",),
    "œ": ("oe",),
    "Œ": ("OE",),
    "æ": ("ae",),
    "Æ": ("AE",),
    "ß": ("ss",),
    "ẞ": ("ß", "SS"),
    "ø": ("o",),
    "Ø": ("O",),
    "ł": ("l",),
    "Ł": ("L",),
    "đ": ("d",),
    "Đ": ("D",),
    "ı": ("i",),
    "€": ("EUR",),
    "·": ("-",),
    "•": ("·", "-"),
    "№": ("n°",),
}
_LAST_RESORT = "?"


def typography(text: str, charset: str) -> str:
    """Replace every character that a charset lacks by the nearest that it has.

    A no-break space stays one where the charset knows it; a letter keeps its accent where it can and loses it
    otherwise; control characters disappear (a line feed or a tab becomes a space), so that no data can
    become a command; what nothing resembles becomes « ? ».

    Args:
        text: any text.
        charset: a Python codec name with one byte per character, such as ``cp1252``.

    Returns:
        A text that ``encode(charset)`` accepts.
    """
    return "".join(_shown(sign, charset) for sign in unicodedata.normalize("NFC", text))


@cache
def _shown(sign: str, charset: str) -> str:
    if sign in "\n\r\t\u2028\u2029":
        return " "
    if unicodedata.category(sign) in {"Cc", "Cf"}:
        return ""
    if _has(charset, sign):
        return sign
    for alike in _ALIKE.get(sign, ()):
        if _has(charset, alike):
            return alike
    parts = unicodedata.normalize("NFKD", sign)
    if parts == sign:
        return "" if unicodedata.combining(sign) else _LAST_RESORT
    if unicodedata.combining(parts[-1]):
        # One mark at a time: « ễ » becomes « ê » where that exists, not « e ».
        parts = unicodedata.normalize("NFC", parts[:-1])
    return "".join(_shown(part, charset) for part in parts)


def _has(charset: str, text: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
