"""The network between terminal and caisse: a TCP proxy that can be cut, slowed, captured, or swallow everything."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

_CHUNK = 1 << 16
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_PORTAL = b"<!doctype html><title>Wi-Fi</title><p>Acceptez les conditions pour continuer.</p>"
_CAPTURED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(_PORTAL), _PORTAL)


@dataclass(frozen=True)
class Passing:
    """Everything goes through, each piece after ``delay_ms``."""

    delay_ms: int = 0


@dataclass(frozen=True)
class Cut:
    """Connections are reset, new ones refused."""


@dataclass(frozen=True)
class Swallowing:
    """Connections stand or are accepted; nothing comes through until this ends."""


@dataclass(frozen=True)
class Capturing:
    """Whoever connects gets the page of a Wi-Fi portal in plain HTTP, which a TLS client cannot even read."""


NetworkMode = Passing | Cut | Swallowing | Capturing


class NetworkSwitch:
    """Listens on 127.0.0.1 and leads to the caisse; every method may be called from any thread.

    Args:
        target_host: where the caisse listens.
        target_port: its port.
    """

    def __init__(self, target_host: str, target_port: int) -> None:
        self._target = (target_host, target_port)
        # Bound and never listening: it keeps the port ours while the network is cut.
        self._reservation = _bound(0)
        self._port: int = self._reservation.getsockname()[1]
        self._mode: NetworkMode = Passing()
        self._listening: socket.socket | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._writers: set[StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network-switch", daemon=True)

    @property
    def port(self) -> int:
        """The port to connect to instead of the caisse's; the same for the life of the switch."""
        return self._port

    @property
    def mode(self) -> NetworkMode:
        """How the network behaves now."""
        return self._mode

    def start(self) -> None:
        """Begin to let through."""
        self._thread.start()
        self.restore()

    def stop(self) -> None:
        """Reset what is connected and free the port."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._reservation.close()

    def restore(self) -> None:
        """Let everything through; what was swallowed on the way arrives."""
        self._do(self._enter(Passing()))

    def slow(self, delay_ms: int) -> None:
        """Let everything through, each piece after ``delay_ms`` milliseconds."""
        self._do(self._enter(Passing(delay_ms)))

    def cut(self) -> None:
        """Pull the plug."""
        self._do(self._enter(Cut()))

    def blackhole(self) -> None:
        """Let nothing through, and say so to nobody."""
        self._do(self._enter(Swallowing()))

    def captive(self) -> None:
        """Stand a Wi-Fi portal before the caisse."""
        self._do(self._enter(Capturing()))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _enter(self, mode: NetworkMode) -> None:
        self._mode = mode
        if isinstance(mode, Swallowing):
            self._flowing.clear()
        else:
            self._flowing.set()
        if isinstance(mode, Cut):
            self._stop_listening()
        elif not self._listening:
            self._listen()
        if isinstance(mode, Cut | Capturing):
            await self._reset_connections()

    async def _reset_connections(self) -> None:
        for writer in self._writers:
            _abort(writer)
        connections = tuple(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    def _listen(self) -> None:
        self._listening = _bound(self._port)
        self._listening.settimeout(0)
        self._listening.listen()
        self._loop.add_reader(self._listening, self._accept, self._listening)

    def _stop_listening(self) -> None:
        if self._listening:
            self._loop.remove_reader(self._listening)
            self._listening.close()
            self._listening = None

    def _accept(self, listening: socket.socket) -> None:
        try:
            connection, _ = listening.accept()
        except OSError:
            # Whoever called has hung up already.
            return
        connection.settimeout(0)
        task = self._loop.create_task(self._carry(connection))
        self._connections.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            # A task cancelled before its first step has closed nothing.
            _reset(connection)
            self._connections.discard(task)

        task.add_done_callback(ended)

    async def _carry(self, connection: socket.socket) -> None:
        try:
            reader, writer = await asyncio.open_connection(sock=connection)
            async with self._closing(writer):
                if isinstance(self._mode, Capturing):
                    await reader.read(_CHUNK)
                    writer.write(_CAPTURED)
                    await writer.drain()
                else:
                    await self._join(reader, writer)
        except* OSError:
            # Broken connections are what this module is for; the other end was reset by now.
            pass

    async def _join(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._flowing.wait()
        caisse_reader, caisse_writer = await asyncio.open_connection(*self._target)
        async with self._closing(caisse_writer), asyncio.TaskGroup() as both_ways:
            both_ways.create_task(self._pump(reader, caisse_writer))
            both_ways.create_task(self._pump(caisse_reader, writer))

    @asynccontextmanager
    async def _closing(self, writer: StreamWriter) -> AsyncIterator[None]:
        """Close a connection that ended well; reset one that broke, so that its other end learns it the same way."""
        self._writers.add(writer)
        broken = True
        try:
            yield
            broken = False
        finally:
            if broken:
                _abort(writer)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            self._writers.discard(writer)

    async def _pump(self, source: StreamReader, sink: StreamWriter) -> None:
        while piece := await source.read(_CHUNK):
            if isinstance(self._mode, Passing):
                await asyncio.sleep(self._mode.delay_ms / 1000)
            await self._flowing.wait()
            sink.write(piece)
            await sink.drain()
        sink.write_eof()


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def _reset(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    connection.close()


def _abort(writer: StreamWriter) -> None:
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
