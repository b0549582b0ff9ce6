"""What is offered while a place is being typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """A place that may be meant.

    Attributes:
        key: the answer once it is taken: ``33063:33000``, ``DE``.
        label: « 33000 BORDEAUX », « Allemagne ».
        detail: what tells it from others of the same name (« Gironde »), or empty.
    """

    key: str
    label: str
    detail: str
