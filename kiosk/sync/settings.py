"""Where the caisse is and how long the terminal waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class LinkSettings:
    """The link's part of the settings; the waits are those of facts/sync.md §3.

    Attributes:
        base_url: ``https://host[:port][/path]``, exactly the caisse's own ``public_url``: it is signed.
        ca_file: PEM; the only authority that is trusted.
        connect_s: seconds for the connection and for the TLS handshake, each.
        read_s: seconds without a byte.
        total_s: seconds for a whole exchange.
        probe_s: seconds of silence after which the link is looked at.

    Raises:
        ValueError: ``base_url`` is not an https address with a host, or ends with a slash.
    """

    base_url: str
    ca_file: Path
    connect_s: float = 5
    read_s: float = 10
    total_s: float = 20
    probe_s: float = 15

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        # Reading the port is what makes urllib look at it.
        if (
            not self.base_url.startswith("https://")
            or not parts.hostname
            or parts.port == 0
            or self.base_url.endswith("/")
        ):
            raise ValueError("base_url begins with https://, names a host, and has no slash at its end")
