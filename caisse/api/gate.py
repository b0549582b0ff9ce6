"""Who asks, and what they may: the dependencies that every door of the table is built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from caisse.api.problems import RefusedError
from caisse.api.request_parts import RequestParts
from caisse.handlers.refusal import Refusal
from caisse.handlers.terminals import note_nonce, public_key
from caisse.handlers.visits import Visit, find_visit
from caisse.parts import Parts
from caisse.settings import Settings
from teleservices.levels import Level
from teleservices.wire.problems import Problem


def parts_of(request: Request) -> Parts:
    """The caisse's surroundings, put on the application when it was built."""
    parts: Parts = request.app.state.parts
    return parts


PartsHere = Annotated[Parts, Depends(parts_of)]


async def _request_parts(request: Request, parts: PartsHere) -> RequestParts:
    # Starlette's own URL is percent-decoded; the terminal signed the raw one.
    raw: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    target = parts.public_url + raw.decode("ascii") + (f"?{query.decode('ascii')}" if query else "")
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return RequestParts(request.method, target, headers, await request.body())


def signing_terminal(asked: Annotated[RequestParts, Depends(_request_parts)], parts: PartsHere) -> str:
    """The name of the terminal that signed this request, never seen before.

    Raises:
        RefusedError: ``SIGNATURE``, ``CLOCK_SKEW`` or ``UNKNOWN_TERMINAL``.
    """

    def key_for(name: str) -> bytes | None:
        return parts.store.read(lambda connection: public_key(connection, name))

    found = parts.verify(asked, key_for, parts.now())
    if isinstance(found, Problem):
        raise RefusedError(Refusal(found))
    if not parts.store.write(lambda connection: note_nonce(connection, found.terminal, found.nonce, found.created)):
        raise RefusedError(Refusal(Problem.SIGNATURE), found.terminal)
    return found.terminal


Terminal = Annotated[str, Depends(signing_terminal)]

_bearer = HTTPBearer(auto_error=False, description="The visit's token, as `POST /v1/visits` gave it.")


def current_visit(
    terminal: Terminal, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)], parts: PartsHere
) -> Visit:
    """The visit whose token the request shows.

    Raises:
        RefusedError: ``VISIT_OVER`` or ``CARD_REFUSED``.
    """
    token = "" if shown is None else shown.credentials
    visit = parts.store.read(lambda connection: find_visit(connection, token, terminal, parts.now()))
    if isinstance(visit, Refusal):
        raise RefusedError(visit, terminal)
    return visit


@dataclass(frozen=True)
class AtLevel:
    """A dependency: the current visit, refused below a level.

    Attributes:
        needed: the level by the caisse's settings, as the door's row of the table says.
    """

    needed: Callable[[Settings], Level]

    def __call__(self, visit: Annotated[Visit, Depends(current_visit)], parts: PartsHere) -> Visit:
        """The visit.

        Raises:
            RefusedError: ``LEVEL``.
        """
        if not visit.level.reaches(self.needed(parts.settings)):
            raise RefusedError(Refusal(Problem.LEVEL), visit.terminal)
        return visit
