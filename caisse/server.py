"""The caisse as a process: one socket, TLS, uvicorn, until a signal says stop."""

from __future__ import annotations

import gc
import json
import os
import secrets
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from caisse import app, background, events
from caisse.api.signatures import verify
from caisse.handlers.hashing import Hashing
from caisse.handlers.sweeping import sweep
from caisse.keys import Keys, given_keys, handed_keys, own_keys
from caisse.library_log import capture
from caisse.parts import Parts
from caisse.sealing_keys import SealingKeys
from caisse.settings import Settings
from caisse.sms.http_gateway import gateway_of
from caisse.store.opening import open_store, sqlite_file
from caisse.tls import Certificate, hosts_of, own_certificate
from teleservices.logbook import Logbook
from teleservices.texts.catalogue import LANGUAGES, read


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Answer until SIGTERM or SIGINT, then finish what is under way and return.

    Args:
        settings: what the operator decided.
        ready: told, once requests are accepted, one line of JSON: ``url`` (the public one), ``port`` (the real one)
            and ``ca_file`` (the authority to trust, null when it is not ours).

    Raises:
        OSError: the address cannot be bound, or a file cannot be read or written.
        ValueError: a key is not 32 bytes.
        sqlalchemy.exc.OperationalError: the database cannot be reached.
    """
    log = journal()
    capture(log)
    listening = listen(settings.server.host, settings.server.port)
    port = listening.getsockname()[1]
    public_url = settings.server.public_url or f"https://{_bracketed(settings.server.host)}:{port}"
    certificate = _certificate(settings)
    keys = _keys(settings)
    store = open_store(settings.database)
    try:
        store.write(lambda connection: sweep(connection, _now()))
        parts = Parts(
            settings=settings,
            public_url=public_url,
            store=store,
            log=log,
            now=_now,
            below=secrets.randbelow,
            new_token=secrets.token_urlsafe,
            texts={language: read(language) for language in LANGUAGES},
            verify=verify,
            keys=keys,
            sealing_keys=SealingKeys(settings.sealing_keys_dir),
            deliveries=settings.intake.turns(),
            hashing=Hashing(settings.identification.hashing),
            gateway=gateway_of(settings.sms),
        )

        def announce() -> None:
            kind = "postgresql" if sqlite_file(settings.database) is None else "sqlite"
            log.record(events.STARTED, address=f"{_bracketed(settings.server.host)}:{port}", database=kind)
            authority = None if certificate.authority is None else str(certificate.authority.resolve())
            ready(json.dumps({"url": public_url, "port": port, "ca_file": authority}))

        server = _Server(configuration(parts, certificate), announce)
        _quietly_stopped_by_signals()
        beside = (background.chores(parts), background.worker(parts))
        for one in beside:
            one.start()
        # What stands by now stays: to look through it again and again would stop every answer for 100 ms.
        gc.collect()
        gc.freeze()
        try:
            server.run(sockets=[listening])
        finally:
            for one in beside:
                one.stop()
    finally:
        store.close()
    log.record(events.STOPPED)


def journal() -> Logbook:
    """The caisse's logbook on stderr."""

    def write(line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    return Logbook(events.CATALOGUE, write)


def configuration(parts: Parts, certificate: Certificate | None) -> uvicorn.Config:
    """How uvicorn runs the application.

    Args:
        parts: everything the application works with.
        certificate: what the server shows; None for plain HTTP, which only tests speak.
    """
    return uvicorn.Config(
        app.build(parts),
        ssl_certfile=None if certificate is None else certificate.chain,
        ssl_keyfile=None if certificate is None else certificate.private_key,
        ssl_context_factory=None if certificate is None else _modern,
        http=_Connection,
        log_config=None,
        access_log=False,
        # Our own edge dates answers by the injected clock.
        date_header=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=10,
    )


class _Connection(HttpToolsProtocol):
    """One client; an idle one is let go at once when the server stops."""

    def shutdown(self) -> None:
        """End after the answer under way; without one, do not wait for the client's TLS farewell (30 s)."""
        super().shutdown()
        if self.transport.is_closing():
            self.transport.abort()


class _Server(uvicorn.Server):
    """Tells when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _modern(_config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _keys(settings: Settings) -> Keys:
    if settings.keys_dir:
        return given_keys(settings.keys_dir)
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    return (handed_keys(Path(handed)) if handed else None) or own_keys(settings.state_dir / "keys")


def _certificate(settings: Settings) -> Certificate:
    server = settings.server
    if server.certificate and server.private_key:
        return Certificate(Path(server.certificate), Path(server.private_key), authority=None)
    return own_certificate(settings.state_dir / "tls", hosts_of(server.host, server.public_url))


def listen(host: str, port: int) -> socket.socket:
    """A bound socket for uvicorn.

    Args:
        host: IPv4 or IPv6 address, or a name.
        port: 0 for any free one.

    Raises:
        OSError: the address is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off (40 ms an answer) only where the protocol is named; create_server does not.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _now() -> datetime:
    return datetime.now(UTC)


def _quietly_stopped_by_signals() -> None:
    """On these signals uvicorn stops signals, then raises them again for who handled them before: nobody has to die."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
