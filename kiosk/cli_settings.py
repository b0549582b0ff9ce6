"""The option that every command takes, and the settings it leads to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kiosk.settings import Settings, SettingsError, read_settings

SETTINGS = click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    default=Path("/etc/kiosk/kiosk.toml"),
    show_default=True,
    help="Fichier de réglages de la borne.",
)


def settings_in(file: Path) -> Settings:
    """The settings of a file; ends the command when they cannot be read, saying why.

    Args:
        file: TOML.
    """
    try:
        return read_settings(file)
    except SettingsError as fault:
        click.echo(str(fault), err=True)
        sys.exit(os.EX_CONFIG)
