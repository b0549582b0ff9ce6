"""Nothing of a message is kept once it has ended, and nothing of it is ever written."""

from __future__ import annotations

import gc
import logging
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from modem_bench import CALM, NUMBER, Bench, eventually

from dock.modem.condition import Silence
from kiosk.devices.modem.events import SmsEnded
from kiosk.devices.modem.pdu import pdus_of, semi_octets
from kiosk.devices.modem.status import Ready, SendUnknown, Sent
from teleservices.sms import septets
from teleservices.wire.codes import SmsToSend

Start = Callable[..., Bench]
CODE = "4071"
TEXT = f"Assurance Maladie : {CODE} est votre code provisoire."
_SKIPPED = (types.ModuleType, type, types.FunctionType, types.BuiltinFunctionType, types.CodeType)


def packed(text: str) -> Iterator[bytes]:
    """A text in septets, packed from each of the places where it may begin."""
    for shift in range(8):
        number = 0
        for position, septet in enumerate(b"\x00" * shift + (septets(text) or b"")):
            number |= septet << (7 * position)
        whole = number.to_bytes(7 * (shift + len(text)) // 8 + 1, "little")
        # The octets that hold nothing but this text.
        yield whole[-(-7 * shift // 8) : 7 * (shift + len(text)) // 8]


def needles() -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for name, text in (("number", NUMBER[1:]), ("code", f"{CODE} est"), ("text", TEXT)):
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            found[text.encode(encoding)] = f"{name}, {encoding}"
        for run in packed(text):
            found[run] = f"{name}, septets"
            found[run.hex().upper().encode()] = f"{name}, septets in hexadecimal"
    digits = semi_octets(NUMBER[1:])
    found |= {digits: "number, semi-octets", digits.hex().upper().encode(): "number, semi-octets in hexadecimal"}
    return found


def held_by(*roots: object) -> Iterator[bytes]:
    """Every text and every bytes that can be reached, without leaving through modules, classes and functions."""
    seen: set[int] = set()
    ahead: list[object] = list(roots)
    while ahead:
        one = ahead.pop()
        if id(one) in seen or isinstance(one, _SKIPPED):
            continue
        seen.add(id(one))
        match one:
            case str():
                yield one.encode("utf-8", "surrogatepass")
            case bytes() | bytearray():
                yield bytes(one)
            case types.FrameType():
                ahead.extend(one.f_locals.values())
            case _:
                ahead.extend(gc.get_referents(one))


def found_in(contents: Iterable[bytes]) -> set[str]:
    wanted = needles()
    return {kind for content in contents for needle, kind in wanted.items() if needle in content}


def thread_frames(stand: Bench) -> list[object]:
    frame = sys._current_frames()[stand.worker._thread.ident or 0]
    frames: list[object] = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def kept(stand: Bench) -> set[str]:
    return found_in(held_by(stand.worker, *thread_frames(stand)))


def test_an_ended_message_is_nowhere(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    assert stand.send(TEXT) == Sent(1)
    eventually(lambda: kept(stand) == set())


def test_a_message_in_flight_is_dropped_when_it_ends(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.silence = Silence.SENT
    stand.worker.send(SmsToSend("job-1", NUMBER, TEXT))
    stand.worker.send(SmsToSend("job-2", NUMBER, TEXT))
    eventually(lambda: bool(stand.modem.messages()))
    # The search finds what is there.
    assert {"number, ascii", "text, ascii"} <= kept(stand)
    stand.worker.forget()
    stand.modem.gone(on=True)
    assert stand.until(SmsEnded).end == SendUnknown()
    eventually(lambda: kept(stand) == set())


def test_the_search_knows_a_pdu_when_it_sees_one() -> None:
    pdus = pdus_of(NUMBER, TEXT, 0)
    assert pdus is not None
    seen = found_in(held_by(pdus))
    assert {"number, semi-octets in hexadecimal", "text, septets in hexadecimal"} <= seen
    assert "code, septets in hexadecimal" in seen
    assert "text, utf-16-le" in found_in([TEXT.encode("utf-16-le")])


@pytest.mark.parametrize("fault", [None, 38, 500])
def test_nothing_is_logged_printed_or_shown(
    bench: Start, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], fault: int | None
) -> None:
    caplog.set_level(logging.DEBUG)
    stand = bench(replace(CALM, send_s=0.3))
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.refusals.extend([fault] if fault else [])
    stand.send(TEXT)
    stand.send("\x00" + TEXT)
    message = SmsToSend("job-1", NUMBER, TEXT)
    shown = [repr(message), str(message), repr(stand.worker), repr(stand.heard), repr(pdus_of(NUMBER, TEXT, 0))]
    written = "".join((caplog.text, *capfd.readouterr(), *shown))
    assert found_in([written.encode()]) == set()
