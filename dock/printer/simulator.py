"""The printer simulator: an engine behind a TCP port and a pseudo-terminal.

The pseudo-terminal stands for ``/dev/usb/lp*``: like it, a character device opened O_RDWR that carries the bytes
both ways. It has no paper-status ioctl and no USB identity, which nothing of ours uses.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import tty
from pathlib import Path

from dock.printer.drawing import draw
from dock.printer.engine import Engine, Paper

_CHUNK = 4096
_HOST = "127.0.0.1"


class PrinterSimulator:
    """A thermal printer on ``127.0.0.1:port`` and, if asked, on a device path.

    Args:
        port: TCP port; 0 for any free one, then see ``port``.
        device: where to put the link to the pseudo-terminal; None for none.
    """

    def __init__(self, port: int = 0, device: Path | None = None) -> None:
        self.port = port
        self.device = device
        self.engine = Engine()
        self._selector = selectors.DefaultSelector()
        self._woken, self._waker = socket.socketpair()
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._pty: tuple[int, int] | None = None
        self._thread = threading.Thread(target=self._serve, name="printer-simulator", daemon=True)

    def start(self) -> None:
        """Plug it in and begin to serve."""
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._plug()
        self._thread.start()

    def stop(self) -> None:
        """Unplug it and end its thread."""
        self._waker.send(b"x")
        self._thread.join()
        self._unplug()
        self._selector.close()
        self._woken.close()
        self._waker.close()

    def paper(self, *, present: bool = True, low: bool = False) -> None:
        """Take the roll out, put one in, or bring it near its end."""
        self.engine.paper(present=present, low=low)

    def cover(self, *, is_open: bool) -> None:
        """Open or close the cover."""
        self.engine.cover(is_open=is_open)

    def jam(self, *, jammed: bool) -> None:
        """Block or free the cutter."""
        self.engine.jam(jammed=jammed)

    def silent(self, *, on: bool) -> None:
        """Stop answering status requests, or answer again."""
        self.engine.silent(on=on)

    def gone(self, *, on: bool) -> None:
        """Pull the plug, or put it back: connection refused and no device file."""
        with self.engine.lock:
            if on:
                self._unplug()
            elif self._listener is None:
                self._plug()

    def speed(self, mm_per_s: float) -> None:
        """Move the paper at this speed; 0: at once."""
        self.engine.speed(mm_per_s)

    def paper_after(self, count: int) -> None:
        """Run out of paper once so many more bytes have been printed."""
        self.engine.after(count, lambda: self.paper(present=False))

    def cover_after(self, count: int) -> None:
        """Open the cover once so many more bytes have been printed."""
        self.engine.after(count, lambda: self.cover(is_open=True))

    def silent_after(self, count: int) -> None:
        """Stop answering once so many more bytes have been printed."""
        self.engine.after(count, lambda: self.silent(on=True))

    def gone_after(self, count: int) -> None:
        """Pull the plug once so many more bytes have been printed."""
        self.engine.after(count, lambda: self.gone(on=True))

    def take(self) -> tuple[bytes, bytes] | None:
        """The last paper that was cut: its bytes and its picture (PNG); None when nothing came out."""
        papers = self.engine.papers()
        return (papers[-1].raw, draw(papers[-1].marks)) if papers else None

    def jobs(self) -> tuple[Paper, ...]:
        """Every paper that was cut, oldest first."""
        return self.engine.papers()

    @property
    def refusals(self) -> tuple[str, ...]:
        """What was received and is not ESC/POS as this printer knows it; empty when all is well."""
        with self.engine.lock:
            return tuple(self.engine.refusals)

    def _plug(self) -> None:
        listener = socket.create_server((_HOST, self.port), reuse_port=False)
        listener.settimeout(0)
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._selector.register(listener, selectors.EVENT_READ)
        if self.device is not None:
            master, slave = os.openpty()
            tty.setraw(slave)
            os.set_blocking(master, False)
            # The slave stays open here: without it, the master fails between two clients.
            self._pty = (master, slave)
            self._selector.register(master, selectors.EVENT_READ)
            self.device.unlink(missing_ok=True)
            self.device.symlink_to(os.ttyname(slave))

    def _unplug(self) -> None:
        self._drop_client()
        if self._listener is not None:
            self._selector.unregister(self._listener)
            self._listener.close()
            self._listener = None
        if self._pty is not None:
            self._selector.unregister(self._pty[0])
            for descriptor in self._pty:
                os.close(descriptor)
            self._pty = None
        if self.device is not None:
            self.device.unlink(missing_ok=True)
        self.engine.unplugged()

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select(self.engine.go_on()):
                if key.fileobj is self._woken:
                    return
                with self.engine.lock:
                    self._ready(key.fileobj)

    def _ready(self, ready: object) -> None:
        if ready is self._listener and self._listener is not None:
            self._accept(self._listener)
        elif ready is self._client and self._client is not None:
            self._read_client(self._client)
        elif self._pty is not None and ready == self._pty[0]:
            with contextlib.suppress(OSError):
                self.engine.receive(os.read(self._pty[0], _CHUNK), self._to_pty)

    def _accept(self, listener: socket.socket) -> None:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        # Like most network printers, it talks to one computer at a time: the last to come.
        self._drop_client()
        client.settimeout(0)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = client
        self._selector.register(client, selectors.EVENT_READ)

    def _read_client(self, client: socket.socket) -> None:
        try:
            data = client.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.engine.receive(data, self._to_client)
        else:
            self._drop_client()

    def _drop_client(self) -> None:
        if self._client is not None:
            self._selector.unregister(self._client)
            self._client.close()
            self._client = None

    def _to_client(self, answer: bytes) -> None:
        with contextlib.suppress(OSError):
            if self._client is not None:
                self._client.send(answer)

    def _to_pty(self, answer: bytes) -> None:
        with contextlib.suppress(OSError):
            if self._pty is not None:
                os.write(self._pty[0], answer)
