"""Who is at the counter: the session's cookie, and the mark that a form was made by one of our own pages."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Cookie, Depends, Form, Response

from caisse.api.gate import PartsHere
from caisse.handlers.agents import signed_in
from caisse.handlers.secret import derived

COOKIE: Final = "__Host-agent"


@dataclass(frozen=True, repr=False)
class AgentSession:
    """An agent who has signed in.

    Attributes:
        name: as the operator gave it.
    """

    name: str
    token: str

    @property
    def mark(self) -> str:
        """What every form of this session carries, and no other site can know."""
        return derived(self.token, "form")

    @property
    def place(self) -> str:
        """Where this agent's codes are counted, beside the terminals."""
        return f"agent {self.name}"


def current_agent(parts: PartsHere, token: Annotated[str | None, Cookie(alias=COOKIE)] = None) -> AgentSession | None:
    """The agent whose cookie the request shows; their quarter of an hour begins anew."""
    if not token:
        return None
    now = parts.now()
    name = parts.store.write(lambda connection: signed_in(connection, token, now))
    return None if name is None else AgentSession(name, token)


Agent = Annotated[AgentSession | None, Depends(current_agent)]
"""A dependency: the agent, None where nobody has signed in."""


def acting_agent(agent: Agent, mark: Annotated[str, Form()] = "") -> AgentSession | None:
    """The agent who sent one of our own forms; None for a form made elsewhere (CSRF)."""
    if agent is None or not hmac.compare_digest(agent.mark.encode(), mark.encode()):
        return None
    return agent


ActingAgent = Annotated[AgentSession | None, Depends(acting_agent)]
"""A dependency: the agent behind a form."""


def keep(answer: Response, token: str) -> None:
    """Let the browser show the token to this caisse, and never to a script or another site."""
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")


def drop(answer: Response) -> None:
    """Let the browser forget the token."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
