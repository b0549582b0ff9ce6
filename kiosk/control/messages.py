"""What is said through the control socket: one JSON object a line, one question and one answer a connection.

A question is ``{"do": "…"}``. An answer is ``{"ok": true, …}``, or ``{"ok": false, "why": "…"}`` with a ``Refusal``.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Final

SOCKET: Final = "control.sock"
"""In the runtime directory."""
LONGEST: Final = 1024
"""Bytes of a question, its end included."""


class Command(StrEnum):
    """What can be asked."""

    STATUS = "status"
    DOCTOR = "doctor"
    JOURNAL = "journal"
    SEND = "send"
    TEST_TICKET = "test-ticket"
    REPORT = "report"
    RESTART = "restart"
    REBOOT = "reboot"


class Refusal(StrEnum):
    """Why it was not done."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    VISIT = "visit"
    """Somebody is being served: it would disturb them."""
    NOT_SUPERVISED = "not-supervised"
    PRINTER = "printer"
    """The paper did not come out, or nobody knows."""
    BUSY = "busy"
    """No answer in time, or the application is ending."""
    FAILED = "failed"


Said = dict[str, object]
"""An answer, as JSON has it."""


def refused(why: Refusal) -> Said:
    """An answer that says no."""
    return {"ok": False, "why": why.value}


def read_question(line: bytes) -> Command | Refusal:
    """What a line asks.

    Args:
        line: without its end.
    """
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return Refusal.MALFORMED
    match asked:
        case {"do": str(word)} if len(asked) == 1:
            return Command(word) if word in set(Command) else Refusal.UNKNOWN
        case _:
            return Refusal.MALFORMED


def written(said: Said) -> bytes:
    """An answer's line."""
    return json.dumps(said, ensure_ascii=False).encode("utf-8") + b"\n"
