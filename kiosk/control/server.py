"""The control socket: how a shell on the terminal speaks to the running application."""

from __future__ import annotations

import os
import pwd
import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.control import log
from kiosk.control.messages import LONGEST, SOCKET, Command, Refusal, Said, read_question, refused, written

_CREDENTIALS: Final = struct.Struct("3i")
"""``struct ucred``: pid, uid, gid."""
_PATIENCE_S: Final = 5.0
"""For a client to say its line, and to take its answer."""


class ControlServer:
    """Answers one client after the other, in the thread ``control``: root and the application's own user, nobody else.

    Args:
        directory: ``[runtime] directory``; made when absent.
        answer: carries a command out for a user, by name; called in this thread.
        record: writes to the journal.
    """

    def __init__(self, directory: Path, answer: Callable[[Command, str], Said], record: Callable[..., None]) -> None:
        self._file = directory / SOCKET
        self._answer = answer
        self._record = record
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="control", daemon=True)

    def start(self) -> None:
        """Start the thread; without a directory that can be written the terminal works all the same."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread; the socket is removed.

        Args:
            timeout_s: seconds to wait for it.
        """
        self._wake.send(b".")
        self._thread.join(timeout_s)
        if not self._thread.is_alive():
            self._wake.close()
            self._woken.close()

    def _run(self) -> None:
        try:
            listening = self._listen()
        except OSError:
            self._record(log.NO_SOCKET)
            return
        with listening:
            while self._comes(listening):
                with suppress(OSError):
                    client, _ = listening.accept()
                    with client:
                        self._serve(client)
        with suppress(OSError):
            self._file.unlink()

    def _listen(self) -> socket.socket:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What a killed process left; the lock says that no other one runs.
        self._file.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        try:
            listening.bind(str(self._file))
            self._file.chmod(0o600)
            listening.listen(4)
        except OSError:
            listening.close()
            raise
        return listening

    def _comes(self, listening: socket.socket) -> bool:
        ready, _, _ = select.select([listening, self._woken], [], [])
        return self._woken not in ready

    def _serve(self, client: socket.socket) -> None:
        uid = _uid(client)
        if uid not in {0, os.geteuid()}:
            self._record(log.STRANGER)
            return
        client.settimeout(_PATIENCE_S)
        line = _line(client)
        asked = Refusal.MALFORMED if line is None else read_question(line)
        if isinstance(asked, Refusal):
            said = refused(asked)
        else:
            said = self._answer(asked, _name(uid))
            self._record(log.ASKED, command=asked.value, outcome="done" if said["ok"] else str(said["why"]))
        client.sendall(written(said))


def _uid(client: socket.socket) -> int:
    given = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    uid: int = _CREDENTIALS.unpack(given)[1]
    return uid


def _name(uid: int) -> str:
    """What a client says of itself, and of who called it, is not believed."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _line(client: socket.socket) -> bytes | None:
    """The first line; None where none comes that is short enough."""
    said = b""
    while b"\n" not in said:
        more = client.recv(LONGEST + 1 - len(said))
        said += more
        if not more or len(said) > LONGEST:
            return None
    return said.partition(b"\n")[0]
