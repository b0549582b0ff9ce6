"""What can be asked of the modem; part of the dock's commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dock.modem.condition import ReportMode, Silence, Sim, Unplug


@dataclass(frozen=True)
class ModemGone:
    """Pull the modem's plug, or put it back."""

    on: bool
    do: Literal["modem.gone"] = "modem.gone"


@dataclass(frozen=True)
class ModemGoneWhen:
    """The plug comes out by itself when a message is sent (``Unplug``)."""

    unplug: Unplug
    do: Literal["modem.gone_when"] = "modem.gone_when"


@dataclass(frozen=True)
class ModemSim:
    """Change the SIM card, or how it stands (``Sim``); one with a PIN asks for it at the next power-up."""

    sim: Sim
    pin: str = "0000"
    do: Literal["modem.sim"] = "modem.sim"


@dataclass(frozen=True)
class ModemNetwork:
    """The registration, as ``+CREG`` numbers it: 0 none, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming."""

    registration: int
    do: Literal["modem.network"] = "modem.network"


@dataclass(frozen=True)
class ModemSignal:
    """The signal, as ``+CSQ`` numbers it: 0 to 31, 99 unknown."""

    signal: int
    do: Literal["modem.signal"] = "modem.signal"


@dataclass(frozen=True)
class ModemCredit:
    """Whether the SIM may send."""

    on: bool
    do: Literal["modem.credit"] = "modem.credit"


@dataclass(frozen=True)
class ModemRefuse:
    """The next messages get this ``+CMS ERROR``, one each."""

    code: int
    times: int = 1
    do: Literal["modem.refuse"] = "modem.refuse"


@dataclass(frozen=True)
class ModemSilent:
    """When it does not answer (``Silence``)."""

    silence: Silence
    do: Literal["modem.silent"] = "modem.silent"


@dataclass(frozen=True)
class ModemGarbage:
    """Be something else than a modem."""

    on: bool
    do: Literal["modem.garbage"] = "modem.garbage"


@dataclass(frozen=True)
class ModemReports:
    """What the message centre will report of the next messages (``ReportMode``)."""

    reports: ReportMode
    do: Literal["modem.reports"] = "modem.reports"


@dataclass(frozen=True)
class ModemReport:
    """The reports kept back come now."""

    do: Literal["modem.report"] = "modem.report"


@dataclass(frozen=True)
class ModemDialect:
    """Be another modem (``terse``, ``verbose``), from the next power-up."""

    dialect: str
    do: Literal["modem.dialect"] = "modem.dialect"


@dataclass(frozen=True)
class ModemPace:
    """Seconds before each line that it says, as a real modem takes them; 0: at once."""

    pace_s: float
    do: Literal["modem.pace"] = "modem.pace"


@dataclass(frozen=True)
class ModemMessages:
    """What reached the subscribers since the dock started."""

    do: Literal["modem.messages"] = "modem.messages"


ModemCommand = (
    ModemGone
    | ModemGoneWhen
    | ModemSim
    | ModemNetwork
    | ModemSignal
    | ModemCredit
    | ModemRefuse
    | ModemSilent
    | ModemGarbage
    | ModemReports
    | ModemReport
    | ModemDialect
    | ModemPace
    | ModemMessages
)
