"""The addresses that a terminal may reach, as systemd enforces them: from the settings to a drop-in, at each boot.

Run by systemd's generator ``kiosk-network``, before anything else of the machine: the standard library alone, and a
fault is told, never raised. Without a drop-in the units let nothing through but localhost.
"""

from __future__ import annotations

import sys
import tomllib
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, cast

SETTINGS: Final = Path("/etc/kiosk/kiosk.toml")
UNITS: Final = ("kiosk.service", "kiosk-drain.service")
DROP_IN: Final = "50-network.conf"
HERE: Final = "localhost"
_KMSG: Final = Path("/dev/kmsg")


class UnusableError(Exception):
    """The settings name something that is no rule; the text says which key, for technicians, in French."""


def network(text: str) -> IPv4Network | IPv6Network:
    """One address or one prefix, as ``IPAddressAllow=`` takes them.

    Args:
        text: ``192.0.2.10``, ``192.0.2.0/24`` or the like of IPv6.

    Raises:
        ValueError: a name, a prefix whose last bits say something, a zone, or everything there is.
    """
    found = ip_network(text)
    if not found.prefixlen or "%" in text:
        raise ValueError("not one address, nor one prefix")
    return found


def networks(listed: object) -> tuple[str, ...]:
    """The value of ``[caisse] addresses``.

    Returns:
        prefixes, an address being one of full length.

    Raises:
        UnusableError: it is no list, or one of them is no rule.
    """
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise UnusableError("[caisse] addresses : une liste d’adresses est attendue")
    try:
        return tuple(str(network(one)) for one in cast("list[str]", listed))
    except ValueError as fault:
        raise UnusableError(
            "[caisse] addresses : des adresses numériques ou des préfixes sont attendus (192.0.2.10, 2001:db8::/64)"
        ) from fault


def printer_network(address: str) -> str:
    """Where a network printer is: ``10.0.0.9:9100`` gives ``10.0.0.9/32``.

    Raises:
        UnusableError: the host is no number, which systemd would need, or there is no port.
    """
    host, _, port = address.rpartition(":")
    try:
        found = network(host)
    except ValueError as fault:
        raise UnusableError(_PRINTER) from fault
    if found.num_addresses != 1 or "/" in host or not (port.isascii() and port.isdigit() and 0 < int(port) <= 0xFFFF):
        raise UnusableError(_PRINTER)
    return str(found)


_PRINTER: Final = "[printer] address : une adresse numérique et un port sont attendus (10.0.0.9:9100)"


def allowed(settings: Path) -> tuple[str, ...]:
    """Every prefix that the settings of a terminal let it reach, localhost excepted.

    Args:
        settings: ``kiosk.toml``; the cabinet model that it names is read too, for its printer.

    Raises:
        UnusableError: a file cannot be read, or says something that is no rule.
    """
    own = _load(settings)
    cabinet, printer = _table(own, "cabinet"), _table(own, "printer")
    if not {"transport", "address"} <= printer.keys():
        model = settings.parent / str(cabinet.get("models", "")) / f"{cabinet.get('model', '')}.toml"
        printer = _table(_load(model), "printer") | printer
    found = networks(_table(own, "caisse").get("addresses", []))
    if printer.get("transport") == "network":
        found += (printer_network(str(printer.get("address", ""))),)
    return tuple(dict.fromkeys(found))


def drop_in(prefixes: tuple[str, ...]) -> str:
    """The drop-in's text."""
    return f"[Service]\nIPAddressAllow={' '.join((HERE, *prefixes))}\n"


def generate(settings: Path, directory: Path) -> str | None:
    """Write the drop-ins of the units that speak to the caisse.

    Args:
        settings: ``kiosk.toml``.
        directory: systemd's, for what is generated: ``UNIT.d/50-network.conf`` is written there.

    Returns:
        why nothing but localhost is allowed, or None.

    Raises:
        OSError: nothing can be written there.
    """
    fault = None
    try:
        prefixes = allowed(settings)
    except UnusableError as unusable:
        prefixes, fault = (), str(unusable)
    for unit in UNITS:
        place = directory / f"{unit}.d"
        place.mkdir(parents=True, exist_ok=True)
        (place / DROP_IN).write_text(drop_in(prefixes), "utf-8")
    return fault


def main(arguments: list[str]) -> int:
    """The generator itself; 0 whatever the settings say.

    Args:
        arguments: its name and systemd's three directories, of which the first is used.
    """
    if len(arguments) != 4:
        sys.stderr.write("kiosk-network: started by systemd, with three directories\n")
        return 2
    fault = generate(SETTINGS, Path(arguments[1]))
    if fault is not None:
        _tell(f"kiosk-network: {fault}; localhost only\n")
    return 0


def _tell(line: str) -> None:
    """At this moment of the boot there is no journal yet, but the kernel's."""
    sys.stderr.write(line)
    with suppress(OSError):
        _KMSG.write_text(f"<3>{line}", "utf-8")


def _load(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UnusableError(f"{file} : fichier illisible ({type(fault).__name__})") from fault


def _table(tree: dict[str, object], name: str) -> dict[str, object]:
    found = tree.get(name, {})
    if not isinstance(found, dict):
        raise UnusableError(f"[{name}] : une section est attendue")
    return found
