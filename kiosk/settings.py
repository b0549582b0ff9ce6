"""The terminal's settings: TOML files read once into frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from kiosk import network_rules
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.printer.serial_line import SPEEDS, USUAL
from kiosk.maintenance.cabinet_model import chosen, offered
from kiosk.session.rules import Timings
from kiosk.sync.settings import LinkSettings
from kiosk.ui.keyboard.layout import LayoutError
from kiosk.ui.keyboard.reading import Layouts, read_layouts
from kiosk.ui.sizes import Cabinet, Slot

_Tree = dict[str, object]
_RUNTIME = "/run/kiosk"


class SettingsError(Exception):
    """A settings file is absent or says something that cannot be; the text is for technicians, in French."""


class PrinterTransport(StrEnum):
    """How the printer is reached."""

    DEVICE = "device"
    NETWORK = "network"


@dataclass(frozen=True)
class PrinterSettings:
    """The thermal printer.

    Attributes:
        address: a path for a device, ``host:port`` on the network.
        columns: of font A across the paper.
        speed: bits per second, where the device is a serial line.
    """

    transport: PrinterTransport
    address: str
    columns: int
    speed: int = USUAL


@dataclass(frozen=True)
class Settings:
    """Everything a composition root needs to know.

    Attributes:
        models: names of the cabinet models that are installed.
        reader: beginning of the PC/SC reader's name.
        modem: None where the terminal has none.
        root: PEM of the public key that signs the caisse's own keys for sealing.
        spread_s: over how many seconds terminals spread their first delivery after an outage.
        state: directory of the identity and the outbox, kept over restarts.
        runtime: directory of ``control.sock`` and ``health.json``, empty at each start.
        addresses: prefixes that the network lets through, beside a network printer's (``kiosk.network_rules``).
        production: whether citizens are served here; technicians' trials are refused.
    """

    cabinet: Cabinet
    models: tuple[str, ...]
    keyboards: Layouts
    reader: str
    printer: PrinterSettings
    modem: ModemSettings | None
    link: LinkSettings
    root: Path
    spread_s: float
    state: Path
    timings: Timings
    production: bool
    runtime: Path
    addresses: tuple[str, ...]


def read_settings(file: Path) -> Settings:
    """Read a settings file and the cabinet model that it names, or that a technician chose on the terminal since.

    Args:
        file: like ``config/kiosk.toml``; ``[card]`` and ``[printer]`` there go before the model's.

    Raises:
        SettingsError: with the file and the key at fault.
    """
    own = _Section(file, _load(file))
    _refuse_unknown(own)
    cabinet = own.section("cabinet")
    state = file.parent / own.section("state").text("directory")
    models = file.parent / cabinet.text("models")
    known = offered(models)
    model_file = models / f"{chosen(state, known) or cabinet.text('model')}.toml"
    model = _Section(model_file, _load(model_file))
    card = own.section("card").over(model.section("card"))
    printer = own.section("printer").over(model.section("printer"))
    caisse = own.section("caisse")
    return Settings(
        cabinet=_cabinet(model),
        models=known,
        keyboards=_keyboards(file.parent / cabinet.text("keyboards")),
        reader=card.text("reader"),
        printer=_printer(printer),
        link=_link(caisse, file),
        root=file.parent / caisse.text("root"),
        spread_s=own.section("outbox").number("spread"),
        modem=_modem(own.section("modem"), state),
        state=state,
        timings=_timings(own.section("visit")),
        production=own.section("terminal").flag("production", default=True),
        runtime=file.parent / own.section("runtime").text("directory", default=_RUNTIME),
        addresses=_addresses(caisse),
    )


def _cabinet(model: _Section) -> Cabinet:
    screen = model.section("screen")
    slot = Slot(model.section("card").choice("slot", tuple(Slot)))
    try:
        return Cabinet(
            name=model.text("name"),
            width_px=int(screen.number("width_px")),
            height_px=int(screen.number("height_px")),
            width_mm=screen.number("width_mm"),
            height_mm=screen.number("height_mm"),
            slot=slot,
        )
    except ValueError as fault:
        raise SettingsError(f"{model.file} : {fault}") from fault


def _keyboards(directory: Path) -> Layouts:
    try:
        return read_layouts(directory)
    except LayoutError as fault:
        raise SettingsError(str(fault)) from fault


def _link(caisse: _Section, file: Path) -> LinkSettings:
    try:
        return LinkSettings(
            base_url=caisse.text("url"), ca_file=file.parent / caisse.text("ca"), probe_s=caisse.number("probe")
        )
    except ValueError as fault:
        raise SettingsError(f"{file} : [caisse] url : une adresse https sans barre finale est attendue") from fault


def _addresses(caisse: _Section) -> tuple[str, ...]:
    try:
        return network_rules.networks(caisse.tree.get("addresses", []))
    except network_rules.UnusableError as fault:
        raise SettingsError(f"{caisse.file} : {fault}") from fault


def _printer(printer: _Section) -> PrinterSettings:
    transport = PrinterTransport(printer.choice("transport", tuple(PrinterTransport)))
    address = printer.text("address")
    if transport is PrinterTransport.NETWORK:
        try:
            network_rules.printer_network(address)
        except network_rules.UnusableError as fault:
            raise SettingsError(f"{printer.file} : {fault}") from fault
    speed = int(printer.number("speed")) if "speed" in printer.tree else USUAL
    if speed not in SPEEDS:
        raise SettingsError(f"{printer.file} : [printer] speed : {', '.join(map(str, SPEEDS))} attendus")
    return PrinterSettings(transport, address, int(printer.number("columns")), speed)


def _modem(modem: _Section, state: Path) -> ModemSettings | None:
    if not modem.tree:
        return None
    return ModemSettings(
        device=modem.file.parent / modem.text("device"),
        speed=int(modem.number("speed")),
        pin_file=modem.file.parent / modem.text("pin_file") if "pin_file" in modem.tree else None,
        pin_memory=state / "modem-pin-refused",
    )


_KNOWN = {
    "terminal": {"production"},
    "modem": {"device", "speed", "pin_file"},
    "cabinet": {"model", "models", "keyboards"},
    "caisse": {"url", "ca", "root", "probe", "addresses"},
    "outbox": {"spread"},
    "state": {"directory"},
    "runtime": {"directory"},
    "card": {"reader"},
    "printer": {"transport", "address", "columns", "speed"},
    "visit": {field.name for field in fields(Timings)},
}


def _refuse_unknown(own: _Section) -> None:
    """A misspelt key would be replaced by the model's or a default one in silence."""
    for name in own.tree:
        for key in ("", *own.section(name).tree):
            if name not in _KNOWN or (key and key not in _KNOWN[name]):
                raise SettingsError(f"{own.file} : [{name}] {key}".rstrip() + " : inconnu")


def _timings(visit: _Section) -> Timings:
    timings = Timings(**{name: visit.number(name) for name in visit.tree})
    if timings.warning < 20:
        raise SettingsError(f"{visit.file} : [visit] warning : 20 secondes au moins")
    return timings


def _load(file: Path) -> _Tree:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as fault:
        raise SettingsError(f"{file} : fichier introuvable") from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsError(f"{file} : fichier illisible") from fault


@dataclass(frozen=True)
class _Section:
    """A table of a file, read with its name in every complaint."""

    file: Path
    tree: _Tree
    name: str = ""

    def section(self, name: str) -> _Section:
        tree = self.tree.get(name, {})
        if not isinstance(tree, dict):
            raise SettingsError(f"{self.file} : [{name}] : une section est attendue")
        return _Section(self.file, tree, name)

    def over(self, below: _Section) -> _Section:
        return _Section(self.file, below.tree | self.tree, self.name)

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._value(key) if default is None else self.tree.get(key, default)
        if not isinstance(value, str) or not value:
            raise self._expected(key, "un texte")
        return value

    def number(self, key: str) -> float:
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self._expected(key, "un nombre positif")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.tree.get(key, default)
        if not isinstance(value, bool):
            raise self._expected(key, "true ou false")
        return value

    def choice(self, key: str, values: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in values:
            raise self._expected(key, " ou ".join(values))
        return value

    def _value(self, key: str) -> object:
        if key not in self.tree:
            raise SettingsError(f"{self.file} : [{self.name}] {key} : absent")
        return self.tree[key]

    def _expected(self, key: str, what: str) -> SettingsError:
        return SettingsError(f"{self.file} : [{self.name}] {key} : {what} est attendu")
