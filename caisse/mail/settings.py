"""How e-mails leave: the SMTP server that takes them, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import ConfigDict, Field

_EXACT: Final = ConfigDict(extra="forbid")


class MailSecurity(StrEnum):
    """How the line to the SMTP server is protected."""

    STARTTLS = "starttls"
    """Encrypted from the first command on, or not used at all (RFC 3207)."""
    TLS = "tls"
    """Encrypted from the first byte (RFC 8314)."""
    NONE = "none"
    """In clear; refused in production."""


@dataclass(frozen=True)
class MailSettings:
    """The table ``[mail]``.

    Attributes:
        host, port: the SMTP server.
        ca: PEM file of the one authority to trust for it; empty for the machine's usual ones.
        username: empty where the server asks for nobody.
        password_file: a file that holds the password and nothing else.
        sender: the address in « From »; no answer is read there.
        timeout: seconds for the connection, and again for each silence.
        address_link_hours: how long the link that confirms a new address is good (ours).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: MailSecurity = MailSecurity.STARTTLS
    ca: str = ""
    username: str = ""
    password_file: Path | None = None
    sender: Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$")] = "ne-pas-repondre@caisse.example"
    timeout: Annotated[float, Field(gt=0, le=120)] = 15.0
    address_link_hours: Annotated[int, Field(ge=1, le=168)] = 48

    def __post_init__(self) -> None:
        """Check that a name comes with its password, and never in clear.

        Raises:
            ValueError: a name without a password's file, the reverse, or both without encryption.
        """
        if bool(self.username) != bool(self.password_file):
            raise ValueError("username and password_file go together")
        if self.username and self.security is MailSecurity.NONE:
            raise ValueError("a password is never sent in clear")

    @property
    def encrypted(self) -> bool:
        """Whether no message crosses a network in clear."""
        return self.security is not MailSecurity.NONE

    @property
    def domain(self) -> str:
        """The part of ``sender`` after the ``@``."""
        return self.sender.rpartition("@")[2]
