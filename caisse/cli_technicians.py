"""``caisse technician``: who may open the terminals' maintenance menu."""

from __future__ import annotations

import secrets

import click

from caisse.cli_tools import now, opened
from caisse.handlers import technicians
from caisse.handlers.hashing import HASHER
from caisse.settings import Settings


@click.group(help="Les techniciens qui entretiennent les bornes.")
def technician() -> None:
    """Commands about technicians."""


@technician.command(
    name="add",
    help="Autorise un technicien, ou renouvelle son accès : imprime son numéro et son code, cette fois seulement.",
)
@click.argument("name", metavar="NOM")
@click.pass_obj
def technician_add(settings: Settings, name: str) -> None:
    """Print number and code, alone on their line."""
    if not technicians.valid_name(name):
        raise click.BadParameter("minuscules sans accent, chiffres, points et tirets, 48 signes au plus.")
    code = technicians.new_code(secrets.randbelow)
    code_hash = HASHER.hash(code)
    with opened(settings) as store:
        number = store.write(lambda connection: technicians.add(connection, name, code_hash, secrets.randbelow, now()))
    click.echo(f"{number}\t{code}")


@technician.command(name="list", help="Liste les techniciens.")
@click.pass_obj
def technician_list(settings: Settings) -> None:
    """Print one line for each technician: number, name, state, since when (UTC)."""
    with opened(settings) as store:
        known = store.read(technicians.known)
    for one in known:
        state, since = ("actif", one.added_at) if one.revoked_at is None else ("révoqué", one.revoked_at)
        click.echo(f"{one.number}\t{one.name}\t{state}\t{since:%Y-%m-%d %H:%M}Z")


@technician.command(name="revoke", help="Retire son accès à un technicien, aussitôt.")
@click.argument("name", metavar="NOM")
@click.pass_obj
def technician_revoke(settings: Settings, name: str) -> None:
    """Exit with an error when there is no such technician."""
    with opened(settings) as store:
        done = store.write(lambda connection: technicians.revoke(connection, name, now()))
    if not done:
        raise click.ClickException(f"aucun technicien ne s’appelle « {name} ».")
