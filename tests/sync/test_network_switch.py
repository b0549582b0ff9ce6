"""The network of the dock behaves as networks do, seen from plain sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from dock.network import Capturing, Cut, NetworkSwitch, Passing, Swallowing

PATIENCE_S = 30.0


@pytest.fixture
def echo_port() -> Iterator[int]:
    """A server that sends back what it gets, then what it got in all when the other end is done."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=echo, args=(connection,), daemon=True).start()

    def echo(connection: socket.socket) -> None:
        with connection:
            try:
                while piece := connection.recv(65536):
                    connection.sendall(piece)
                connection.sendall(b"<end>")
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


@pytest.fixture
def switch(echo_port: int) -> Iterator[NetworkSwitch]:
    network = NetworkSwitch("127.0.0.1", echo_port)
    network.start()
    yield network
    network.stop()


def connect(switch: NetworkSwitch) -> socket.socket:
    return socket.create_connection(("127.0.0.1", switch.port), PATIENCE_S)


def all_of(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_everything_passes_both_ways_to_the_end(switch: NetworkSwitch) -> None:
    sent = bytes(range(256)) * 4096
    with connect(switch) as connection:
        sender = threading.Thread(target=lambda: (connection.sendall(sent), connection.shutdown(socket.SHUT_WR)))
        sender.start()
        assert all_of(connection) == sent + b"<end>"
        sender.join()


def test_a_cut_resets_what_is_connected_and_refuses_what_comes(switch: NetworkSwitch) -> None:
    with connect(switch) as connection:
        connection.sendall(b"x")
        assert connection.recv(1) == b"x"
        switch.cut()
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    with pytest.raises(ConnectionRefusedError):
        connect(switch)
    assert switch.mode == Cut()


def test_after_a_cut_the_port_is_the_same(switch: NetworkSwitch) -> None:
    port = switch.port
    switch.cut()
    switch.cut()
    switch.restore()

    assert (switch.port, switch.mode) == (port, Passing())
    with connect(switch) as connection:
        connection.sendall(b"x")
        assert connection.recv(1) == b"x"


def test_what_was_swallowed_arrives_when_it_ends(switch: NetworkSwitch) -> None:
    with connect(switch) as before:
        switch.blackhole()
        with connect(switch) as during:
            for connection in (before, during):
                connection.sendall(b"x")
                connection.settimeout(0.05)
                with pytest.raises(TimeoutError):
                    connection.recv(1)
                connection.settimeout(PATIENCE_S)
            assert switch.mode == Swallowing()
            switch.restore()
            assert (before.recv(1), during.recv(1)) == (b"x", b"x")


def test_a_portal_answers_everybody_with_its_page(switch: NetworkSwitch) -> None:
    switch.captive()
    with connect(switch) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert all_of(connection).startswith(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    assert switch.mode == Capturing()


def test_a_slow_network_loses_nothing(switch: NetworkSwitch) -> None:
    switch.slow(5)
    with connect(switch) as connection:
        connection.sendall(b"slowly")
        connection.shutdown(socket.SHUT_WR)
        assert all_of(connection) == b"slowly<end>"
    assert switch.mode == Passing(5)


def test_a_caisse_that_is_not_there_looks_like_a_reset() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    network = NetworkSwitch("127.0.0.1", port)
    network.start()
    try:
        with pytest.raises(ConnectionResetError), connect(network) as connection:
            connection.recv(1)
    finally:
        network.stop()


def test_stopping_frees_the_port(echo_port: int) -> None:
    network = NetworkSwitch("127.0.0.1", echo_port)
    network.start()
    with connect(network):
        network.stop()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", network.port))
