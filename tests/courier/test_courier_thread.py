"""The courier's thread: wakes, says that it stopped for good, and ends in the middle of an exchange."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from courier_caisse import MEMORY, CourierCaisse, Network
from courier_terminal import SIGNER, CourierTerminal

from caisse.handlers.refusal import Refusal
from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.courier import Courier
from kiosk.sync.keys import Offered
from kiosk.sync.policy_state import Halt
from kiosk.sync.transport import Reply
from teleservices.wire.problems import Problem

SOON_S = 20.0


class Silent:
    """A caisse that takes a request and says nothing, until the exchange is given up."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.given_up = threading.Event()

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
    ) -> Reply | NoAnswer:
        self.asked.set()
        assert abort is not None
        pause = threading.Event()
        while abort.cause is None:
            pause.wait(0.01)
        self.given_up.set()
        return NoAnswer(abort.cause)

    def close(self) -> None:
        """Nothing is kept."""


class Changes:
    """Counts, and lets a test wait for what it expects."""

    def __init__(self) -> None:
        self._condition = threading.Condition()

    def __call__(self) -> None:
        with self._condition:
            self._condition.notify_all()

    def wait_for(self, there: Callable[[], bool]) -> bool:
        with self._condition:
            return self._condition.wait_for(there, SOON_S)


@pytest.fixture
def caisse() -> Iterator[CourierCaisse]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        end = CourierCaisse(Path(folder))
        end.anew(SIGNER.public_key().public_bytes_raw())
        yield end
        end.close()


@pytest.fixture
def terminal(caisse: CourierCaisse, tmp_path: Path) -> Iterator[CourierTerminal]:
    one = CourierTerminal(tmp_path, Network(caisse))
    one.run()
    yield one
    one.outbox.close()


def test_it_rests_until_it_is_woken_then_delivers(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    changes = Changes()
    courier = Courier(lambda: terminal.outbox, terminal.means, changed=changes)
    courier.start()
    try:
        terminal.file_one("a", caisse.keys.all()[0])
        courier.wake()
        assert changes.wait_for(lambda: terminal.outbox.queue_state().pending == 0)
    finally:
        courier.stop(SOON_S)
    assert terminal.outbox.state().delivered_at is not None


def test_a_revoked_terminal_halts_and_keeps_everything(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    caisse.refuses = Refusal(Problem.UNKNOWN_TERMINAL)
    terminal.file_one("a", caisse.keys.all()[0])
    changes = Changes()
    courier = Courier(lambda: terminal.outbox, terminal.means, changed=changes)
    courier.start()
    try:
        assert changes.wait_for(lambda: courier.halt is Halt.UNKNOWN_TERMINAL)
    finally:
        courier.stop(SOON_S)
    assert terminal.outbox.queue_state().pending == 1


def test_it_ends_in_the_middle_of_an_exchange_and_keeps_what_was_sent(tmp_path: Path, caisse: CourierCaisse) -> None:
    silent = Silent()
    terminal = CourierTerminal(tmp_path, silent)
    published = caisse.keys.published()
    assert published is not None
    assert terminal.keys.offer(published) is Offered.TAKEN
    terminal.file_one("a", caisse.keys.all()[0])
    courier = Courier(lambda: terminal.outbox, terminal.means, changed=lambda: None)
    courier.start()
    assert silent.asked.wait(SOON_S)
    courier.stop(SOON_S)
    assert silent.given_up.is_set()
    assert "courier" not in {thread.name for thread in threading.enumerate()}
    assert terminal.outbox.queue_state().pending == 1
    assert courier.halt is None
    terminal.outbox.close()
