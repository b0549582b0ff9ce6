"""Who asks, and what they may: the dependencies that every door of the table is built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from caisse.api.doors import Door
from caisse.api.problems import RefusedError
from caisse.api.request_parts import RequestParts, Verified
from caisse.handlers.refusal import Refusal
from caisse.handlers.terminals import note_nonce, public_key
from caisse.handlers.visit import Visit
from caisse.handlers.visits import find_visit
from caisse.parts import Parts
from teleservices.levels import Level
from teleservices.wire.problems import Problem


async def parts_of(request: Request) -> Parts:
    """The caisse's surroundings, put on the application when it was built; ``async`` because FastAPI would take a
    thread for it.
    """
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


Asked = Annotated[RequestParts, Depends(_request_parts)]


def verified(asked: Asked, parts: PartsHere) -> Verified:
    """Which terminal signed this request, perhaps one heard before.

    Raises:
        RefusedError: ``SIGNATURE``, ``CLOCK_SKEW`` or ``UNKNOWN_TERMINAL``.
    """

    def key_for(name: str) -> bytes | None:
        return parts.store.read(lambda connection: public_key(connection, name))

    found = parts.verify(asked, key_for, parts.now())
    if isinstance(found, Problem):
        raise RefusedError(Refusal(found))
    return found


async def repeating_terminal(asked: Asked, parts: PartsHere) -> Callable[[], str]:
    """Gives the name of the terminal that signed this request, where the same request again does the same.

    What an outbox delivers bears its own idempotency key, so a request heard before changes nothing; to remember its
    nonce would cost a second commit for each batch (docs/adr/0006). The check is made when the name is asked for, in
    the endpoint's own thread: another one for it would cost as much as the check.

    Raises:
        RefusedError: from the call, as ``verified``.
    """
    return lambda: verified(asked, parts).terminal


def signing_terminal(found: Annotated[Verified, Depends(verified)], parts: PartsHere) -> str:
    """The name of the terminal that signed this request, never heard before.

    Raises:
        RefusedError: ``SIGNATURE``.
    """
    if not parts.store.write(lambda connection: note_nonce(connection, found.terminal, found.nonce, found.created)):
        raise RefusedError(Refusal(Problem.SIGNATURE), found.terminal)
    return found.terminal


Terminal = Annotated[str, Depends(signing_terminal)]
RepeatingTerminal = Annotated[Callable[[], str], Depends(repeating_terminal)]

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
class Through:
    """A dependency: the current visit, refused where it may not pass.

    Attributes:
        door: its row of the table.
    """

    door: Door

    def __call__(self, visit: Annotated[Visit, Depends(current_visit)], parts: PartsHere) -> Visit:
        """The visit.

        Raises:
            RefusedError: ``LEVEL``, ``PASSWORD_FIRST`` or ``EMAIL_FIRST``.
        """
        problem = _stopped(visit, self.door, parts)
        if problem is not None:
            raise RefusedError(Refusal(problem), visit.terminal)
        return visit


def _stopped(visit: Visit, door: Door, parts: Parts) -> Problem | None:
    needed = Level.NONE if door.level is None else door.level(parts.settings)
    if not visit.level.reaches(needed) or (door.card and visit.by_nir):
        return Problem.LEVEL
    if needed is not Level.CODE:
        return None
    if visit.must_choose is not None and Problem.PASSWORD_FIRST in door.first:
        return Problem.PASSWORD_FIRST
    if visit.without_email and Problem.EMAIL_FIRST in door.first:
        return Problem.EMAIL_FIRST
    return None
