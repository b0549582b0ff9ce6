"""What qemu is asked from outside, by its own protocol (QMP): pictures of the screen, the power button."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from types import TracebackType
from typing import Self


class QmpError(Exception):
    """qemu refused a command."""


class Qmp:
    """A conversation with a running qemu; use it in a ``with``.

    Args:
        path: of the socket that ``-qmp`` named.
    """

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(60)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rw", encoding="utf-8")

    def __enter__(self) -> Self:
        # The greeting says nothing that we need.
        self._lines.readline()
        self.do("qmp_capabilities")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        self._socket.close()

    def do(self, command: str, **arguments: str) -> object:
        """Carry out a command; gives what it returns.

        Raises:
            QmpError: it is refused; the message is qemu's.
        """
        self._lines.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._lines.flush()
        while True:
            said = json.loads(self._lines.readline())
            if "error" in said:
                raise QmpError(f"{command}: {said['error']['desc']}")
            if "return" in said:
                returned: object = said["return"]
                return returned

    def picture(self, path: Path) -> None:
        """Write what the screen shows as a PNG."""
        self.do("screendump", filename=str(path), format="png")
