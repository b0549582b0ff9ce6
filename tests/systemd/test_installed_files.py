"""What is installed beside the units: users, directories, names of devices, and who may use the card reader."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSEngine
from unit_files import values

KINDS = {
    "50-kiosk.rules",
    "70-kiosk.rules",
    "caisse-directories.conf",
    "caisse-users.conf",
    "kiosk-console.conf",
    "kiosk-directories.conf",
    "kiosk-kernel.conf",
    "kiosk-network",
    "kiosk-seal",
    "kiosk-users.conf",
}
"""Everything in ``systemd/`` that is no unit."""


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


def test_every_file_is_one_that_is_known(units: Path) -> None:
    """A new one must be put into its package too."""
    assert {path.name for path in units.iterdir() if path.suffix not in {".service", ".path"}} == KINDS


@pytest.mark.parametrize("name", ["kiosk-network", "kiosk-seal"])
def test_programs_run_isolated_and_write_no_bytecode(units: Path, name: str) -> None:
    first, *rest = (units / name).read_text("utf-8").splitlines()
    assert first == "#!/usr/bin/python3 -IB"
    assert (units / name).stat().st_mode & 0o111 == 0o111
    assert 'sys.path.insert(0, "/usr/lib/kiosk/python")' in rest


@pytest.mark.parametrize("name", ["kiosk-network", "kiosk-seal"])
def test_programs_name_modules_that_are_there(units: Path, root: Path, name: str) -> None:
    found = re.search(r"^from (\S+) import main$", (units / name).read_text("utf-8"), re.MULTILINE)
    assert found
    assert root.joinpath(*found[1].split(".")).with_suffix(".py").exists()


@pytest.fixture
def machine(tmp_path: Path, units: Path) -> Path:
    """A root directory in which both packages' users have been made, twice: an upgrade does it again."""
    place = tmp_path / "root"
    (place / "etc").mkdir(parents=True)
    for _ in range(2):
        for name in ("kiosk-users.conf", "caisse-users.conf"):
            made = subprocess.run(
                ["systemd-sysusers", f"--root={place}", units / name], capture_output=True, text=True, check=True
            )
            assert "kiosk-users.conf:" not in made.stderr, made.stderr
    return place


def table(file: Path) -> dict[str, list[str]]:
    return {line.split(":")[0]: line.split(":") for line in file.read_text("utf-8").splitlines()}


def test_users_can_do_nothing_but_own(machine: Path) -> None:
    people = table(machine / "etc" / "passwd")
    assert {name: people[name][5:] for name in ("kiosk", "caisse")} == {
        "kiosk": ["/var/lib/kiosk", "/usr/sbin/nologin"],
        "caisse": ["/var/lib/caisse", "/usr/sbin/nologin"],
    }
    assert table(machine / "etc" / "group")["kioskdev"][3] == "kiosk"
    assert all(table(machine / "etc" / "shadow")[name][1].startswith("!") for name in ("kiosk", "caisse"))


@pytest.mark.usefixtures("as_root")
def test_directories_belong_to_their_users_alone(machine: Path, units: Path) -> None:
    for name in ("kiosk-directories.conf", "caisse-directories.conf"):
        subprocess.run(["systemd-tmpfiles", f"--root={machine}", "--create", units / name], check=True, timeout=30)
    people = table(machine / "etc" / "passwd")
    for place, owner in (("var/lib/kiosk", "kiosk"), ("var/lib/caisse", "caisse")):
        found = (machine / place).stat()
        assert (found.st_mode & 0o7777, found.st_uid) == (0o700, int(people[owner][2]))
    assert (machine / "etc/credstore.encrypted").stat().st_mode & 0o7777 == 0o700


def test_units_run_as_users_that_are_made(units: Path, machine: Path) -> None:
    known = {*table(machine / "etc" / "passwd"), *table(machine / "etc" / "group")}
    debian = {"video", "audio", "systemd-journal"}
    for unit in units.glob("*.service"):
        named = {*values(unit, "User"), *values(unit, "Group"), *" ".join(values(unit, "SupplementaryGroups")).split()}
        assert named <= known | debian, unit.name


def test_a_keyboard_reaches_neither_kernel_nor_login(units: Path) -> None:
    said = {
        line
        for name in ("kiosk-kernel.conf", "kiosk-console.conf")
        for line in (units / name).read_text("utf-8").splitlines()
        if not line.startswith("#")
    }
    assert said == {"kernel.sysrq = 0", "[Login]", "NAutoVTs=0", "ReserveVT=0"}


RULE = re.compile(r'(SUBSYSTEMS?|KERNEL|ATTRS?\{\w+\}|ENV\{\w+\}|GROUP|MODE|SYMLINK|TAG)(==|!=|=|\+=)"([^"]*)"(?:, |$)')
MATCHES = {"==", "!="}


def rules(units: Path) -> list[list[tuple[str, str, str]]]:
    found = []
    for line in (units / "70-kiosk.rules").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            tokens = RULE.findall(line)
            assert "".join(f'{key}{operator}"{value}", ' for key, operator, value in tokens) == f"{line}, "
            found.append(tokens)
    return found


def test_every_rule_asks_before_it_gives(units: Path) -> None:
    """One ``=`` for ``==`` would name every device of the machine."""
    for tokens in rules(units):
        keys = [key for key, operator, _ in tokens if operator in MATCHES]
        given = [key for key, operator, _ in tokens if operator not in MATCHES]
        assert keys, tokens
        assert keys[0] == "SUBSYSTEM"
        assert len(keys) > 1
        assert {key for key in given if not key.startswith("ENV")} in ({"GROUP", "MODE", "SYMLINK"}, set())


def test_names_lie_under_one_directory_and_nobody_else_opens_them(units: Path) -> None:
    given = [{key: value for key, operator, value in rule if operator not in MATCHES} for rule in rules(units)]
    named = [each for each in given if "SYMLINK" in each]
    assert {each["SYMLINK"] for each in named} == {"kiosk/printer", "kiosk/printer-serial", "kiosk/modem"}
    assert {(each["GROUP"], each["MODE"]) for each in named} == {("kioskdev", "0660")}


def test_settings_name_devices_that_the_rules_make(units: Path, root: Path) -> None:
    made = {f"/dev/{value}" for rule in rules(units) for key, _, value in rule if key == "SYMLINK"}
    models = [tomllib.loads(path.read_text("utf-8")) for path in (root / "config" / "models").glob("*.toml")]
    assert models
    assert {model["printer"]["address"] for model in models} <= made
    commented = re.findall(r'"(/dev/kiosk/[^"]+)"', (root / "config" / "kiosk.toml").read_text("utf-8"))
    assert commented
    assert set(commented) <= made


@pytest.mark.parametrize(
    ("action", "user", "expected"),
    [
        ("org.debian.pcsc-lite.access_pcsc", "kiosk", "yes"),
        ("org.debian.pcsc-lite.access_card", "kiosk", "yes"),
        ("org.debian.pcsc-lite.access_card", "caisse", "not handled"),
        ("org.freedesktop.login1.reboot", "kiosk", "not handled"),
    ],
)
def test_the_card_reader_is_open_to_the_terminal_and_nothing_else_is(
    qapp: QGuiApplication, units: Path, action: str, user: str, expected: str
) -> None:
    """The rule itself, in an engine, as polkitd runs it in its own."""
    engine = QJSEngine()
    engine.evaluate(
        "var asked = []; var polkit = {Result: {YES: 'yes', NOT_HANDLED: 'not handled'},"
        " addRule: function (rule) { asked.push(rule); }};"
    )
    engine.evaluate((units / "50-kiosk.rules").read_text("utf-8"))
    engine.evaluate(f"var said = asked[0]({{id: '{action}'}}, {{user: '{user}'}})")
    assert engine.globalObject().property("said").toString() == expected
