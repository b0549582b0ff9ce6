"""One command, one reply; whatever the modem says of itself may come between any two lines.

Result codes are ITU-T V.250's and 3GPP's ``+CME ERROR`` (TS 27.007 §9.1) and ``+CMS ERROR`` (TS 27.005 §3.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, assert_never

from kiosk.devices.modem.lines import Line, LineReader, Prompt, Said
from kiosk.devices.modem.port import Lost

Clock = Callable[[], float]

_CANCEL: Final = b"\x1b"
_SEND: Final = b"\x1a"
_REFUSAL: Final = re.compile(
    r"(?:\+CM[ES] ERROR:\s*(\d{1,4})\b.*|\+CM[ES] ERROR:.*|ERROR|COMMAND NOT SUPPORT.*)", re.IGNORECASE
)
_REPORT: Final = "+CDS:"
_REGISTRATION: Final = re.compile(r"\+CREG:\s*\d+(?:,\s*\".*)?")
"""The unsolicited form: one figure, perhaps a quoted place; the reply to a question has two figures."""


class Wire(Protocol):
    """What a dialogue needs of a port; see ``Port``."""

    def read(self, within_s: float) -> bytes | Lost:
        """See ``Port``."""

    def write(self, data: bytes) -> Lost | None:
        """See ``Port``."""


@dataclass(frozen=True, repr=False)
class Done:
    """``OK``.

    Attributes:
        lines: what came before it and was asked for, without its prefix.
    """

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prompted:
    """The modem waits for the PDU."""


@dataclass(frozen=True)
class Refused:
    """An error.

    Attributes:
        code: of ``+CME ERROR`` or ``+CMS ERROR``; None for a plain ``ERROR``, or one told in words.
    """

    code: int | None


@dataclass(frozen=True)
class Mute:
    """No reply in time."""


@dataclass(frozen=True, repr=False)
class ReportCame:
    """Unsolicited: a status report, in hexadecimal."""

    pdu: str


@dataclass(frozen=True)
class RegistrationChanged:
    """Unsolicited: the registration is another one."""


Notice = ReportCame | RegistrationChanged


class Dialogue:
    """Talks to a modem; for one thread.

    Args:
        wire: an open port.
        clock: seconds that only go forward.
        heard: told what comes unasked; must not talk to the modem.
    """

    def __init__(self, wire: Wire, clock: Clock, heard: Callable[[Notice], None]) -> None:
        self._wire = wire
        self._clock = clock
        self._heard = heard
        self._reader = LineReader()
        self._said: list[Said] = []
        self._report_next = False

    def ask(self, command: str, within_s: float, prefix: str = "") -> Done | Refused | Mute | Lost:
        """Give a command and wait for its end.

        Args:
            command: without ``AT``.
            within_s: deadline for the whole reply, in seconds.
            prefix: what the lines asked for begin with, such as ``+CSQ:``; other lines are not kept.
        """
        ended = self._command(command) or self._reply(within_s, prefix)
        return Mute() if isinstance(ended, Prompted) else ended

    def ask_to_send(self, length: int, within_s: float) -> Prompted | Refused | Mute | Lost:
        """``+CMGS=``: until ``send`` nothing leaves, and ``cancel`` takes it back."""
        ended = self._command(f"+CMGS={length}") or self._reply(within_s, "", until_prompt=True)
        return Mute() if isinstance(ended, Done) else ended

    def send(self, pdu: str, within_s: float) -> Done | Refused | Mute | Lost:
        """The PDU and its Ctrl-Z; from here on the message may be on its way, whatever is said of it."""
        ended = self._wire.write(pdu.encode("ascii") + _SEND) or self._reply(within_s, "+CMGS:")
        return Mute() if isinstance(ended, Prompted) else ended

    def cancel(self) -> None:
        """Take the modem out of a prompt that an earlier talk may have left, and end a half-written command."""
        self._wire.write(_CANCEL + b"\r")

    def listen(self, until: float) -> Lost | None:
        """Hear what comes unasked.

        Args:
            until: by the clock; returns earlier once something came, or when the port is woken.
        """
        if not self._said:
            lost = self._take(until - self._clock())
            if lost:
                return lost
        while self._said:
            self._notice(self._said.pop(0))
        return None

    def _command(self, command: str) -> Lost | None:
        # What is still there answers an earlier command.
        return self.listen(self._clock()) or self._wire.write(f"AT{command}\r".encode("ascii"))

    def _reply(
        self, within_s: float, prefix: str, *, until_prompt: bool = False
    ) -> Done | Prompted | Refused | Mute | Lost:
        deadline = self._clock() + within_s
        lines: list[str] = []
        while True:
            while self._said:
                said = self._said.pop(0)
                if self._notice(said):
                    continue
                match said:
                    case Prompt():
                        if until_prompt:
                            return Prompted()
                    case Line(text=text):
                        ended = _end(text, lines)
                        if ended is not None:
                            return ended
                        if prefix and text.startswith(prefix):
                            lines.append(text.removeprefix(prefix).strip())
                    case _:
                        assert_never(said)
            left = deadline - self._clock()
            # When the clock has run away, both are endless and their difference is no number.
            lost = self._take(left) if left > 0 else Mute()
            if lost is not None:
                return lost

    def _take(self, within_s: float) -> Lost | None:
        data = self._wire.read(within_s)
        if isinstance(data, Lost):
            return data
        self._said += self._reader.feed(data)
        return None

    def _notice(self, said: Said) -> bool:
        """Whether this came unasked; if so it is told."""
        if not isinstance(said, Line):
            return False
        if self._report_next:
            self._report_next = False
            self._heard(ReportCame(said.text))
            return True
        if said.text.startswith(_REPORT):
            self._report_next = True
            return True
        if _REGISTRATION.fullmatch(said.text):
            self._heard(RegistrationChanged())
            return True
        return False


def _end(text: str, lines: list[str]) -> Done | Refused | None:
    if text == "OK":
        return Done(tuple(lines))
    refusal = _REFUSAL.fullmatch(text)
    if refusal is None:
        return None
    return Refused(int(refusal[1]) if refusal[1] else None)
