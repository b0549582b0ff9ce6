"""Each check, in each of its states, from the values alone; and the sentences a technician reads of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from survey_samples import AT, WAYS, WELL, outbox, said

from kiosk.devices.modem.status import NoNetwork
from kiosk.maintenance.checks import CHECKS
from kiosk.maintenance.checks.check import Check
from kiosk.maintenance.findings import Fact, Finding, Grade
from kiosk.maintenance.seen import Seen
from kiosk.sync.probe import Reached
from teleservices.texts.catalogue import LANGUAGES, read

BY_ID = {check.id: check for check in CHECKS}


def found(check: str, seen: Seen) -> Finding:
    finding = BY_ID[check].look(seen)
    assert finding is not None
    return finding


@pytest.mark.parametrize(("check", "state", "seen"), WAYS, ids=[f"{check}-{state}" for check, state, _ in WAYS])
def test_a_check_says_what_is_so(check: str, state: str, seen: Seen) -> None:
    finding = found(check, seen)

    assert (finding.check, finding.state) == (check, state)
    assert finding.grade is next(known.grade for known in BY_ID[check].states if known.word == state)


def test_every_state_of_every_check_can_come_about() -> None:
    declared = {(check.id, state.word) for check in CHECKS for state in check.states}
    assert declared == {(check, state) for check, state, _ in WAYS}
    assert len(BY_ID) == len(CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_state_is_said_and_whatever_is_not_good_says_what_to_do(check: Check, language: str) -> None:
    texts = read(language)
    keys = texts.keys()
    assert texts.t(f"maintenance.check.{check.id}")
    for state in check.states:
        key = f"maintenance.found.{check.id}.{state.word}"
        assert texts.t(key)
        assert (f"{key}.do" in keys) is (state.grade is not Grade.GOOD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_label_and_no_label_is_left_over(language: str) -> None:
    shown = {fact.name for check, _, seen in WAYS for fact in found(check, seen).facts}
    keys = read(language).keys()
    labels = {key.removeprefix("maintenance.fact.") for key in keys if key.startswith("maintenance.fact.")}
    assert shown == labels


def test_a_terminal_where_all_is_well_is_good() -> None:
    findings = [check.look(WELL) for check in CHECKS]
    assert [finding.check for finding in findings if finding and finding.grade is not Grade.GOOD] == []
    assert None not in findings


@pytest.mark.parametrize(
    ("check", "seen"),
    [
        ("memory", replace(WELL, memory=None)),
        ("temperature", replace(WELL, temperature_c=None)),
        ("screen", replace(WELL, pixels=None)),
    ],
)
def test_what_cannot_be_looked_at_here_is_no_finding(check: str, seen: Seen) -> None:
    assert BY_ID[check].look(seen) is None


@pytest.mark.parametrize(
    ("check", "seen", "facts"),
    [
        ("link", WELL, {"latency": "35 ms"}),
        ("clock", replace(WELL, caisse=Reached(35, -61.4)), {"offset": "-61 s"}),
        ("modem", said(modem=NoNetwork(denied=False, signal=3)), {"signal": "-107 dBm"}),
        ("keys", WELL, {"until": "21/01/2027", "serial": "3"}),
        ("disk", WELL, {"free": "20 Gio", "total": "64 Gio"}),
        ("outbox", WELL, {"pending": "0"}),
        (
            "outbox",
            outbox(pending=3, parked=1, oldest_at=AT.replace(hour=4, minute=55)),
            {"pending": "3", "parked": "1", "oldest": "3 h 05 min"},
        ),
        ("screen", WELL, {"model": "1080 × 1920", "real": "1080 × 1920"}),
    ],
)
def test_the_figures_behind_it_are_shown(check: str, seen: Seen, facts: dict[str, str]) -> None:
    assert found(check, seen).facts == tuple(Fact(*fact) for fact in facts.items())
