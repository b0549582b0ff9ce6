"""The socket, with a hand at the other end that only notes what it is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from dock.answers import Answer, Paper
from dock.client import DockClient, DockError
from dock.commands import CardInsert, CardRemove, Command, NetworkCut, PrinterTake
from dock.server import Server

PAPER = Paper(1, "/tmp/1.bin", "/tmp/1.png", ("Attestation", "à garder"))


class Hand:
    """Obeys nothing, remembers everything."""

    def __init__(self) -> None:
        self.told: list[Command] = []

    def obey(self, command: Command) -> Answer:
        self.told.append(command)
        match command:
            case CardInsert():
                return Answer(ok=False, error="a card is in already")
            case PrinterTake():
                return Answer(ok=True, paper=PAPER)
            case _:
                return Answer(ok=True)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def address(place: Path, hand: Hand) -> Iterator[Path]:
    path = place / "dock.sock"
    path.touch()
    with Server(path, hand.obey) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield path
        server.shutdown()
        thread.join()


def test_commands_arrive_in_their_order(address: Path, hand: Hand) -> None:
    with DockClient(address) as dock:
        dock.do(NetworkCut())
        dock.do(CardRemove())
    assert hand.told == [NetworkCut(), CardRemove()]


def test_a_refusal_is_an_error_with_its_reason(address: Path) -> None:
    with DockClient(address) as dock, pytest.raises(DockError, match="a card is in already"):
        dock.do(CardInsert("marie"))


def test_a_paper_comes_through_whole(address: Path) -> None:
    with DockClient(address) as dock:
        assert dock.take_paper() == PAPER


def test_a_line_that_is_no_command_is_answered_and_the_next_one_is_heard(address: Path, hand: Hand) -> None:
    with socket.socket(socket.AF_UNIX) as raw:
        raw.connect(str(address))
        raw.sendall(b'\xff\n{"do": "network.cut"}\n')
        lines = raw.makefile("rb")
        first, second = lines.readline(), lines.readline()
        lines.close()
    assert first.startswith(b'{"ok":false,"error":')
    assert second == b'{"ok":true}\n'
    assert hand.told == [NetworkCut()]


def test_two_clients_are_served(address: Path, hand: Hand) -> None:
    with DockClient(address) as window, DockClient(address) as player:
        window.do(NetworkCut())
        player.do(CardRemove())
        window.do(CardRemove())
    assert len(hand.told) == 3


def test_nobody_else_of_the_machine_may_connect(address: Path) -> None:
    assert address.stat().st_mode & 0o777 == 0o600


def test_a_dock_that_goes_away_is_noticed(place: Path) -> None:
    path = place / "gone.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        with DockClient(path) as dock:
            listener.accept()[0].close()
            with pytest.raises(ConnectionError):
                dock.do(NetworkCut())
