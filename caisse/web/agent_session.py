"""Who is at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Cookie, Depends, Form

from caisse.api.gate import PartsHere
from caisse.handlers.staff_sessions import AGENT_SESSIONS
from caisse.web.staff_cookie import StaffCookie, is_mark, mark_of

COOKIE: Final = StaffCookie("__Host-agent")


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
        """What every form of this session carries."""
        return mark_of(self.token)

    @property
    def place(self) -> str:
        """Where this agent's codes are counted, beside the terminals."""
        return f"agent {self.name}"


def current_agent(
    parts: PartsHere, token: Annotated[str | None, Cookie(alias=COOKIE.name)] = None
) -> AgentSession | None:
    """The agent whose cookie the request shows; their quarter of an hour begins anew."""
    if not token:
        return None
    now = parts.now()
    name = parts.store.write(lambda connection: AGENT_SESSIONS.holder(connection, token, now))
    return None if name is None else AgentSession(name, token)


Agent = Annotated[AgentSession | None, Depends(current_agent)]
"""A dependency: the agent, None where nobody has signed in."""


def acting_agent(agent: Agent, mark: Annotated[str, Form()] = "") -> AgentSession | None:
    """The agent who sent one of our own forms; None for a form made elsewhere (CSRF)."""
    return None if agent is None or not is_mark(agent.token, mark) else agent


ActingAgent = Annotated[AgentSession | None, Depends(acting_agent)]
"""A dependency: the agent behind a form."""
