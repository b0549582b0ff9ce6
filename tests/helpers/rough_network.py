"""A network that loses, delays, repeats, cuts, and answers like a captive portal, inside the caisse's own TLS.

It holds a certificate of the authority that the terminals trust: they take every answer for the caisse's.
"""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
import threading
from asyncio import StreamReader, StreamWriter
from collections import Counter
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Self

_LATE_S = 0.25
_PAGE = b"<!doctype html><title>Wi-Fi</title><p>Acceptez les conditions pour continuer.</p>"


class Weather(StrEnum):
    """What happens to one exchange."""

    FAIR = "fair"
    REQUEST_LOST = "request-lost"
    ANSWER_LOST = "answer-lost"
    ANSWER_CUT = "answer-cut"
    LATE = "late"
    REPEATED = "repeated"
    """It arrives twice; the second answer comes back."""
    HAUNTED = "haunted"
    """It arrives again later, when nobody expects it."""
    PORTAL = "portal"
    EMPTY_YES = "empty-yes"
    """200, JSON, and nothing in it."""
    ELSEWHERE = "elsewhere"
    BUSY = "busy"


_ROUGH = (Weather.FAIR,) * 6 + tuple(Weather)[1:]


class RoughNetwork:
    """Listens on 127.0.0.1 and leads to the caisse; use it in a ``with``.

    Args:
        caisse_port: on 127.0.0.1.
        tls: directory of the caisse's authority and certificate (``caisse.tls``), there once it is entered.
        seed: what happens to which exchange follows from it, as far as the order of exchanges does.

    Attributes:
        port: where to call.
        met: how many exchanges met which weather.
        calm: every exchange goes through; so it begins.
    """

    def __init__(self, caisse_port: int, tls: Path, seed: int) -> None:
        self._caisse_port = caisse_port
        self._chance = random.Random(seed)
        self.calm = True
        self.met: Counter[Weather] = Counter()
        self._shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._pack: list[Weather] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="rough-network")
        # Bound before the caisse starts: its public address is this one.
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        self._shown.load_cert_chain(self._tls / "server.pem", self._tls / "server-key.pem")
        self._trusted = ssl.create_default_context(cafile=self._tls / "ca.pem")
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, sock=self._socket, ssl=self._shown), self._loop
        ).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # Each transport lets go of its socket in a later turn of the loop.
        await asyncio.sleep(0.05)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError, EOFError, ssl.SSLError, asyncio.LimitOverrunError):
            try:
                while await self._exchange(reader, writer):
                    pass
                writer.close()
                await writer.wait_closed()
            finally:
                if not writer.is_closing():
                    writer.transport.abort()

    async def _exchange(self, reader: StreamReader, writer: StreamWriter) -> bool:
        """One request; False when the connection ends with it."""
        request = await _message(reader)
        weather = Weather.FAIR if self.calm else self._next_weather()
        self.met[weather] += 1
        answer = await self._answer(request, weather)
        if answer is None:
            return False
        writer.write(answer)
        await writer.drain()
        return weather is not Weather.ANSWER_CUT

    def _next_weather(self) -> Weather:
        """Out of a shuffled pack: every weather comes before any comes too often."""
        if not self._pack:
            self._pack = self._chance.sample(_ROUGH, len(_ROUGH))
        return self._pack.pop()

    async def _answer(self, request: bytes, weather: Weather) -> bytes | None:
        match weather:
            case Weather.FAIR:
                return await self._ask(request)
            case Weather.REQUEST_LOST:
                return None
            case Weather.ANSWER_LOST:
                await self._ask(request)
                return None
            case Weather.ANSWER_CUT:
                answer = await self._ask(request)
                return answer[: self._chance.randrange(1, len(answer))]
            case Weather.LATE:
                await asyncio.sleep(self._chance.uniform(0, _LATE_S))
                return await self._ask(request)
            case Weather.REPEATED:
                await self._ask(request)
                return await self._ask(request)
            case Weather.HAUNTED:
                haunting = self._loop.create_task(self._haunt(request, self._chance.uniform(0, 4 * _LATE_S)))
                answer = await self._ask(request)
                del haunting
                return answer
            case Weather.PORTAL:
                return _made(b"200 OK", b"text/html", _PAGE)
            case Weather.EMPTY_YES:
                return _made(b"200 OK", b"application/json", b"{}")
            case Weather.ELSEWHERE:
                return _made(b"302 Found", b"text/html", b"", b"Location: https://wifi.example/\r\n")
            case Weather.BUSY:
                problem = b'{"type":"/problems/busy","title":"-","status":503}'
                return _made(b"503 Service Unavailable", b"application/problem+json", problem, b"Retry-After: 0\r\n")

    async def _haunt(self, request: bytes, after_s: float) -> None:
        await asyncio.sleep(after_s)
        with suppress(OSError, EOFError):
            await self._ask(request)

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self._caisse_port, ssl=self._trusted, server_hostname="127.0.0.1"
        )
        try:
            writer.write(request)
            await writer.drain()
            return await _message(reader)
        finally:
            writer.transport.abort()


async def _message(reader: StreamReader) -> bytes:
    """One HTTP message whose length its head says."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + await reader.readexactly(length)


def _made(status: bytes, media_type: bytes, body: bytes, more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n%b\r\n" % (status, media_type, len(body), more)
    return head + body
