"""What an e-mail says, before it takes any form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Link:
    """Something to open.

    Attributes:
        label: what it does, for a button.
        url: absolute.
    """

    label: str
    url: str


@dataclass(frozen=True, repr=False)
class Letter:
    """An e-mail to one person. It holds no NIR, no name and no word about health: anybody may see it arrive.

    Attributes:
        subject: one line.
        before: paragraphs, plain text.
        link: under them, or None.
        after: more paragraphs.
    """

    subject: str
    before: tuple[str, ...]
    link: Link | None = None
    after: tuple[str, ...] = ()
