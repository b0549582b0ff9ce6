"""What outboxes ask. Bodies and answers are bytes here: FastAPI would read a compressed body before its signature is
checked, and copy a thousand values of an answer.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request, Response
from pydantic import TypeAdapter

from caisse.api.gate import Asked, PartsHere, RepeatingTerminal
from caisse.api.problems import RefusedError
from caisse.api.told import Told, json_of
from caisse.handlers.refusal import Refusal
from caisse.intake.intake import Intake
from caisse.intake.reading import is_epoch
from teleservices.wire.batches import Batch, BatchAnswer, DeadLetters, EpochState
from teleservices.wire.problems import Problem
from teleservices.wire.sealing_keys import PublishedKeys

_ANSWER: Final = TypeAdapter(BatchAnswer)
_KEYS: Final = TypeAdapter(PublishedKeys)
_TAKEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "A verdict for each item.", "content": json_of(_ANSWER)}
}

BATCH: Final = Told({"requestBody": {"required": True, "content": json_of(TypeAdapter(Batch))}}, _TAKEN)
LETTERS: Final = Told({"requestBody": {"required": True, "content": json_of(TypeAdapter(DeadLetters))}}, _TAKEN)
KEYS: Final = Told(
    responses={
        200: {"description": "The caisse's keys, signed by the offline root.", "content": json_of(_KEYS)},
        304: {"description": "The keys are still those of `If-None-Match`."},
    }
)


async def _intake_of(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


IntakeHere = Annotated[Intake, Depends(_intake_of)]


def take_batch(asked: Asked, terminal: RepeatingTerminal, intake: IntakeHere) -> Response:
    """Sealed declarations are delivered; those accepted are stored durably, and applied once, later."""
    name = terminal()
    return _told(intake.take(name, asked.body, asked.headers.get("content-encoding")), name)


def take_letters(asked: Asked, terminal: RepeatingTerminal, intake: IntakeHere) -> Response:
    """Declarations that the terminal gave up delivering: a person will look at them."""
    name = terminal()
    return _told(intake.take_letters(name, asked.body, asked.headers.get("content-encoding")), name)


def show_epoch(epoch: str, terminal: RepeatingTerminal, intake: IntakeHere) -> EpochState:
    """What the caisse has of one epoch of this terminal's outbox."""
    name = terminal()
    if not is_epoch(epoch):
        raise RefusedError(Refusal(Problem.NOT_FOUND), name)
    return intake.epoch(name, epoch)


def show_keys(parts: PartsHere, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """The keys that declarations are sealed to."""
    published = parts.sealing_keys.published()
    if published is None:
        raise RefusedError(Refusal(Problem.NOT_FOUND))
    tag = f'"{published.serial}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if if_none_match == tag:
        return Response(status_code=304, headers=headers)
    return _json(_KEYS.dump_json(published), headers)


def _told(answer: BatchAnswer | Refusal, terminal: str) -> Response:
    if isinstance(answer, Refusal):
        raise RefusedError(answer, terminal)
    return _json(_ANSWER.dump_json(answer))


def _json(content: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(content, media_type="application/json", headers=headers)
