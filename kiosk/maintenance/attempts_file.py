"""The count of wrong answers on the disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kiosk.maintenance.attempts import Attempts, Moment, many, none
from kiosk.sync.durable import replace_file

FILE: Final = "maintenance-attempts.json"
"""In the state directory."""


def read(state: Path, now: Moment) -> Attempts:
    """The count; as many as can be when the file cannot be read or is none of ours.

    Args:
        state: the state directory.
        now: this moment.
    """
    try:
        content = (state / FILE).read_bytes()
    except FileNotFoundError:
        return none(now)
    except OSError:
        return many(now)
    return parsed(content, now)


def parsed(content: bytes, now: Moment) -> Attempts:
    """What the file's bytes say; as many as can be when they are none of ours.

    Args:
        content: of the file.
        now: this moment.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return many(now)
    match found:
        case {"failures": int(failures), "boot_id": str(boot_id), "uptime_s": int(uptime_s)} if failures >= 0:
            return Attempts(failures, Moment(boot_id, uptime_s))
        case _:
            return many(now)


def write(state: Path, attempts: Attempts) -> None:
    """Keep the count, durably.

    Raises:
        OSError: it could not be written; the former still stands.
    """
    content = {"failures": attempts.failures, "boot_id": attempts.last.boot_id, "uptime_s": attempts.last.uptime_s}
    replace_file(state / FILE, json.dumps(content).encode("ascii"))
