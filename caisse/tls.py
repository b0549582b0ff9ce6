"""The caisse's certificate: the operator's, or one from an authority of its own made on first use (trustme)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import trustme

_ORGANISATION: Final = "Caisse (autorité locale)"


@dataclass(frozen=True)
class Certificate:
    """What the server shows.

    Attributes:
        chain: PEM file of the certificate and those above it.
        private_key: PEM file.
        authority: PEM file of the authority that terminals must trust; None when the operator's own certificate
            is used.
    """

    chain: Path
    private_key: Path
    authority: Path | None


def own_certificate(directory: Path, hosts: tuple[str, ...]) -> Certificate:
    """A certificate for some hosts from an authority of our own.

    The authority is made once and kept, so that terminals go on trusting it; the certificate is made anew at each
    start, so that it always names the hosts in use.

    Args:
        directory: where the files are kept, keys readable by their owner alone.
        hosts: names and addresses.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, authority_key = directory / "ca.pem", directory / "ca-key.pem"
    if authority.exists() and authority_key.exists():
        ca = trustme.CA.from_pem(authority.read_bytes(), authority_key.read_bytes())
    else:
        ca = trustme.CA(organization_name=_ORGANISATION)
        _put(authority_key, ca.private_key_pem.bytes(), 0o600)
        _put(authority, ca.cert_pem.bytes(), 0o644)
    made = ca.issue_cert(*hosts)
    chain, private_key = directory / "server.pem", directory / "server-key.pem"
    _put(private_key, made.private_key_pem.bytes(), 0o600)
    _put(chain, b"".join(blob.bytes() for blob in made.cert_chain_pems), 0o644)
    return Certificate(chain, private_key, authority)


def hosts_of(bound: str, public_url: str) -> tuple[str, ...]:
    """The hosts that a certificate must name: the bound address, the public one, and this machine.

    Args:
        bound: address that the server listens on.
        public_url: empty when it is the bound address.
    """
    public = urlsplit(public_url).hostname
    return tuple(dict.fromkeys(host for host in (bound, public, "localhost", "127.0.0.1") if host))


def _put(file: Path, content: bytes, mode: int) -> None:
    """Write a whole file, never readable by more than ``mode`` says, never seen half written."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
