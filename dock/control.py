"""Carries the dock's commands out on the simulators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from dock.answers import Answer, Standing
from dock.caisse import CaisseError, CaisseProcess
from dock.card.chips import chip_of
from dock.card.reader import VirtualReader
from dock.cast import Cast
from dock.commands import (
    CaisseKill,
    CaisseStart,
    CardExchanges,
    CardInsert,
    CardRemove,
    CardSwap,
    Command,
    MailFail,
    MailMessages,
    NetworkCut,
    NetworkRestore,
    NetworkSwallow,
    PcscdKill,
    PcscdStart,
    PrinterCover,
    PrinterGone,
    PrinterJobs,
    PrinterPaper,
    PrinterPaperAfter,
    PrinterSilent,
    PrinterSilentAfter,
    PrinterSpeed,
    PrinterTake,
    Status,
)
from dock.mail.mails import mails_of
from dock.mail.server import MailServer, MailServerError
from dock.modem.obey import obey as obey_modem
from dock.modem.simulator import ModemSimulator
from dock.network import Cut, NetworkSwitch
from dock.papers import PaperTray
from dock.pcscd import Pcscd, PcscdError
from dock.printer.simulator import PrinterSimulator
from dock.trace import TracedChip

READER = "Lecteur Vitale"
"""Beginning of the reader's name (``config/pcscd``)."""
_DONE = Answer(ok=True)


@dataclass(frozen=True)
class Simulators:
    """Everything that the dock plays or runs, started."""

    slot: VirtualReader
    printer: PrinterSimulator
    modem: ModemSimulator
    network: NetworkSwitch
    pcscd: Pcscd
    caisse: CaisseProcess
    mail: MailServer


@dataclass(frozen=True)
class Surroundings:
    """What stays the same while the dock runs; see ``Standing``."""

    environment: Mapping[str, str]
    printer_pty: Path
    caisse_url: str
    caisse_ca: Path
    caisse_root: Path
    enrolment_token: str


class Control:
    """Obeys commands, one at a time.

    Args:
        simulators: what to obey with.
        surroundings: told by ``status``.
        papers: an existing directory for printed papers.
        cast: whose cards there are.
    """

    def __init__(self, simulators: Simulators, surroundings: Surroundings, papers: Path, cast: Cast) -> None:
        self._slot = simulators.slot
        self._printer = simulators.printer
        self._modem = simulators.modem
        self._network = simulators.network
        self._pcscd = simulators.pcscd
        self._caisse = simulators.caisse
        self._mail = simulators.mail
        self._surroundings = surroundings
        self._tray = PaperTray(papers)
        self._cast = cast
        self._asked: list[bytes] = []

    def obey(self, command: Command) -> Answer:
        """Carry a command out; what cannot be done (no such card, it runs already) is an answer too."""
        try:
            return self._obey(command)
        except (KeyError, ValueError, CaisseError, MailServerError, PcscdError) as error:
            return Answer(ok=False, error=f"{type(error).__name__}: {error}")

    def _obey(self, command: Command) -> Answer:
        match command:
            case PrinterTake():
                return Answer(ok=True, paper=self._tray.take(self._printer.jobs()))
            case PrinterJobs():
                return Answer(ok=True, papers=self._tray.all(self._printer.jobs()))
            case Status():
                return Answer(ok=True, status=self._standing())
            case CardExchanges():
                return Answer(ok=True, exchanges=tuple(command.hex() for command in self._asked))
            case MailMessages():
                return Answer(ok=True, mails=mails_of(self._mail))
            case MailFail(fault=fault, times=times):
                self._mail.fail(fault, times)
            case CardInsert() | CardRemove() | CardSwap():
                self._obey_slot(command)
            case NetworkCut() | NetworkRestore() | NetworkSwallow():
                self._obey_network(command)
            case PcscdKill() | PcscdStart() | CaisseKill() | CaisseStart():
                self._obey_service(command)
            case (
                PrinterPaper()
                | PrinterCover()
                | PrinterSilent()
                | PrinterGone()
                | PrinterPaperAfter()
                | PrinterSilentAfter()
                | PrinterSpeed()
            ):
                self._obey_printer(command)
            case _:
                return Answer(ok=True, messages=obey_modem(self._modem, command))
        return _DONE

    def _obey_network(self, command: NetworkCut | NetworkRestore | NetworkSwallow) -> None:
        match command:
            case NetworkCut():
                self._network.cut()
            case NetworkRestore():
                self._network.restore()
            case NetworkSwallow():
                self._network.blackhole()
            case _:
                assert_never(command)

    def _obey_service(self, command: PcscdKill | PcscdStart | CaisseKill | CaisseStart) -> None:
        match command:
            case PcscdKill():
                self._pcscd.kill()
            case PcscdStart():
                self._pcscd.start()
            case CaisseKill():
                self._caisse.kill()
            case CaisseStart():
                if self._caisse.pid is not None:
                    raise ValueError("the caisse runs already")
                self._caisse.start()
            case _:
                assert_never(command)

    def _obey_slot(self, command: CardInsert | CardRemove | CardSwap) -> None:
        match command:
            case CardInsert(card=card, damage=damage):
                chip = TracedChip(chip_of(self._cast, card, damage))
                self._slot.insert_chip(card, chip)
                self._asked = chip.commands
            case CardRemove():
                self._slot.remove()
            case CardSwap(card=card):
                self._slot.swap(card)
            case _:
                assert_never(command)

    def _obey_printer(
        self,
        command: PrinterPaper
        | PrinterCover
        | PrinterSilent
        | PrinterGone
        | PrinterPaperAfter
        | PrinterSilentAfter
        | PrinterSpeed,
    ) -> None:
        match command:
            case PrinterPaper(present=present, low=low):
                self._printer.paper(present=present, low=low)
            case PrinterCover(open=is_open):
                self._printer.cover(is_open=is_open)
            case PrinterSilent(on=on):
                self._printer.silent(on=on)
            case PrinterGone(on=on):
                self._printer.gone(on=on)
            case PrinterPaperAfter(bytes=count):
                self._printer.paper_after(count)
            case PrinterSilentAfter(bytes=count):
                self._printer.silent_after(count)
            case PrinterSpeed(mm_per_s=speed):
                self._printer.speed(speed)
            case _:
                assert_never(command)

    def _standing(self) -> Standing:
        around = self._surroundings
        return Standing(
            environment=dict(around.environment),
            reader=READER,
            printer_tcp=f"127.0.0.1:{self._printer.port}",
            printer_pty=str(around.printer_pty),
            modem=str(self._modem.device),
            caisse_url=around.caisse_url,
            caisse_ca=str(around.caisse_ca),
            caisse_root=str(around.caisse_root),
            enrolment_token=around.enrolment_token,
            card=self._slot.card or "",
            network=not isinstance(self._network.mode, Cut),
            paper_waiting=self._tray.waiting(self._printer.jobs()),
        )
