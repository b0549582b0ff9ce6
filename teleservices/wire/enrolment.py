"""Enrolment of a terminal: ``POST /v1/enrolments``, the only signed-by-nobody request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Enrol:
    """A new terminal offers its key.

    Attributes:
        token: the one-time token printed by ``caisse terminal add`` (good for 15 minutes).
        public_key: Ed25519 public key, 32 bytes, base64.
    """

    token: str
    public_key: str


@dataclass(frozen=True, repr=False)
class Enrolled:
    """The terminal is known from now on.

    Attributes:
        terminal: the name under which the caisse knows it; it is the signatures' ``keyid``.
        maintenance_secret: base64 of the 32 bytes that let technicians in without a link
            (``teleservices.wire.maintenance``); empty from a caisse that has none to give.
    """

    terminal: str
    maintenance_secret: str = ""
