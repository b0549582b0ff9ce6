"""A technician's trial of the modem: one SMS without personal data, from the plug to the delivery report."""

from __future__ import annotations

import queue
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded, SmsReported
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.status import (
    Disconnected,
    ModemStatus,
    NoNetwork,
    NoSim,
    NotSent,
    Ready,
    SendFault,
    SendUnknown,
    Sent,
    Silent,
    SimFault,
    SmsEnd,
    Starting,
)
from kiosk.devices.modem.worker import ModemWorker
from teleservices.phone import Mobile
from teleservices.wire.codes import SmsToSend

Clock = Callable[[], float]


@dataclass(frozen=True)
class Patience:
    """How long a technician waits, in seconds.

    Attributes:
        ready: for the modem to be ready; a SIM that was just put in takes half a minute to register.
        end: for the network to take the message.
        report: for the delivery report.
        stop: for the modem's thread to end.
    """

    ready: float = 60.0
    end: float = 120.0
    report: float = 120.0
    stop: float = 5.0


def sms_test(
    settings: ModemSettings,
    mobile: Mobile,
    text: str,
    say: Callable[[str], None],
    *,
    patience: Patience | None = None,
    clock: Clock = time.monotonic,
) -> bool:
    """Send one SMS and tell, in French, how it goes.

    Args:
        settings: of the modem.
        mobile: where to.
        text: what it says.
        say: told one line after the other.
        patience: deadlines.
        clock: seconds that only go forward.

    Returns:
        Whether the network took the message and nobody reported that it failed.
    """
    told: queue.Queue[ModemEvent] = queue.Queue()
    worker = ModemWorker(settings, told.put)
    worker.start()
    trial = _Trial(told, say, clock)
    try:
        return trial.run(worker, mobile, text, patience or Patience())
    finally:
        worker.stop((patience or Patience()).stop)


class _Trial:
    def __init__(self, told: queue.Queue[ModemEvent], say: Callable[[str], None], clock: Clock) -> None:
        self._told = told
        self._say = say
        self._clock = clock

    def run(self, worker: ModemWorker, mobile: Mobile, text: str, patience: Patience) -> bool:
        found = self._until(patience.ready, lambda e: isinstance(e, ModemChanged) and _settled(e.status))
        if not (isinstance(found, ModemChanged) and isinstance(found.status, Ready)):
            self._say("Le modem n’est pas prêt : rien n’a été envoyé.")
            return False
        self._say(f"Envoi au {mobile.masked}…")
        worker.send(SmsToSend(secrets.token_hex(4), mobile.e164, text))
        ended = self._until(patience.end, lambda e: isinstance(e, SmsEnded))
        if not isinstance(ended, SmsEnded):
            self._say("Le modem n’a rien dit de ce message.")
            return False
        self._say(_end(ended.end))
        if not isinstance(ended.end, Sent):
            return False
        reported = self._until(patience.report, lambda e: isinstance(e, SmsReported))
        match reported:
            case SmsReported(delivered=True):
                self._say("Accusé de réception : le message est arrivé.")
            case SmsReported():
                self._say("Accusé de réception : le message n’a pas pu être remis.")
            case _:
                self._say("Pas encore d’accusé de réception : le message peut arriver plus tard.")
        return not isinstance(reported, SmsReported) or reported.delivered

    def _until(self, within_s: float, wanted: Callable[[ModemEvent], bool]) -> ModemEvent | None:
        deadline = self._clock() + within_s
        while (left := deadline - self._clock()) > 0:
            try:
                event = self._told.get(timeout=left)
            except queue.Empty:
                return None
            if isinstance(event, ModemChanged):
                self._say(_status(event.status))
            if wanted(event):
                return event
        return None


def _settled(status: ModemStatus) -> bool:
    """Whether waiting any longer would change nothing."""
    return isinstance(status, Ready | NoSim) or (isinstance(status, NoNetwork) and status.denied)


def _status(status: ModemStatus) -> str:
    match status:
        case Starting():
            return "Modem trouvé, interrogation…"
        case Ready(signal=signal):
            return f"Modem prêt, signal {_signal(signal)}."
        case NoSim(fault=fault):
            return _SIM[fault]
        case NoNetwork(denied=denied, signal=signal):
            why = "le réseau refuse cette SIM" if denied else "recherche du réseau"
            return f"Pas de réseau : {why}, signal {_signal(signal)}."
        case Disconnected():
            return "Modem absent : vérifiez sa prise et le réglage [modem] device."
        case Silent():
            return "Le modem ne répond pas, ou un autre programme s’en sert."
        case _:
            assert_never(status)


def _signal(signal: int | None) -> str:
    # TS 27.007 §8.5: 0 is −113 dBm or less, each step two more.
    return "inconnu" if signal is None else f"{signal} sur 31 ({2 * signal - 113} dBm)".replace("(-", "(−")


def _end(end: SmsEnd) -> str:
    match end:
        case Sent():
            return "Le réseau a pris le message."
        case NotSent(fault=fault):
            return f"Le message n’est pas parti : {_FAULTS[fault]}."
        case SendUnknown():
            return "Le modem n’a pas dit si le message est parti : il peut arriver."
        case _:
            assert_never(end)


_SIM = {
    SimFault.ABSENT: "Pas de carte SIM.",
    SimFault.PIN_MISSING: "La SIM demande son code PIN : réglage [modem] pin_file.",
    SimFault.PIN_WRONG: "La SIM a refusé le code PIN du fichier. Il ne sera plus essayé : écrivez le bon.",
    SimFault.PUK: "La SIM est bloquée : son code PUK est nécessaire.",
    SimFault.OTHER: "La SIM ne peut pas servir.",
}
_FAULTS = {
    SendFault.NO_MODEM: "le modem ne répond plus",
    SendFault.NO_SIM: "la SIM ne peut pas servir",
    SendFault.NO_NETWORK: "pas de réseau",
    SendFault.NO_CREDIT: "l’abonnement de la SIM ne permet pas d’envoyer (crédit, option SMS)",
    SendFault.REFUSED: "le réseau l’a refusé",
    SendFault.TEXT: "le texte ne peut pas être écrit en SMS",
}
