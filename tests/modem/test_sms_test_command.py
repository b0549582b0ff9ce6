"""``kiosk sms-test``: what the technician reads, and when it refuses."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dock.modem.condition import Condition, ReportMode, Sim
from dock.modem.simulator import ModemSimulator
from kiosk.cli import main
from kiosk.devices.modem.settings import ModemSettings
from kiosk.lock import Lock
from kiosk.settings import read_settings
from kiosk.sms_test import Patience, sms_test
from teleservices import sms
from teleservices.phone import Mobile
from teleservices.texts.catalogue import read

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "06 39 98 00 12"
E164 = "+33639980012"
BRIEF = Patience(ready=1.5, report=0.3)


@dataclass
class Desk:
    """The shipped settings, this modem, and a technician."""

    directory: Path
    device: Path
    production: str = "production = false"
    modem: str = ""

    @property
    def file(self) -> Path:
        file = self.directory / "kiosk.toml"
        text = (ROOT / "config" / "kiosk.toml").read_text("utf-8")
        for shared in ("models", "keyboards"):
            text = text.replace(f'"{shared}"', f'"{ROOT / "config" / shared}"')
        text = text.replace('"/var/lib/kiosk"', f'"{self.directory / "state"}"')
        text = text.replace("production = true", self.production)
        file.write_text(text + (self.modem or f'\n[modem]\ndevice = "{self.device}"\nspeed = 115200\n'), "utf-8")
        return file

    def ask(self, number: str = NUMBER) -> Result:
        return CliRunner().invoke(main, ["sms-test", "--config", str(self.file), number])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, tmp_path / "modem")


def test_the_whole_way_is_told(desk: Desk, modem: ModemSimulator) -> None:
    asked = desk.ask()
    assert asked.output.splitlines() == [
        "Modem trouvé, interrogation…",
        "Modem prêt, signal 20 sur 31 (−73\u00a0dBm).",
        "Envoi au 06\u00a0**\u00a0**\u00a0**\u00a012…",
        "Le réseau a pris le message.",
        "Accusé de réception\u00a0: le message est arrivé.",
    ]
    assert asked.exit_code == 0
    (message,) = modem.messages()
    assert (message.number, message.text) == (E164, read("fr").t("sms.test"))
    assert sms.fits(message.text)


def test_it_is_refused_in_production(desk: Desk, modem: ModemSimulator) -> None:
    desk.production = "production = true"
    asked = desk.ask()
    assert (asked.exit_code, modem.messages()) == (os.EX_NOPERM, ())
    assert "production" in asked.output


def test_production_is_what_settings_mean_that_do_not_say(desk: Desk) -> None:
    desk.production = ""
    assert read_settings(desk.file).production


def test_a_terminal_without_modem_says_so(desk: Desk) -> None:
    desk.modem = "\n"
    asked = desk.ask()
    assert asked.exit_code == os.EX_CONFIG
    assert "[modem]" in asked.output


@pytest.mark.parametrize("number", ["0112345678", "36 46", "abc", "+1 202 555 0123"])
def test_what_is_no_mobile_is_refused(desk: Desk, modem: ModemSimulator, number: str) -> None:
    assert (desk.ask(number).exit_code, modem.messages()) == (2, ())


def test_the_running_application_keeps_its_modem(desk: Desk, modem: ModemSimulator) -> None:
    with Lock(desk.directory / "state"):
        asked = desk.ask()
    assert (asked.exit_code, modem.messages()) == (os.EX_TEMPFAIL, ())
    assert "arrêtez-la" in asked.output


TOLD: list[tuple[str, Callable[[Condition], None], bool]] = [
    ("Pas de carte SIM.", lambda c: setattr(c, "sim", Sim.ABSENT), False),
    ("La SIM est bloquée", lambda c: setattr(c, "sim", Sim.PUK), False),
    (
        "recherche du réseau, signal inconnu",
        lambda c: (setattr(c, "registration", 2), setattr(c, "signal", 99))[0],
        False,
    ),
    ("le réseau refuse cette SIM", lambda c: setattr(c, "registration", 3), False),
    ("l’abonnement de la SIM", lambda c: setattr(c, "credit", False), False),
    ("il peut arriver.", lambda c: c.refusals.append(500), False),
    ("n’a pas pu être remis", lambda c: setattr(c, "reports", ReportMode.FAILED), False),
    ("Pas encore d’accusé", lambda c: setattr(c, "reports", ReportMode.NONE), True),
]


@pytest.mark.parametrize(("words", "change", "well"), TOLD, ids=[row[0] for row in TOLD])
def test_each_trouble_is_told_in_french(
    modem: ModemSimulator,
    settings: ModemSettings,
    words: str,
    change: Callable[[Condition], None],
    *,
    well: bool,
) -> None:
    with modem.condition() as condition:
        change(condition)
    said: list[str] = []
    patience = BRIEF if "recherche" in words else replace(BRIEF, ready=60)
    assert sms_test(settings, Mobile(E164), "Essai", said.append, patience=patience) == well
    assert any(words in line for line in said), said


def test_no_modem_is_told_calmly(tmp_path: Path) -> None:
    said: list[str] = []
    nowhere = ModemSettings(tmp_path / "none", 115200, None, tmp_path / "refused")
    assert not sms_test(nowhere, Mobile(E164), "Essai", said.append, patience=BRIEF)
    assert said[0].startswith("Modem absent")
    assert said[-1].endswith("rien n’a été envoyé.")
