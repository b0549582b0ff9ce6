"""Which technician has signed in at the caisse's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Cookie, Depends, Form

from caisse.api.gate import PartsHere
from caisse.handlers.technician_entry import Technician, signed_in
from caisse.web.staff_cookie import StaffCookie, is_mark, mark_of

COOKIE: Final = StaffCookie("__Host-technician")


@dataclass(frozen=True, repr=False)
class TechnicianSession:
    """A technician who has signed in."""

    technician: Technician
    token: str

    @property
    def name(self) -> str:
        """As the operator gave it."""
        return self.technician.name

    @property
    def mark(self) -> str:
        """What every form of this session carries."""
        return mark_of(self.token)


def current_technician(
    parts: PartsHere, token: Annotated[str | None, Cookie(alias=COOKIE.name)] = None
) -> TechnicianSession | None:
    """The technician whose cookie the request shows; their quarter of an hour begins anew."""
    if not token:
        return None
    at = parts.circumstances()
    found = parts.store.write(lambda connection: signed_in(connection, token, at))
    return None if found is None else TechnicianSession(found, token)


CurrentTechnician = Annotated[TechnicianSession | None, Depends(current_technician)]
"""A dependency: the technician, None where nobody has signed in."""


def acting_technician(technician: CurrentTechnician, mark: Annotated[str, Form()] = "") -> TechnicianSession | None:
    """The technician who sent one of our own forms; None for a form made elsewhere (CSRF)."""
    return None if technician is None or not is_mark(technician.token, mark) else technician


ActingTechnician = Annotated[TechnicianSession | None, Depends(acting_technician)]
"""A dependency: the technician behind a form."""
