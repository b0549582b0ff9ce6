"""The ``caisse`` command."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, Final

import click

from caisse import settings as settings_files
from caisse.cli_agents import agent
from caisse.cli_keys import keys
from caisse.cli_maintenance import maintenance
from caisse.cli_quarantine import quarantine
from caisse.cli_technicians import technician
from caisse.cli_tools import now, opened, plain_errors
from caisse.handlers import terminals
from caisse.settings import Settings, SettingsError

_DEFAULT: Final = Path("/etc/caisse/caisse.toml")


@click.group(help="La caisse : l’autre bout de la borne multiservices.")
@click.option(
    "--config",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    default=[_DEFAULT],
    show_default=True,
    help="Réglages (TOML) ; répétable, le suivant complète le précédent.",
)
@click.option("--state-dir", type=click.Path(file_okay=False, path_type=Path), help="Remplace le réglage state_dir.")
@click.option("--database-url", help="Remplace le réglage database_url.")
@click.pass_context
def main(context: click.Context, files: tuple[Path, ...], state_dir: Path | None, database_url: str | None) -> None:
    """Read the settings; the commands below take them from the context."""
    overrides: dict[str, Any] = {}
    if state_dir is not None:
        overrides["state_dir"] = state_dir
    if database_url is not None:
        overrides["database_url"] = database_url
    try:
        context.obj = settings_files.read(files, overrides)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


main.add_command(agent)
main.add_command(keys)
main.add_command(quarantine)
main.add_command(technician)
main.add_command(maintenance)


@main.command(help="Répond aux bornes, jusqu’au signal d’arrêt.")
@click.option("--port", type=click.IntRange(0, 65535), help="Remplace le réglage du port ; 0 : un port libre.")
@click.option("--public-url", help="Remplace le réglage public_url.")
@click.pass_obj
def serve(settings: Settings, port: int | None, public_url: str | None) -> None:
    """Print one line of JSON once ready; see ``caisse.server.serve``."""
    changes: dict[str, Any] = {}
    if port is not None:
        changes["port"] = port
    if public_url is not None:
        changes["public_url"] = public_url
    # The web framework takes half a second to load; the other commands do without.
    from caisse.server import serve as run_server

    with plain_errors():
        run_server(settings.with_server(changes), click.echo)


@main.group(help="Les bornes que cette caisse connaît.")
def terminal() -> None:
    """Commands about terminals."""


@terminal.command(
    name="add", help="Autorise une borne à s’enregistrer : imprime un jeton, valable 15 minutes, une fois."
)
@click.argument("name", metavar="NOM")
@click.pass_obj
def terminal_add(settings: Settings, name: str) -> None:
    """Print the one-time token, alone on its line."""
    if not terminals.valid_name(name):
        raise click.BadParameter("minuscules sans accent, chiffres et tirets, 63 signes au plus.")
    token = secrets.token_urlsafe()
    with opened(settings) as store:
        store.write(lambda connection: terminals.add(connection, name, token, now()))
    click.echo(token)


@terminal.command(name="list", help="Liste les bornes.")
@click.pass_obj
def terminal_list(settings: Settings) -> None:
    """Print one line for each terminal: name, state, since when (UTC)."""
    with opened(settings) as store:
        known = store.read(terminals.known)
    for one in known:
        if one.revoked_at is not None:
            state, since = "révoquée", one.revoked_at
        elif one.enrolled_at is not None:
            state, since = "enregistrée", one.enrolled_at
        else:
            state, since = "attendue", one.added_at
        click.echo(f"{one.name}\t{state}\t{since:%Y-%m-%d %H:%M}Z")


@terminal.command(name="revoke", help="Met une borne hors service : sa clé ne vaut plus rien, aussitôt.")
@click.argument("name", metavar="NOM")
@click.pass_obj
def terminal_revoke(settings: Settings, name: str) -> None:
    """Exit with an error when there is no such terminal."""
    with opened(settings) as store:
        done = store.write(lambda connection: terminals.revoke(connection, name, now()))
    if not done:
        raise click.ClickException(f"aucune borne ne s’appelle « {name} ».")
