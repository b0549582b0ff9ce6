"""The caisse's settings: TOML files, read into frozen values, the later file completing the earlier one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from caisse.handlers.figures import Figures
from caisse.intake.settings import IntakeSettings
from caisse.mail.settings import MailSettings
from caisse.sms.settings import SmsSettings
from teleservices.levels import Level
from teleservices.regimes import Regime, Regimes

_EXACT: Final = ConfigDict(extra="forbid")


class SettingsError(Exception):
    """The settings cannot be used; the message says which file and which line of them, for the operator."""


@dataclass(frozen=True)
class CaisseIdentity:
    """The caisse that certifies: its code, its name, the lines of its address.

    Attributes:
        timezone: IANA name of the zone whose midnight opens and closes rights.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    code: str
    name: str
    address: tuple[str, ...]
    timezone: str = "Europe/Paris"

    def __post_init__(self) -> None:
        """Check the zone.

        Raises:
            ValueError: the machine knows no such zone.
        """
        try:
            _ = self.zone
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"{self.timezone} is no time zone") from error

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class ServerSettings:
    """Where the caisse listens.

    Attributes:
        host: address to bind.
        port: 0 for any free one.
        public_url: ``https://host:port`` under which terminals and telephones reach it; empty for the bound address.
        certificate, private_key: PEM files; both empty and the caisse makes its own authority.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8443
    public_url: Annotated[str, Field(pattern=r"^(https://[^/?#\s]+)?$")] = ""
    certificate: str = ""
    private_key: str = ""


@dataclass(frozen=True)
class RightsAttestationSettings:
    """At which level the attestation de droits is given, and what of it at level ``card``.

    Attributes:
        level: ``card`` or ``code`` (teleservices.md, part B).
        beneficiaries_at_card: whether level ``card`` may ask for an ayant droit, not the holder only.
        mentions_at_card: whether level ``card`` may ask for the optional mentions; ALD is health data.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    level: Literal[Level.CARD, Level.CODE] = Level.CODE
    beneficiaries_at_card: bool = False
    mentions_at_card: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything that an operator decides.

    Attributes:
        production: True refuses invented people.
        state_dir: the caisse's own files: SQLite base, keys.
        database_url: ``postgresql+psycopg://…``; empty for SQLite in ``state_dir``.
        regime: every régime known.
        keys_dir: where the keys outside the database are given; None and the caisse makes its own in ``state_dir``.
        services: by id of a téléservice, the régimes that may use it where not all those served may.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    production: bool
    state_dir: Path
    caisse: CaisseIdentity
    regime: tuple[Regime, ...]
    database_url: str = ""
    server: ServerSettings = field(default_factory=ServerSettings)
    rights_attestation: RightsAttestationSettings = field(default_factory=RightsAttestationSettings)
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sms: SmsSettings = field(default_factory=SmsSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    keys_dir: Path | None = None
    identification: Figures = field(default_factory=Figures)
    intake: IntakeSettings = field(default_factory=IntakeSettings)

    def with_server(self, changes: Mapping[str, Any]) -> Settings:
        """The same settings, some of ``server`` replaced by what a command line says.

        Raises:
            SettingsError: a value is wrong.
        """
        try:
            server = TypeAdapter(ServerSettings).validate_python(asdict(self.server) | dict(changes))
        except ValidationError as error:
            raise SettingsError(_told(error)) from error
        return replace(self, server=server)

    @property
    def regimes(self) -> Regimes:
        """The régimes and what each may use.

        Raises:
            ValueError: they contradict each other; ``read`` has checked that they do not.
        """
        return Regimes(self.regime, self.services)

    @property
    def sealing_keys_dir(self) -> Path:
        """Where the keys that declarations are sealed to are kept."""
        return self.state_dir / "sealing-keys"

    @property
    def database(self) -> str:
        """The address for ``open_store``."""
        return self.database_url or f"sqlite:///{self.state_dir / 'caisse.sqlite3'}"


def read(files: Iterable[Path], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read settings.

    Args:
        files: TOML files; a table of a later one completes the same table of an earlier one, anything else replaces.
        overrides: what the command line says, in the same shape; it has the last word.

    Raises:
        SettingsError: a file is missing or not TOML, a value is wrong, missing or unknown.
    """
    merged: dict[str, Any] = {}
    for file in files:
        try:
            _complete(merged, tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{file} : {error}") from error
    _complete(merged, overrides or {})
    try:
        settings = TypeAdapter(Settings).validate_python(merged)
        _ = settings.regimes
    except ValidationError as error:
        raise SettingsError(_told(error)) from error
    except ValueError as error:
        raise SettingsError(f"réglage services : {error}") from error
    if settings.production and not settings.sms.encrypted:
        raise SettingsError("réglage sms.url : https est attendu en production")
    if settings.production and not settings.mail.encrypted:
        raise SettingsError("réglage mail.security : starttls ou tls est attendu en production")
    return settings


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"réglage {where} : {first['msg']}"


def _complete(target: dict[str, Any], addition: Mapping[str, Any]) -> None:
    for key, value in addition.items():
        if isinstance(value, Mapping) and isinstance(target.get(key), dict):
            _complete(target[key], value)
        else:
            target[key] = dict(value) if isinstance(value, Mapping) else value
