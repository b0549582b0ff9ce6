"""The dock as it is run: a process, its socket, and every simulator behind it."""

from __future__ import annotations

import os
import socket
import ssl
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from dock.client import DockClient, DockError
from dock.commands import CardInsert, CardRemove, CardSwap, NetworkCut, NetworkRestore, PrinterGone
from dock.processes import Child
from dock.running import RunningDock

TICKET = "Attestation de droits\nZOÉ".encode("cp1252")


@pytest.fixture(scope="module")
def dock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockClient]:
    directory = tmp_path_factory.mktemp("d")
    with RunningDock(directory, os.environ) as running:
        yield running.client


def healthy(dock: DockClient) -> bool:
    standing = dock.status()
    trust = ssl.create_default_context(cafile=standing.caisse_ca)
    try:
        with urllib.request.urlopen(f"{standing.caisse_url}/v1/health", context=trust, timeout=20) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False


def test_cards_go_in_and_out(dock: DockClient) -> None:
    dock.do(CardInsert("marie"))
    assert dock.status().card == "marie"
    dock.do(CardSwap("paul"))
    assert dock.status().card == "paul"
    dock.do(CardRemove())
    assert dock.status().card == ""


def test_what_cannot_be_put_in_is_refused(dock: DockClient) -> None:
    with pytest.raises(DockError, match="nobody"):
        dock.do(CardInsert("nobody"))
    with pytest.raises(DockError, match="ValueError"):
        dock.do(CardInsert("marie", damage="chewed"))
    assert dock.status().card == ""


def test_the_network_leads_to_the_caisse_until_it_is_cut(dock: DockClient) -> None:
    assert healthy(dock)
    dock.do(NetworkCut())
    assert not dock.status().network
    assert not healthy(dock)
    dock.do(NetworkRestore())
    assert dock.status().network
    assert healthy(dock)


def test_a_printed_paper_is_taken_once(dock: DockClient) -> None:
    assert dock.take_paper() is None
    host, port = dock.status().printer_tcp.split(":")
    with socket.create_connection((host, int(port))) as printer:
        printer.sendall(b"\x1b@\x1bt\x10" + TICKET + b"\n\x1dV\x00\x10\x04\x01")
        assert printer.recv(1)
    assert dock.status().paper_waiting
    paper = dock.take_paper()
    assert paper is not None
    assert paper.lines == ("Attestation de droits", "ZOÉ")
    assert TICKET in Path(paper.bytes_file).read_bytes()
    assert Path(paper.picture_file).read_bytes().startswith(b"\x89PNG")
    assert dock.take_paper() is None
    assert dock.papers() == (paper,)


def test_a_printer_without_its_plug_is_gone(dock: DockClient) -> None:
    standing = dock.status()
    host, port = standing.printer_tcp.split(":")
    dock.do(PrinterGone(on=True))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))
    assert not Path(standing.printer_pty).exists()
    dock.do(PrinterGone(on=False))
    socket.create_connection((host, int(port))).close()
    assert Path(standing.printer_pty).exists()


def test_nothing_is_left_when_it_ends(place: Path) -> None:
    with RunningDock(place, os.environ) as running:
        caisse_log = place / "dock" / "caisse" / "caisse.log"
        started = caisse_log.read_text("utf-8")
        port = running.client.status().caisse_url.rsplit(":", 1)[1]
    assert not running.socket.exists()
    assert "caisse" in started
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))


def test_a_child_that_does_not_end_is_killed_with_its_own(place: Path) -> None:
    deaf = (
        "import os, signal, time; signal.signal(15, signal.SIG_IGN); os.fork(); print('up', flush=True); time.sleep(99)"
    )
    held, kept = os.pipe()
    child = Child([sys.executable, "-c", deaf], place / "deaf.log", pass_fds=[kept])
    os.close(kept)
    while child.log.read_text().count("up") < 2:
        assert child.exit_status is None
    assert child.stop(timeout_s=0.1) != 0
    with os.fdopen(held, "rb") as until_nobody_keeps_it:
        assert until_nobody_keeps_it.read() == b""
