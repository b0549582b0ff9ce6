"""The mail server's process, started, told what to do wrong, and stopped by somebody who uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final, Self

from dock.mail.faults import MailFault

_PATIENCE_S: Final = 30.0


class MailServerError(Exception):
    """The mail server did not start or does not answer, or a message did not come; the message says which."""


class MailServer:
    """A real SMTP server on 127.0.0.1; usable in a ``with``.

    Args:
        directory: where messages are kept as they came, ``0001.eml`` first; made when missing.
        port: 0 for a free one.
        options: of ``python -m dock.mail``, for encryption and names.
    """

    def __init__(self, directory: Path, *, port: int = 0, options: Sequence[str] = ()) -> None:
        self._directory = directory
        self._command = [sys.executable, "-m", "dock.mail", str(directory), "--port", str(port), *options]
        self._news = Condition()
        self._told: dict[str, Any] = {}
        self._acknowledged = 0
        self._ended = False
        self._process: subprocess.Popen[str] | None = None
        self._listener: Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self._told["port"])

    def start(self) -> None:
        """Start and wait until it listens.

        Raises:
            MailServerError: it does not.
        """
        self._process = subprocess.Popen(
            self._command,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._listener = Thread(target=self._listen, args=(self._process,), name="dock-mail")
        self._listener.start()
        with self._news:
            listening = self._news.wait_for(lambda: "port" in self._told or self._ended, _PATIENCE_S)
        if not listening or self._ended:
            self.stop()
            raise MailServerError("the mail server did not start")

    def stop(self) -> None:
        """End it; what it kept stays."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()
        if self._listener is not None:
            self._listener.join()

    def fail(self, fault: MailFault | None, times: int = 1) -> None:
        """Do wrong for the next ``times`` messages; None: no more.

        Raises:
            MailServerError: it does not answer.
        """
        if self._process is None or self._process.stdin is None:
            raise MailServerError("the mail server does not run")
        with self._news:
            before = self._acknowledged
            self._process.stdin.write(json.dumps({"fault": fault, "times": times}) + "\n")
            self._process.stdin.flush()
            if not self._news.wait_for(lambda: self._acknowledged > before, _PATIENCE_S):
                raise MailServerError("the mail server does not answer")

    def files(self) -> tuple[Path, ...]:
        """Every message kept, in order of arrival."""
        return tuple(sorted(self._directory.glob("*.eml")))

    def messages(self) -> tuple[EmailMessage, ...]:
        """Every message kept, parsed, in order of arrival."""
        return tuple(message_from_bytes(file.read_bytes(), policy=policy.default) for file in self.files())

    def wait_for(self, count: int, timeout_s: float = _PATIENCE_S) -> tuple[EmailMessage, ...]:
        """Every message kept, once there are so many.

        Raises:
            MailServerError: there are not after ``timeout_s``.
        """
        with self._news:
            if not self._news.wait_for(lambda: len(self.files()) >= count, timeout_s):
                raise MailServerError(f"{len(self.files())} messages came, not {count}")
        return self.messages()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is not None:
            with process.stdout as lines:
                for line in lines:
                    told = json.loads(line)
                    with self._news:
                        self._told |= told
                        self._acknowledged += "fault" in told
                        self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()
