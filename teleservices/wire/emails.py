"""The account's e-mail address.

``POST /v1/email-addresses`` takes a ``ChangeEmail`` (level ``code``) and gives a ``VisitOpened``; a link goes to the
new address, which counts only once it is followed. Refused: ``EMAIL`` (no address), ``EMAIL_IN_USE``, ``CREDENTIALS``,
``LOCKED``, ``SIGN_IN_AGAIN`` (a visit opened with a code provisoire, SEC-13).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class ChangeEmail:
    """A new address, or the pending one again to have its link sent once more.

    Attributes:
        password: the account's, asked again (SEC-13).
    """

    address: str
    password: str
