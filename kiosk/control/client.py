"""A shell's side of the control socket."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Final

from kiosk.control.messages import SOCKET, Command, Said

_PATIENCE_S: Final = 120.0
"""Longer than a slow paper takes."""
_LONGEST: Final = 1 << 20


def ask(directory: Path, command: Command) -> Said | None:
    """Ask the running application; None where nobody answers.

    Args:
        directory: ``[runtime] directory``.
        command: what to ask.

    Raises:
        PermissionError: this user may not.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as asking:
        asking.settimeout(_PATIENCE_S)
        try:
            asking.connect(str(directory / SOCKET))
            asking.sendall(json.dumps({"do": command.value}).encode("ascii") + b"\n")
            said = b""
            while b"\n" not in said and len(said) < _LONGEST and (more := asking.recv(65536)):
                said += more
        except PermissionError:
            raise
        except OSError:
            return None
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else None
