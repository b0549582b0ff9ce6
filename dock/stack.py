"""Starts every simulator that a terminal needs, and the caisse, and stops them in reverse."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.caisse import CaisseProcess
from dock.card.reader import VirtualReader
from dock.cast import load
from dock.control import Control, Simulators, Surroundings
from dock.mail.server import MailServer
from dock.modem.dialect import VERBOSE
from dock.modem.simulator import ModemSimulator
from dock.network import NetworkSwitch
from dock.pcscd import Pcscd
from dock.printer.simulator import PrinterSimulator

_HOST = "127.0.0.1"
_TERMINAL = "borne-demo"


class Stack:
    """The parts around a terminal; use it in a ``with``.

    Args:
        state: directory for the caisse's data and the printed papers; made when missing.

        caisse: a TOML file that completes the settings of its caisse.

    Attributes:
        control: obeys the dock's commands.
    """

    control: Control

    def __init__(self, state: Path, caisse: Path | None = None) -> None:
        self._state = state
        self._settings = () if caisse is None else (caisse,)
        self._running = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._running.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def _start(self) -> None:
        papers = self._state / "papers"
        papers.mkdir(parents=True, exist_ok=True)
        pcscd = self._running.enter_context(Pcscd())
        cast = load()
        slot = VirtualReader(pcscd.connect, cast)
        self._running.callback(slot.remove)
        printer = PrinterSimulator(device=self._state / "printer")
        printer.start()
        self._running.callback(printer.stop)
        mail = self._running.enter_context(MailServer(self._state / "mail"))
        modem = ModemSimulator(self._state / "modem", VERBOSE)
        modem.start()
        self._running.callback(modem.stop)
        network, caisse = self._start_caisse(self._mail_settings(mail.port))
        surroundings = Surroundings(
            environment=pcscd.env,
            printer_pty=self._state / "printer",
            caisse_url=caisse.url,
            caisse_ca=caisse.ca_file,
            caisse_root=(self._state / "caisse" / "demo-root.pub.pem").resolve(),
            enrolment_token=caisse.add_terminal(_TERMINAL),
        )
        self.control = Control(
            Simulators(slot, printer, modem, network, pcscd, caisse, mail), surroundings, papers, cast
        )

    def _mail_settings(self, port: int) -> Path:
        file = self._state / "mail.toml"
        file.write_text(f"[mail]\nport = {port}\n", encoding="utf-8")
        return file

    def _start_caisse(self, mail_settings: Path) -> tuple[NetworkSwitch, CaisseProcess]:
        # The caisse signs with the address that terminals call, which is the network's: both ports come first.
        port = _free_port()
        network = NetworkSwitch(_HOST, port)
        network.start()
        self._running.callback(network.stop)
        caisse = CaisseProcess(
            self._state / "caisse",
            port=port,
            public_url=f"https://{_HOST}:{network.port}",
            settings=(mail_settings, *self._settings),
        )
        self._running.enter_context(caisse)
        return network, caisse


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
