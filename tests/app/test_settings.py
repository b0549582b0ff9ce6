"""Settings: the shipped files open, and every complaint names file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.modem.settings import ModemSettings
from kiosk.session.rules import Timings
from kiosk.settings import PrinterTransport, SettingsError, read_settings
from kiosk.ui.sizes import Slot

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = f"""
[cabinet]
model = "borne-21p"
models = "{ROOT / "config" / "models"}"
keyboards = "{ROOT / "config" / "keyboards"}"
[caisse]
url = "https://caisse.test:8443"
ca = "ca.pem"
root = "root.pem"
probe = 15
[outbox]
spread = 300
[state]
directory = "state"
"""


def written(directory: Path, text: str) -> Path:
    file = directory / "kiosk.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_shipped_settings_open() -> None:
    settings = read_settings(ROOT / "config" / "kiosk.toml")
    assert settings.cabinet.name == "borne-21p"
    assert settings.timings == Timings()


@pytest.mark.parametrize("model", sorted(path.stem for path in (ROOT / "config" / "models").glob("*.toml")))
def test_every_cabinet_opens(tmp_path: Path, model: str) -> None:
    settings = read_settings(written(tmp_path, MINIMAL.replace("borne-21p", model)))
    assert settings.cabinet.name == model
    assert settings.cabinet.slot in Slot
    assert settings.printer.columns == 48


def test_the_terminals_own_words_go_before_the_models(tmp_path: Path) -> None:
    own = MINIMAL + '[printer]\ntransport = "network"\naddress = "10.0.0.9:9100"\n[card]\nreader = "Autre"\n'
    settings = read_settings(written(tmp_path, own))
    assert settings.printer.transport is PrinterTransport.NETWORK
    assert settings.printer.address == "10.0.0.9:9100"
    assert settings.reader == "Autre"


def test_what_the_network_lets_through_is_numbers(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, MINIMAL)).addresses == ()
    own = MINIMAL.replace("probe = 15", 'probe = 15\naddresses = ["192.0.2.10", "2001:db8::/64"]')
    assert read_settings(written(tmp_path, own)).addresses == ("192.0.2.10/32", "2001:db8::/64")


def test_the_runtime_directory_is_systemds_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, MINIMAL)).runtime == Path("/run/kiosk")
    own = MINIMAL + '[runtime]\ndirectory = "run"\n'
    assert read_settings(written(tmp_path, own)).runtime == tmp_path / "run"


def test_relative_paths_start_at_the_file(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, MINIMAL))
    assert settings.state == tmp_path / "state"
    assert settings.link.ca_file == tmp_path / "ca.pem"


def test_a_modem_is_where_its_table_says(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, MINIMAL)).modem is None
    own = '[modem]\ndevice = "/dev/modem"\nspeed = 9600\npin_file = "pin"\n'
    modem = read_settings(written(tmp_path, MINIMAL + own)).modem
    assert modem == ModemSettings(Path("/dev/modem"), 9600, tmp_path / "pin", tmp_path / "state" / "modem-pin-refused")


def test_citizens_are_served_where_the_settings_do_not_say_otherwise(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, MINIMAL)).production
    assert not read_settings(written(tmp_path, MINIMAL + "[terminal]\nproduction = false\n")).production


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('url = "https://caisse.test:8443"\n', "", "[caisse] url : absent"),
        ("https://", "http://", "[caisse] url"),
        ("8443", "8443/", "[caisse] url"),
        ('model = "borne-21p"', "model = 21", "[cabinet] model : un texte"),
        ('model = "borne-21p"', 'model = "none"', "none.toml : fichier introuvable"),
        ("[state]", "[visit]\nwarning = 19\n[state]", "[visit] warning : 20 secondes"),
        ("[state]", "[visit]\nidle = -1\n[state]", "[visit] idle : un nombre positif"),
        ("[state]", "[visit]\nidle = true\n[state]", "[visit] idle : un nombre positif"),
        ("[state]", "[visit]\nsoon = 1\n[state]", "[visit] soon : inconnu"),
        ("[state]", '[card]\nreaders = "x"\n[state]', "[card] readers : inconnu"),
        ("[state]", "[network]\nport = 1\n[state]", "[network] : inconnu"),
        ("[state]", '[printer]\ntransport = "usb"\n[state]', "[printer] transport : device ou network"),
        ("[state]", "[printer]\nspeed = 300\n[state]", "[printer] speed : 9600, 19200, 38400, 115200 attendus"),
        ("probe = 15", 'probe = 15\naddresses = "192.0.2.10"', "[caisse] addresses\u00a0: une liste"),
        ("probe = 15", 'probe = 15\naddresses = ["caisse.example"]', "[caisse] addresses\u00a0: des adresses num"),
        ("[state]", '[printer]\ntransport = "network"\naddress = "imprimante:9100"\n[state]', "[printer] address"),
        ("[state]", "[runtime]\ndirectory = 1\n[state]", "[runtime] directory : un texte"),
        ("[state]", "[modem]\nspeed = 9600\n[state]", "[modem] device : absent"),
        ("[state]", '[modem]\ndevice = "m"\nspeed = 9600\npin = "1234"\n[state]', "[modem] pin : inconnu"),
        ("[state]", '[terminal]\nproduction = "no"\n[state]', "[terminal] production : true ou false"),
        ("[cabinet]", "cabinet", "fichier illisible"),
    ],
)
def test_a_complaint_names_file_and_key(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    file = written(tmp_path, MINIMAL.replace(before, after, 1))
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert complaint in str(caught.value)
    assert ".toml" in str(caught.value)


def test_the_model_that_a_technician_chose_goes_before_the_file_s_while_it_is_installed(tmp_path: Path) -> None:
    file = written(tmp_path, MINIMAL)
    (tmp_path / "state").mkdir()
    chosen = tmp_path / "state" / "cabinet-model"
    chosen.write_text("borne-15p\n", "ascii")
    settings = read_settings(file)
    assert settings.cabinet.name == "borne-15p"
    assert settings.models == ("borne-15p", "borne-21l", "borne-21p")
    for gone in (b"../borne-15p\n", b"borne-99\n", b"\xff\n", b""):
        chosen.write_bytes(gone)
        assert read_settings(file).cabinet.name == "borne-21p"
