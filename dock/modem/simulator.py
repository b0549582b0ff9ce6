"""The modem simulator: a machine behind a pseudo-terminal that stands for ``/dev/ttyUSB*``."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

from dock.modem.condition import Condition
from dock.modem.dialect import TERSE, Dialect
from dock.modem.inbox import Inbox, Message
from dock.modem.machine import Machine

_CHUNK = 4096


class ModemSimulator:
    """A GSM modem on a device path. Every method may be called from any thread.

    Args:
        device: where to put the link to the pseudo-terminal.
        dialect: how it writes.
    """

    def __init__(self, device: Path, dialect: Dialect = TERSE) -> None:
        self.device = device
        self._dialect = dialect
        self._lock = threading.RLock()
        self._condition = Condition()
        self._inbox = Inbox()
        self._machine = self._power()
        self._faults: list[str] = []
        self._selector = selectors.DefaultSelector()
        self._woken, self._waker = socket.socketpair()
        self._pty: tuple[int, int] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name="modem-simulator", daemon=True)

    def start(self) -> None:
        """Plug it in and begin to serve."""
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._plug()
        self._thread.start()

    def stop(self) -> None:
        """Unplug it and end its thread."""
        self._stopping = True
        self._wake()
        self._thread.join()
        with self._lock:
            self._unplug()
        self._selector.close()
        self._woken.close()
        self._waker.close()

    @contextlib.contextmanager
    def condition(self) -> Iterator[Condition]:
        """What the modem finds around it, to look at or to change; a change of registration is told by the modem."""
        with self._lock:
            before = self._condition.registration
            yield self._condition
            if self._condition.registration != before:
                self._machine.registration_changed()
        self._wake()

    def gone(self, *, on: bool) -> None:
        """Pull the plug, or put it back: no device file, and a modem that starts anew."""
        with self._lock:
            if on:
                self._unplug()
            elif self._pty is None:
                self._plug()
        self._wake()

    def speak(self, dialect: Dialect) -> None:
        """Be another modem, from the next time it gets power."""
        with self._lock:
            self._dialect = dialect

    def report_late(self) -> None:
        """The message centre's late reports come now."""
        with self._lock:
            self._machine.report_late()
        self._wake()

    def messages(self) -> tuple[Message, ...]:
        """What reached the subscribers, in order."""
        with self._lock:
            return self._inbox.messages()

    @property
    def faults(self) -> tuple[str, ...]:
        """What was received and is no command or PDU as this modem knows them; empty when all is well."""
        with self._lock:
            return (*self._faults, *self._machine.faults)

    def _power(self) -> Machine:
        return Machine(self._condition, self._dialect, self._inbox, self._unplug)

    def _plug(self) -> None:
        with self._lock:
            self._faults += self._machine.faults
            self._machine = self._power()
            master, slave = os.openpty()
            tty.setraw(slave)
            os.set_blocking(master, False)
            # The slave stays open here: without it, the master fails between two clients.
            self._pty = (master, slave)
            self._selector.register(master, selectors.EVENT_READ)
            self.device.unlink(missing_ok=True)
            self.device.symlink_to(os.ttyname(slave))

    def _unplug(self) -> None:
        if self._pty is not None:
            self._selector.unregister(self._pty[0])
            for descriptor in self._pty:
                os.close(descriptor)
            self._pty = None
        self.device.unlink(missing_ok=True)

    def _wake(self) -> None:
        self._waker.send(b"x")

    def _serve(self) -> None:
        left: float | None = None
        while not self._stopping:
            for key, _ in self._selector.select(left):
                if key.fileobj is self._woken:
                    self._woken.recv(_CHUNK)
            with self._lock:
                left = self._turn()

    def _turn(self) -> float | None:
        """Hear what has come, say what is due; in how many seconds to look again, None when nothing waits."""
        data = self._with_line(lambda line: os.read(line, _CHUNK))
        if data:
            self._machine.receive(data)
        said, left = self._machine.due()
        if said:
            self._with_line(lambda line: os.write(line, said))
        return left

    def _with_line(self, act: Callable[[int], bytes | int]) -> bytes:
        if self._pty is None:
            return b""
        with contextlib.suppress(OSError):
            done = act(self._pty[0])
            return done if isinstance(done, bytes) else b""
        return b""
