"""``print``: from PC/SC's word that the card is out to the last byte of the job, against writing the same bytes."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from bench.events import CardEvents
from bench.figures import RUNS, Figures, ratio
from bench.stand import Stand
from dock.commands import CardInsert, CardRemove
from dock.player import words


def printing(stand: Stand) -> Figures:
    """``print_ratio``, ``print_ms``, ``print_floor_ms``."""
    events = CardEvents(stand.stage.dock.status().reader)
    terminal = stand.stage.start_kiosk()
    real = [_print_once(stand, events) for _ in range(RUNS)]
    job = Path(stand.stage.dock.papers()[-1].bytes_file).read_bytes()
    terminal.stop()
    floor = [_write_once(stand, job) for _ in range(RUNS)]
    return ratio("print", real, floor)


def _print_once(stand: Stand, events: CardEvents) -> float:
    visitor = stand.visitor
    visitor.expect_title(words.WELCOME)
    stand.stage.dock.do(CardInsert("paul"))
    events.await_insertion()
    visitor.touch(words.ATTESTATION)
    visitor.touch(words.PRINT)
    visitor.expect_title(words.TAKE_CARD)
    visitor.hold_still()
    stand.stage.dock.do(CardRemove())
    seconds = stand.tap.await_end_of_job() - events.await_removal()
    visitor.expect_title(words.TAKE_DOCUMENT)
    return seconds


def _write_once(stand: Stand, job: bytes) -> float:
    host, port = stand.tap.address.rsplit(":", 1)
    with socket.create_connection((host, int(port))) as printer:
        printer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = time.monotonic()
        printer.sendall(job)
        return stand.tap.await_end_of_job() - began
