"""The simulator's transcripts: what each dialect answers, beside the clause that says so.

``> `` goes to the modem, ``< `` comes back, ``! `` changes what the modem finds; escapes as in Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dock.modem.condition import Condition, Sim
from dock.modem.dialect import DIALECTS
from dock.modem.inbox import Inbox
from dock.modem.machine import Machine

HERE = Path(__file__).parent / "transcripts"


def steps(dialect: str) -> Iterator[tuple[str, str]]:
    for line in (HERE / f"{dialect}.txt").read_text("utf-8").splitlines():
        if line:
            yield line[0], line[2:].encode("ascii", "xmlcharrefreplace").decode("unicode_escape")


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_the_simulator_answers_as_written(dialect: str) -> None:
    condition = Condition(sim=Sim.PIN)
    inbox = Inbox()
    machine = Machine(condition, DIALECTS[dialect], inbox, lambda: None, clock=lambda: 0.0)
    said, expected = "", ""
    for kind, text in steps(dialect):
        if kind == "<":
            expected += text
            continue
        assert said == expected
        expected = ""
        match kind, text.split():
            case ">", _:
                machine.receive(text.encode("ascii"))
            case "!", ["registration", figure]:
                condition.registration = int(figure)
                machine.registration_changed()
            case "!", ["refuse", code]:
                condition.refusals.append(int(code))
            case "!", ["sim", state]:
                condition.sim = Sim(state)
            case _:
                assert kind == "#"
                assert "§" in text.replace("&#167;", "§")
        said = machine.due()[0].decode("ascii")
    assert said == expected
    assert [message.text for message in inbox.messages()] == ["Essai : 4 €"]


def test_both_dialects_are_shown_the_same_dialogue() -> None:
    terse, verbose = ([step for step in steps(dialect) if step[0] != "<"] for dialect in ("terse", "verbose"))
    assert terse == verbose
