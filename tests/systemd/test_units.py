"""The units as they are installed: systemd has nothing against them, and they say what the house has decided."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from unit_files import complaints, exposure, seconds, settings_of, values

from caisse.cli import main as caisse
from caisse.keys import CREDENTIAL as CAISSE_CREDENTIAL
from caisse.keys import Keys
from kiosk.cli import main as kiosk
from kiosk.sync.identity import CREDENTIAL

SERVICES = (
    "caisse.service",
    "kiosk-drain.service",
    "kiosk-failed.service",
    "kiosk-identity.service",
    "kiosk-reboot.service",
    "kiosk.service",
)
PATHS = ("kiosk-identity.path", "kiosk-reboot.path")
PROGRAMS = {
    "/usr/bin/cage",
    "/usr/bin/kiosk",
    "/usr/bin/caisse",
    "/usr/bin/systemctl",
    "/usr/bin/sleep",
    "/usr/bin/rm",
    "/usr/lib/kiosk/kiosk-seal",
}
WORST = 1.6


def test_every_unit_is_one_that_is_known(units: Path) -> None:
    """A unit that no test looks at is not tested."""
    assert sorted(path.name for path in units.iterdir() if path.suffix in {".service", ".path", ".timer"}) == sorted(
        (*SERVICES, *PATHS)
    )


def test_systemd_has_no_word_against_them(units: Path, tmp_path: Path) -> None:
    assert complaints([units / name for name in (*SERVICES, *PATHS)], tmp_path) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("WatchdogSec=4", "WatchDogSec=4"),
        ("RestartSec=500ms", "RestartSec=soon"),
        ("Type=notify", "Type=notice"),
        ("Requires=seatd.service", "Requires=nowhere.service"),
    ],
)
def test_a_word_against_a_unit_is_heard(units: Path, tmp_path: Path, right: str, wrong: str) -> None:
    """Most of these leave systemd-analyze's exit status at 0."""
    text = (units / "kiosk.service").read_text("utf-8")
    assert right in text
    (tmp_path / "planted").mkdir()
    (tmp_path / "work").mkdir()
    planted = tmp_path / "planted" / "kiosk.service"
    planted.write_text(text.replace(right, wrong), "utf-8")
    assert complaints([planted], tmp_path / "work") != ""


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_break_in_would_gain_stays_small(units: Path, name: str) -> None:
    assert exposure(units / name) <= WORST


def test_an_open_unit_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "open.service").write_text("[Service]\nExecStart=/usr/bin/true\n", "utf-8")
    assert exposure(tmp_path / "open.service") > 9


def test_the_caisse_is_no_more_open_than_the_terminal(units: Path) -> None:
    assert exposure(units / "caisse.service") <= exposure(units / "kiosk.service")


@pytest.mark.parametrize("name", SERVICES)
def test_every_program_is_one_that_a_package_brings(units: Path, name: str) -> None:
    started = [setting.value for setting in settings_of(units / name) if setting.key.startswith("Exec")]
    assert started
    assert {shlex.split(line)[0].lstrip("-+!:@") for line in started} <= PROGRAMS


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_of_ours_exists(units: Path, name: str) -> None:
    for line in values(units / name, "ExecStart"):
        words = shlex.split(line.removeprefix("/usr/bin/cage -d -- "))
        command: click.Command | None = {"/usr/bin/kiosk": kiosk, "/usr/bin/caisse": caisse}.get(words[0])
        if command is None:
            continue
        for word in words[1:]:
            if isinstance(command, click.Group) and not word.startswith(("-", "/")):
                command = command.commands[word]
        assert not isinstance(command, click.Group), line


def test_units_name_no_unit_of_ours_that_is_not_there(units: Path) -> None:
    for name in (*SERVICES, *PATHS):
        for setting in settings_of(units / name):
            if setting.key in {"After", "Before", "Wants", "Requires", "OnFailure", "PartOf", "Conflicts", "Unit"}:
                ours = [word for word in setting.value.split() if word.startswith(("kiosk", "caisse"))]
                assert set(ours) <= {*SERVICES, *PATHS}, setting


@pytest.mark.parametrize("name", PATHS)
def test_each_path_starts_its_service(units: Path, name: str) -> None:
    assert (units / name).with_suffix(".service").exists()
    assert values(units / name, "MakeDirectory") == []


@pytest.mark.parametrize("name", SERVICES)
def test_no_session_takes_the_processes_out_of_the_unit(units: Path, name: str) -> None:
    assert values(units / name, "PAMName") == []


def test_the_terminal_comes_back_whatever_cage_says(units: Path) -> None:
    unit = units / "kiosk.service"
    assert values(unit, "Restart") == ["always"]
    assert values(unit, "NotifyAccess") == ["all"]
    assert values(unit, "OnFailure") == ["kiosk-failed.service"]
    assert not any(setting.key.startswith("Condition") for setting in settings_of(unit))


def test_a_stop_reaches_the_application_before_cage(units: Path) -> None:
    """cage ends at SIGTERM, and takes the screen of an application that has not finished."""
    assert values(units / "kiosk.service", "KillSignal") == ["SIGURG"]
    assert values(units / "kiosk.service", "KillMode") == []


def test_a_hang_leaves_time_for_the_welcome_screen(units: Path) -> None:
    unit = units / "kiosk.service"
    spans = [seconds(values(unit, key)[0]) for key in ("WatchdogSec", "TimeoutAbortSec", "RestartSec")]
    assert sum(spans) <= 8


def test_a_crash_loop_is_told_from_a_crash_an_hour(units: Path) -> None:
    """As quick as it can be, it meets the limit; hanging each time, it meets it too."""
    unit = units / "kiosk.service"
    burst = int(values(unit, "StartLimitBurst")[0])
    cycle = sum(seconds(values(unit, key)[0]) for key in ("WatchdogSec", "TimeoutAbortSec", "RestartSec"))
    assert burst * cycle < seconds(values(unit, "StartLimitIntervalSec")[0])


@pytest.mark.parametrize("name", ["kiosk.service", "kiosk-drain.service"])
def test_credentials_are_those_that_the_terminal_reads(units: Path, name: str) -> None:
    assert values(units / name, "LoadCredentialEncrypted") == [CREDENTIAL]


def test_credentials_are_those_that_the_caisse_reads(units: Path) -> None:
    wanted = {f"{CAISSE_CREDENTIAL}{field}" for field in Keys.__dataclass_fields__}
    assert set(values(units / "caisse.service", "LoadCredentialEncrypted")) == wanted


@pytest.mark.parametrize("name", ["kiosk.service", "kiosk-drain.service"])
def test_the_network_is_closed_but_for_the_drop_in(units: Path, name: str) -> None:
    assert values(units / name, "IPAddressDeny") == ["any"]
    assert values(units / name, "IPAddressAllow") == ["localhost"]


@pytest.mark.parametrize("name", ["kiosk.service", "kiosk-drain.service", "caisse.service"])
def test_what_a_person_shows_reaches_no_disk(units: Path, name: str) -> None:
    assert values(units / name, "MemorySwapMax") == ["0"]
    assert values(units / name, "LimitCORE") == ["0"]
    assert values(units / name, "CoredumpFilter") == ["0x0"]
