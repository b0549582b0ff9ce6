"""The generator, on directories: what it writes is what the settings say, or localhost alone."""

from __future__ import annotations

import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_files import STUBS, complaints

from kiosk import network_rules
from kiosk.network_rules import UnusableError, allowed, generate, main, networks, printer_network

MODEL = '[printer]\ntransport = "device"\naddress = "/dev/kiosk/printer"\ncolumns = 48\n'
MINIMAL = '[cabinet]\nmodel = "borne"\nmodels = "models"\n'


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "etc" / "models").mkdir(parents=True)
    (tmp_path / "etc" / "models" / "borne.toml").write_text(MODEL, "utf-8")
    file = tmp_path / "etc" / "kiosk.toml"
    file.write_text(MINIMAL, "utf-8")
    return file


def written(directory: Path) -> set[str]:
    return {path.read_text("utf-8") for path in directory.glob("*.service.d/50-network.conf")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("[caisse]\naddresses = []\n", ()),
        ('[caisse]\naddresses = ["192.0.2.10"]\n', ("192.0.2.10/32",)),
        ('[caisse]\naddresses = ["192.0.2.0/24", "2001:db8::1"]\n', ("192.0.2.0/24", "2001:db8::1/128")),
        ('[caisse]\naddresses = ["192.0.2.10", "192.0.2.10"]\n', ("192.0.2.10/32",)),
        ('[printer]\ntransport = "network"\naddress = "10.0.0.9:9100"\n', ("10.0.0.9/32",)),
        (
            '[caisse]\naddresses = ["192.0.2.10"]\n[printer]\ntransport = "network"\naddress = "10.0.0.9:9100"\n',
            ("192.0.2.10/32", "10.0.0.9/32"),
        ),
        ('[printer]\ntransport = "device"\naddress = "10.0.0.9:9100"\n', ()),
    ],
)
def test_the_settings_say_who_is_reached(settings: Path, text: str, expected: tuple[str, ...]) -> None:
    settings.write_text(MINIMAL + text, "utf-8")
    assert allowed(settings) == expected


def test_a_models_network_printer_is_reached(settings: Path) -> None:
    model = settings.parent / "models" / "borne.toml"
    model.write_text('[printer]\ntransport = "network"\naddress = "10.0.0.9:9100"\n', "utf-8")
    assert allowed(settings) == ("10.0.0.9/32",)
    settings.write_text(MINIMAL + '[printer]\naddress = "10.0.0.7:9100"\n', "utf-8")
    assert allowed(settings) == ("10.0.0.7/32",)


BAD = (
    "[caisse]\naddresses = 1\n",
    '[caisse]\naddresses = "192.0.2.10"\n',
    "[caisse]\naddresses = [192]\n",
    '[caisse]\naddresses = ["caisse.example"]\n',
    '[caisse]\naddresses = ["192.0.2.10", ""]\n',
    '[caisse]\naddresses = ["192.0.2.10/24"]\n',
    '[caisse]\naddresses = ["0.0.0.0/0"]\n',
    '[caisse]\naddresses = ["::/0"]\n',
    '[caisse]\naddresses = ["fe80::1%eth0"]\n',
    '[caisse]\naddresses = ["any"]\n',
    'caisse = "192.0.2.10"\n',
    '[printer]\ntransport = "network"\naddress = "imprimante:9100"\n',
    '[printer]\ntransport = "network"\naddress = "10.0.0.9"\n',
    '[printer]\ntransport = "network"\naddress = "10.0.0.0/24:9100"\n',
    '[printer]\ntransport = "network"\naddress = "10.0.0.9:0"\n',
    "[caisse\n",
)


@pytest.mark.parametrize("text", BAD)
def test_settings_that_cannot_be_used_let_nothing_through(settings: Path, tmp_path: Path, text: str) -> None:
    settings.write_text(MINIMAL * ("=" in text and not text.startswith("caisse")) + text, "utf-8")
    fault = generate(settings, tmp_path / "generated")
    assert fault
    assert written(tmp_path / "generated") == {"[Service]\nIPAddressAllow=localhost\n"}


def test_a_missing_file_lets_nothing_through(tmp_path: Path) -> None:
    assert generate(tmp_path / "nowhere.toml", tmp_path / "generated")
    assert written(tmp_path / "generated") == {"[Service]\nIPAddressAllow=localhost\n"}


def test_a_missing_model_lets_nothing_through(settings: Path, tmp_path: Path) -> None:
    (settings.parent / "models" / "borne.toml").unlink()
    assert generate(settings, tmp_path / "generated")


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_value_is_rules_or_refused(value: object) -> None:
    try:
        found = networks(value)
    except UnusableError:
        return
    assert all(ip_network(one).prefixlen for one in found)


@given(st.ip_addresses(), st.integers(1, 65535))
def test_a_numeric_printer_is_one_address(host: object, port: int) -> None:
    assert ip_network(printer_network(f"{host}:{port}")) == ip_network(str(host))


def test_each_unit_that_speaks_to_the_caisse_has_its_drop_in(settings: Path, tmp_path: Path, units: Path) -> None:
    settings.write_text(MINIMAL + '[caisse]\naddresses = ["192.0.2.10", "2001:db8::/64"]\n', "utf-8")
    assert generate(settings, tmp_path / "generated") is None
    places = sorted(path.relative_to(tmp_path / "generated") for path in (tmp_path / "generated").rglob("*.conf"))
    assert [str(place) for place in places] == [
        "kiosk-drain.service.d/50-network.conf",
        "kiosk.service.d/50-network.conf",
    ]
    assert written(tmp_path / "generated") == {
        "[Service]\nIPAddressAllow=localhost 192.0.2.10/32 2001:db8::/64\n",
    }


def test_systemd_reads_the_drop_in(settings: Path, tmp_path: Path, units: Path) -> None:
    settings.write_text(MINIMAL + '[caisse]\naddresses = ["192.0.2.10", "2001:db8::/64"]\n', "utf-8")
    work = tmp_path / "work"
    generate(settings, work)
    ours = [units / name for name in network_rules.UNITS]
    assert complaints([*ours, units / "kiosk-failed.service"], work) == ""
    (work / "kiosk.service.d" / "50-network.conf").write_text("[Service]\nIPAddressAllow=caisse.example\n", "utf-8")
    assert "caisse.example" in complaints([*ours, units / "kiosk-failed.service"], work)
    assert STUBS


def test_the_generator_never_fails_the_boot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(network_rules, "SETTINGS", tmp_path / "nowhere.toml")
    monkeypatch.setattr(network_rules, "_KMSG", tmp_path / "kmsg")
    assert main(["kiosk-network", str(tmp_path / "normal"), str(tmp_path / "early"), str(tmp_path / "late")]) == 0
    assert written(tmp_path / "normal") == {"[Service]\nIPAddressAllow=localhost\n"}
    said = capsys.readouterr().err
    assert "nowhere.toml" in said
    assert (tmp_path / "kmsg").read_text("utf-8") == f"<3>{said}"


def test_the_generator_needs_the_standard_library_alone(root: Path) -> None:
    """It runs before anything else, and with every package of ours out of sight."""
    script = f"import sys; sys.path.insert(0, {str(root)!r}); import kiosk.network_rules; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-IS", "-c", script], capture_output=True, text=True, check=True)
    assert {name for name in told.stdout.split() if name.startswith("kiosk")} == {"kiosk", "kiosk.network_rules"}
