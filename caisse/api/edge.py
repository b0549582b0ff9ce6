"""The outermost layer: what holds for every answer, whatever happened inside (plain ASGI)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caisse.api.problems import status
from caisse.handlers.refusal import Refusal
from teleservices.wire.problems import Problem

MAX_BODY: Final = 64 * 1024
"""Bytes of a request's body where nothing else is said; most messages of the wire are under 1 KiB."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


class Edge:
    """Bounds the body, turns a bug into a 500 that shows no cause, dates the answer by the caisse's own clock.

    Args:
        app: what is inside.
        now: the clock; a terminal whose own is wrong sets it by ``Date``.
        largest: bytes of a request's body, by path, where not ``MAX_BODY``.
        tell: makes the answer that a refusal becomes.
        failed: told of a bug, with the request's scope.
    """

    def __init__(
        self,
        app: ASGIApp,
        now: Callable[[], datetime],
        largest: Mapping[str, int],
        tell: Callable[[Scope, Refusal], ASGIApp],
        failed: Callable[[Scope, Exception], None],
    ) -> None:
        self._app = app
        self._now = now
        self._largest = largest
        self._tell = tell
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; anything else goes inside as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        seen = 0
        largest = self._largest.get(scope["path"], MAX_BODY)

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > largest:
                raise HTTPException(status(Problem.TOO_LARGE), headers={"Connection": "close"})
            return message

        async def dated(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers["Date"] = format_datetime(self._now(), usegmt=True)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, bounded, dated)
        except Exception as error:
            self._failed(scope, error)
            if begun:
                raise
            await self._tell(scope, Refusal(Problem.INTERNAL))(scope, receive, dated)
