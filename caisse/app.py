"""Builds the HTTP application from its parts."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from caisse import events
from caisse.api import account, batches, consultation, doors, endpoints, identification, maintenance, problems
from caisse.api.application import Application
from caisse.api.doors import Door
from caisse.api.edge import Edge
from caisse.api.problems import RefusedError
from caisse.api.told import Told
from caisse.handlers.refusal import Refusal
from caisse.handlers.turns import CrowdedError
from caisse.intake.intake import Intake
from caisse.parts import Parts
from caisse.store.store import StoreBusyError
from caisse.web import (
    address,
    agent_access,
    agent_codes,
    check,
    password,
    technician_access,
    technician_answers,
    technician_trail,
)
from caisse.web.page import reader_texts
from caisse.web.told import trouble
from teleservices.wire.problems import Problem

_ROOT: Final = Path(__file__).resolve().parent.parent
_BY_STATUS: Final = {404: Problem.NOT_FOUND, 405: Problem.METHOD, 413: Problem.TOO_LARGE}
"""What Starlette raises by number; FastAPI's 400 for a body that is not JSON is the rest."""


def build(parts: Parts) -> FastAPI:
    """The caisse as an ASGI application.

    Args:
        parts: everything it works with.
    """
    app = Application(
        title="Caisse",
        summary="The other end of the borne multiservices.",
        version="1",
        openapi_url=doors.OPENAPI.path,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.parts = parts
    app.state.intake = Intake(parts)
    _route(app, doors.HEALTH, endpoints.health)
    _route(app, doors.ENROL, endpoints.enrol_terminal, status_code=201)
    _route(app, doors.OPEN_VISIT, endpoints.begin_visit, status_code=201)
    _route(app, doors.CLOSE_VISIT, endpoints.end_visit, status_code=204)
    _route(app, doors.SIGN_IN, identification.sign_in)
    _route(app, doors.SIGN_IN_BY_NIR, identification.sign_in_by_nir, status_code=201)
    _route(app, doors.SEND_CODE, identification.send_code_provisoire, status_code=201)
    _route(app, doors.NOTE_SMS, identification.note_sms, status_code=204)
    _route(app, doors.CHOOSE_PASSWORD, identification.choose_password)
    _route(app, doors.CHANGE_EMAIL, account.change_email)
    _route(app, doors.MAKE_ROBOT_CHECK, account.make_robot_check, status_code=201)
    _route(app, doors.ASK_RESET, account.ask_for_reset, status_code=202)
    _route(app, doors.ASK_OWN_RESET, account.ask_for_own_reset, status_code=202)
    _route(app, doors.ATTEST, endpoints.attest_rights, status_code=201)
    _route(app, doors.TAKE_BATCH, batches.take_batch, told=batches.BATCH)
    _route(app, doors.TAKE_LETTERS, batches.take_letters, told=batches.LETTERS)
    _route(app, doors.SHOW_EPOCH, batches.show_epoch)
    _route(app, doors.SHOW_KEYS, batches.show_keys, told=batches.KEYS)
    _route(app, doors.INFORMATION, consultation.show_information)
    _route(app, doors.REQUESTS, consultation.show_requests)
    _route(app, doors.MESSAGES, consultation.show_messages)
    _route(app, doors.ENTER_MAINTENANCE, maintenance.enter_maintenance)
    _page(app, doors.CHECK, check.check_page)
    _page(app, doors.SHOW_ADDRESS, address.address_page)
    _page(app, doors.CONFIRM_ADDRESS, address.confirm)
    _page(app, doors.SHOW_RESET, password.password_page)
    _page(app, doors.RESET_PASSWORD, password.choose)
    _page(app, doors.AGENT, agent_access.agent_page)
    _page(app, doors.AGENT_SIGN_IN, agent_access.sign_in)
    _page(app, doors.AGENT_LEAVE, agent_access.leave)
    _page(app, doors.AGENT_PERSON, agent_codes.find)
    _page(app, doors.AGENT_CODE, agent_codes.issue)
    _page(app, doors.TECHNICIAN, technician_access.technician_page)
    _page(app, doors.TECHNICIAN_SIGN_IN, technician_access.sign_in)
    _page(app, doors.TECHNICIAN_LEAVE, technician_access.leave)
    _page(app, doors.TECHNICIAN_ANSWER, technician_answers.answer)
    _page(app, doors.TECHNICIAN_TRAIL, technician_trail.trail_page)
    _tell_refusals(app, parts)
    app.add_middleware(
        Edge,
        now=parts.now,
        largest=doors.LARGEST,
        tell=lambda scope, refusal: _answer(parts, scope, refusal),
        failed=lambda scope, error: parts.log.record(
            events.FAILED, route=route_of(scope), error=type(error).__name__, place=_place(error)
        ),
    )
    return app


def _route(
    app: FastAPI, door: Door, endpoint: Callable[..., Any], status_code: int = 200, told: Told | None = None
) -> None:
    """Open a door to programs; ``told`` documents what FastAPI does not see."""
    app.add_api_route(
        door.path,
        endpoint,
        methods=[door.method],
        status_code=status_code,
        response_class=JSONResponse,
        responses=problems.openapi_responses(doors.refusals_of(door)) | (told.responses if told else {}),
        openapi_extra=told.operation if told else None,
    )


def _page(app: FastAPI, door: Door, endpoint: Callable[..., Any]) -> None:
    """Open a door to people."""
    app.add_api_route(door.path, endpoint, methods=[door.method], response_class=HTMLResponse, include_in_schema=False)


def _tell_refusals(app: FastAPI, parts: Parts) -> None:
    """Every way in which FastAPI, Starlette or a handler says no ends as a problem document, or as a page."""

    def refused(request: Request, error: RefusedError) -> Response:
        _note(parts, request.scope, error.refusal.problem, error.terminal)
        if error.refusal.alarm is not None:
            parts.log.record(events.ALARM, kind=error.refusal.alarm, place=error.terminal)
        return _answer(parts, request.scope, error.refusal)

    def malformed(request: Request, _error: RequestValidationError) -> Response:
        _note(parts, request.scope, Problem.MALFORMED, None)
        return _answer(parts, request.scope, Refusal(Problem.MALFORMED))

    def busy(request: Request, _error: StoreBusyError | CrowdedError) -> Response:
        _note(parts, request.scope, Problem.BUSY, None)
        return _answer(parts, request.scope, Refusal(Problem.BUSY))

    def unrouted(request: Request, error: HTTPException) -> Response:
        problem = _BY_STATUS.get(error.status_code, Problem.MALFORMED)
        _note(parts, request.scope, problem, None)
        return _answer(parts, request.scope, Refusal(problem), dict(error.headers or {}))

    handlers: dict[type[Exception], Any] = {
        RefusedError: refused,
        RequestValidationError: malformed,
        StoreBusyError: busy,
        CrowdedError: busy,
        HTTPException: unrouted,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def route_of(scope: Scope) -> str:
    """The pattern of the route that took a request, ``-`` for none: what was asked for may hold anything."""
    return str(getattr(scope.get("route"), "path", "-"))


def _answer(parts: Parts, scope: Scope, refusal: Refusal, headers: dict[str, str] | None = None) -> Response:
    """A refusal as whoever asked reads it."""
    if route_of(scope) in doors.PAGES:
        return trouble(reader_texts(parts, Headers(scope=scope).get("accept-language")), refusal)
    return problems.response(refusal, headers)


def _note(parts: Parts, scope: Scope, problem: Problem, terminal: str | None) -> None:
    parts.log.record(events.REFUSED, route=route_of(scope), problem=problem, terminal=terminal)


def _place(error: Exception) -> str:
    """The last line of ours that an exception went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT / "caisse")] or list(frames)
    last = ours[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
