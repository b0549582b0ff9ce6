"""BER-TLV as cards use it: any bytes give elements or a closed fault, never an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_LONG_TAG = 0x1F
_MORE_TAG = 0x80
_LONGEST_TAG = 3
_LENGTH_BYTES = {0x81: 1, 0x82: 2}


class TlvFault(StrEnum):
    """Why bytes are not BER-TLV. The value is the last part of a technician's cause."""

    TRUNCATED = "truncated"
    """They end inside an element."""
    LENGTH = "length"
    """A length in a form that no card uses: indefinite, or of more than two bytes."""
    TAG = "tag"
    """A tag of more than three bytes."""


@dataclass(frozen=True, repr=False)
class Element:
    """One element.

    Attributes:
        tag: its bytes as a number: ``0x65``, ``0x7F21``.
        value: as it stands; of a constructed element, to be parsed in turn.
    """

    tag: int
    value: bytes


def parse(content: bytes) -> tuple[Element, ...] | TlvFault:
    """Cut bytes into elements, one level deep; a tag ``00`` is padding and ends them."""
    elements: list[Element] = []
    at = 0
    while at < len(content) and content[at] != 0:
        cut = _element(content, at)
        if isinstance(cut, TlvFault):
            return cut
        element, at = cut
        elements.append(element)
    return tuple(elements)


def value_of(elements: Iterable[Element], tag: int) -> bytes | None:
    """The value of the first element with this tag, or None."""
    return next((element.value for element in elements if element.tag == tag), None)


def _element(content: bytes, at: int) -> tuple[Element, int] | TlvFault:
    """Cut the element that starts at an offset; give it with the offset after it."""
    tag_end = _tag_end(content, at)
    if isinstance(tag_end, TlvFault):
        return tag_end
    if tag_end >= len(content):
        return TlvFault.TRUNCATED
    first = content[tag_end]
    if first < 0x80:
        start, length = tag_end + 1, first
    elif first in _LENGTH_BYTES:
        start = tag_end + 1 + _LENGTH_BYTES[first]
        length = int.from_bytes(content[tag_end + 1 : start], "big")
    else:
        return TlvFault.LENGTH
    if start + length > len(content):
        return TlvFault.TRUNCATED
    return Element(int.from_bytes(content[at:tag_end], "big"), content[start : start + length]), start + length


def _tag_end(content: bytes, at: int) -> int | TlvFault:
    end = at + 1
    if content[at] & _LONG_TAG != _LONG_TAG:
        return end
    while end < len(content):
        if end - at == _LONGEST_TAG:
            return TlvFault.TAG
        end += 1
        if not content[end - 1] & _MORE_TAG:
            return end
    return TlvFault.TRUNCATED
