"""A package's life in a Debian of its release: installed, run, upgraded, removed, purged, and nothing left of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.box.overlay import Overlay
from tools.box.rootfs import rootfs
from tools.deb.products import PRODUCTS, Product
from tools.deb.trial import DebianRoot

# `./dev soak deb` brings a Debian of its own, in which apt has resolved the packages' Depends.
BASE = os.environ.get("BORNE_DEBIAN")
KIOSK, CAISSE = PRODUCTS
BY_NAME = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)

IMPORT_ALL = """
import importlib, pkgutil
for name in sys.argv[1:]:
    for found in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        # Run by alembic alone, and by `python -m`.
        if found.name.rpartition(".")[2] not in ("env", "__main__"):
            importlib.import_module(found.name)
            print(found.name)
"""
LEAVE_ONE_WAITING = """
from pathlib import Path
from kiosk.sync.outbox_once import FILE, OutboxOnce
from kiosk.sync.surroundings import of_this_machine
file = Path("/var/lib/kiosk", FILE)
once = OutboxOnce(file, of_this_machine())
once()
once.close()
import sqlite3
db = sqlite3.connect(file)
columns = [(row[1], row[2]) for row in db.execute("PRAGMA table_info(operation)") if row[3] and row[4] is None]
values = [{"TEXT": "2026-11-22T00:00:00.000Z", "INTEGER": 1, "BLOB": b"x"}[kind] for _, kind in columns]
names, marks = ", ".join(name for name, _ in columns), ", ".join("?" * len(columns))
db.execute(f"INSERT INTO operation ({names}) VALUES ({marks})", values)
db.commit()
"""


@dataclass(frozen=True)
class Installed:
    """A Debian with both packages, as layers for others, and what it was before."""

    layers: tuple[Path, ...]
    files: set[tuple[str, int, str]]
    users: set[str]


@pytest.fixture(scope="module")
def installed(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    base = Path(BASE) if BASE else rootfs()
    overlay = Overlay((base,), tmp_path_factory.mktemp("installed"))
    overlay.mount()
    try:
        debian = DebianRoot(overlay.root)
        files, users = debian.files(), debian.users()
        install(debian, *(package(packages, product) for product in PRODUCTS))
    finally:
        overlay.unmount()
    return Installed((overlay.written, base), files, users)


@pytest.fixture
def debian(installed: Installed, tmp_path: Path) -> Iterator[DebianRoot]:
    overlay = Overlay(installed.layers, tmp_path)
    overlay.mount()
    yield DebianRoot(overlay.root)
    overlay.unmount()


def package(packages: Path, product: Product) -> Path:
    (found,) = packages.glob(f"{product.name}_*.deb")
    return found


def install(debian: DebianRoot, *debs: Path) -> None:
    for deb in debs:
        shutil.copy(deb, debian.root / "root")
    # The box has what the kiosk depends on; what the caisse does is resolved by `./dev soak deb`.
    lacking = () if BASE else ("--ignore-depends=ca-certificates,espeak-ng",)
    debian.run("dpkg", *lacking, "--install", *(f"/root/{deb.name}" for deb in debs))


def newer(deb: Path, directory: Path) -> Path:
    """The same package, one version later."""
    tree, later = directory / "newer", directory / f"later-{deb.name}"
    subprocess.run(["dpkg-deb", "--raw-extract", deb, tree], check=True)
    control = tree / "DEBIAN/control"
    told = control.read_text("utf-8")
    version = next(line for line in told.splitlines() if line.startswith("Version: "))
    control.write_text(told.replace(version, f"{version}+later"), "utf-8")
    subprocess.run(["dpkg-deb", "-Znone", "--root-owner-group", "--build", tree, later], check=True)
    return later


@BY_NAME
def test_everything_it_holds_can_be_imported(debian: DebianRoot, product: Product) -> None:
    imported = debian.python(product.name, IMPORT_ALL, *product.packages).split()
    assert f"{product.name}.cli" in imported
    assert not [name for name in imported if name.startswith("caisse.demo")]
    assert "Usage" in debian.run(product.name, "--help")
    libraries = f"find /usr/lib/{product.name} -name '*.so*' | xargs -n1 ldd 2>/dev/null | grep 'not found' || true"
    assert debian.run("sh", "-c", libraries) == ""


@BY_NAME
def test_its_units_say_nothing_that_this_systemd_does_not_know(debian: DebianRoot, product: Product) -> None:
    units = [one.name for one in (debian.root / "usr/lib/systemd/system").glob(f"{product.name}*.*")]
    assert f"{product.name}.service" in units
    assert debian.run("systemd-analyze", "verify", *units) == ""


def test_the_terminal_is_let_in_to_all_that_this_pcscd_asks_about(debian: DebianRoot) -> None:
    shared = debian.root / "usr/share/polkit-1"
    rule = (shared / "rules.d/50-kiosk.rules").read_text("utf-8")
    policies = [one.read_text("utf-8") for one in shared.glob("actions/*pcsc*.policy")]
    asked = [action for policy in policies for action in re.findall('<action id="(.+?)">', policy)]
    # That of Debian 12 asks nobody.
    assert bool(asked) == (not (debian.root / "etc/debian_version").read_text("ascii").startswith("12"))
    assert [action for action in asked if f'"{action}"' not in rule] == []


def test_a_technician_s_commands_answer_where_nothing_runs(debian: DebianRoot) -> None:
    kiosk = ("runuser", "-u", "kiosk", "--", "kiosk")
    report = json.loads(debian.run(*kiosk, "doctor", "--json", status=2))
    states = {one["check"]: one["state"] for one in report["findings"]}
    assert (states["identity"], states["supervision"]) == ("absent", "stopped")
    assert "reboot" in debian.run(*kiosk, "maintenance", "--help")
    assert "ne tourne pas" in debian.run(*kiosk, "maintenance", "status", status=69)


def test_an_unenrolled_terminal_shows_its_first_picture(debian: DebianRoot) -> None:
    assert "aucune" in debian.run("runuser", "-u", "kiosk", "--", "kiosk", "outbox", "status")
    wait = (
        "kiosk run 2>/tmp/log & kiosk=$!; for i in $(seq 600); do grep -q app.first_frame /tmp/log && break; "
        "sleep 0.1; done; kill $kiosk; wait $kiosk; cat /tmp/log"
    )
    shown = ("runuser", "-u", "kiosk", "--", "env", "QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR=/tmp")
    told = debian.run(*shown, "sh", "-c", wait)
    assert "app.first_frame" in told
    assert "qt.message" not in told


def test_a_caisse_opens_its_base_and_knows_no_invented_people(debian: DebianRoot) -> None:
    operator = ("runuser", "-u", "caisse", "--", "caisse")
    assert len(debian.run(*operator, "terminal", "add", "borne-1").strip()) == 43
    assert "borne-1" in debian.run(*operator, "terminal", "list")
    assert "No such command" in debian.run(*operator, "demo-data", status=2)


def test_an_upgrade_keeps_the_outbox_and_the_settings(debian: DebianRoot, packages: Path, tmp_path: Path) -> None:
    debian.python("kiosk", LEAVE_ONE_WAITING, user="kiosk")
    outbox, settings = debian.root / "var/lib/kiosk/outbox.sqlite3", debian.root / "etc/kiosk/kiosk.toml"
    waiting, edited = outbox.read_bytes(), settings.read_text("utf-8").replace('"borne-21p"', '"borne-15p"')
    settings.write_text(edited, "utf-8")
    install(debian, newer(package(packages, KIOSK), tmp_path))
    assert outbox.read_bytes() == waiting
    assert settings.read_text("utf-8") == edited
    assert "1 déclaration" in debian.run("runuser", "-u", "kiosk", "--", "kiosk", "outbox", "status")
    assert "+later" in debian.run("dpkg-query", "--show", "kiosk")


def test_a_purge_leaves_nothing(debian: DebianRoot, installed: Installed) -> None:
    # As after years of work.
    for name, credential in (("kiosk", "kiosk-identity"), ("caisse", "caisse-codes")):
        debian.run("runuser", "-u", name, "--", "mkdir", "-p", f"/var/lib/{name}/.cache/x")
        debian.run("mkdir", "-p", f"/etc/systemd/system/{name}.service.d")
        debian.run("touch", f"/etc/systemd/system/{name}.service.d/own.conf", f"/etc/{name}/own.pem")
        debian.run("touch", f"/etc/credstore.encrypted/{credential}")
    debian.run("dpkg", "--remove", "kiosk", "caisse")
    assert {(debian.root / "var/lib" / name).is_dir() for name in ("kiosk", "caisse")} == {True}
    debian.run("dpkg", "--purge", "kiosk", "caisse", CAISSE_PURGE="1")
    # systemd's own directory, which its tmpfiles of a later release make too.
    left = {one for one in debian.files() - installed.files if one[0] != "etc/credstore.encrypted"}
    assert left == set()
    assert installed.files - debian.files() == set()
    assert debian.users() == installed.users


def test_no_purge_loses_what_waits_unasked(debian: DebianRoot) -> None:
    debian.python("kiosk", LEAVE_ONE_WAITING, user="kiosk")
    outbox = debian.root / "var/lib/kiosk/outbox.sqlite3"
    debian.run("dpkg", "--remove", "kiosk")
    assert outbox.exists()
    refused = debian.run("dpkg", "--purge", "kiosk", status=1)
    assert "des déclarations d’assurés attendent" in refused
    assert outbox.exists()
    debian.run("dpkg", "--purge", "kiosk", KIOSK_PURGE="1")
    assert not outbox.parent.exists()


def test_no_purge_loses_a_caisse_s_keys_unasked(debian: DebianRoot) -> None:
    debian.run("runuser", "-u", "caisse", "--", "caisse", "terminal", "list")
    assert "refusée" in debian.run("dpkg", "--purge", "caisse", status=1)
    assert (debian.root / "var/lib/caisse").is_dir()
    debian.run("dpkg", "--purge", "caisse", CAISSE_PURGE="1")
    assert not (debian.root / "var/lib/caisse").exists()
