from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.commands import CardInsert, Command, CommandError, PrinterPaper, PrinterPaperAfter, parse, write
from dock.mail.faults import MailFault
from dock.modem.condition import ReportMode, Silence, Sim, Unplug

_ARGUMENTS = {
    "card": "marie",
    "present": True,
    "open": True,
    "on": True,
    "bytes": 3,
    "mm_per_s": 150.0,
    "fault": MailFault.LATER,
    "unplug": Unplug.SENT,
    "sim": Sim.PIN,
    "registration": 3,
    "signal": 12,
    "code": 38,
    "silence": Silence.PROMPT,
    "reports": ReportMode.LATE,
    "dialect": "terse",
    "pace_s": 0.1,
}
_LEFT_OUT = ("do", "damage", "low", "times", "pin")
SAMPLES: tuple[Command, ...] = tuple(
    kind(**{name: _ARGUMENTS[name] for name in kind.__match_args__ if name not in _LEFT_OUT})
    for kind in get_args(Command)
)


@pytest.mark.parametrize("command", SAMPLES, ids=lambda command: str(command.do))
def test_a_command_survives_the_wire(command: Command) -> None:
    line = write(command)
    assert line.endswith(b"\n")
    assert parse(line) == command


def test_the_contract_names_every_command_and_no_other() -> None:
    page = (Path(__file__).parents[2] / "docs/contracts.md").read_text("utf-8")
    chapter = page.split("## The dock", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`((?:card|printer|network|pcscd|caisse|mail|modem)\.[a-z_]+|status)`", chapter))
    assert named == {command.do for command in SAMPLES}


def test_what_may_be_left_out_may_be_left_out() -> None:
    assert parse(b'{"do": "card.insert", "card": "marie"}') == CardInsert("marie")
    assert parse(b'{"do": "printer.paper", "present": false}') == PrinterPaper(present=False)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"do": "card.eat"}',
        b'{"do": "card.insert"}',
        b'{"do": "printer.paper_after", "bytes": "many"}',
    ],
)
def test_what_is_no_command_is_refused(line: bytes) -> None:
    with pytest.raises(CommandError):
        parse(line)


@given(st.binary() | st.from_type(dict).map(lambda value: json.dumps(value, default=str).encode()))
def test_any_line_is_a_command_or_refused(line: bytes) -> None:
    with contextlib.suppress(CommandError):
        assert isinstance(parse(line), get_args(Command))


@given(st.integers(0, 1 << 40))
def test_numbers_stay_what_they_are(count: int) -> None:
    assert parse(write(PrinterPaperAfter(count))) == PrinterPaperAfter(count)
