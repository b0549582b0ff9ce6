"""How SMS leave: by the terminal that asked, or by a gateway."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import ConfigDict, Field

_EXACT: Final = ConfigDict(extra="forbid")


class SmsTransport(StrEnum):
    """Who sends."""

    TERMINAL = "terminal"
    """The terminal's own GSM modem: the caisse's answer carries the message to that terminal alone."""
    GATEWAY = "gateway"
    """The caisse hands it to an HTTP gateway; the terminal sees nothing of it."""


@dataclass(frozen=True)
class SmsSettings:
    """The table ``[sms]``.

    Attributes:
        url: where messages are posted; used, like what follows, by ``gateway`` only.
        token_file: a file that holds the gateway's access token and nothing else.
        ca: PEM file of the one authority to trust for the gateway; empty for the machine's usual ones.
        timeout: seconds for the connection, and again for the answer; twice that is still within the patience of the
            terminal that asked.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    transport: SmsTransport = SmsTransport.TERMINAL
    url: Annotated[str, Field(pattern=r"^(https?://[^?#\s]+)?$")] = ""
    token_file: Path | None = None
    ca: str = ""
    timeout: Annotated[float, Field(gt=0, le=4.5)] = 4.0

    def __post_init__(self) -> None:
        """Check that a gateway can be reached.

        Raises:
            ValueError: ``gateway`` without its address or its token's file.
        """
        if self.transport is SmsTransport.GATEWAY and not (self.url and self.token_file):
            raise ValueError("gateway wants url and token_file")

    @property
    def encrypted(self) -> bool:
        """Whether no message crosses a network in clear; the terminal's own link always is."""
        return self.transport is SmsTransport.TERMINAL or self.url.startswith("https://")
