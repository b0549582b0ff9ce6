"""How a browser stays signed in at the pages of people at work, and how a form shows that one of our pages made it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from fastapi import Response

from caisse.handlers.secret import derived


def mark_of(token: str) -> str:
    """What every form of a session carries, and no other site can know."""
    return derived(token, "form")


def is_mark(token: str, mark: str) -> bool:
    """Whether a form was made by one of the session's own pages (CSRF)."""
    return hmac.compare_digest(mark_of(token).encode(), mark.encode())


@dataclass(frozen=True)
class StaffCookie:
    """A cookie that the browser shows to this caisse, and never to a script or another site.

    Attributes:
        name: begins with ``__Host-``: no other host can have set it.
    """

    name: str

    def keep(self, answer: Response, token: str) -> None:
        """Let the browser have the token until it is closed."""
        answer.set_cookie(self.name, token, path="/", secure=True, httponly=True, samesite="strict")

    def drop(self, answer: Response) -> None:
        """Let the browser forget it."""
        answer.delete_cookie(self.name, path="/", secure=True, httponly=True, samesite="strict")
