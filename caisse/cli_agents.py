"""``caisse agent``: who may sign in at the counter."""

from __future__ import annotations

import secrets

import click

from caisse.cli_tools import now, opened
from caisse.handlers import agents
from caisse.handlers.hashing import HASHER
from caisse.settings import Settings


@click.group(help="Les agents qui délivrent des codes à l’accueil.")
def agent() -> None:
    """Commands about agents."""


@agent.command(
    name="add", help="Autorise un agent, ou renouvelle son accès : imprime son mot de passe, cette fois seulement."
)
@click.argument("name", metavar="NOM")
@click.pass_obj
def agent_add(settings: Settings, name: str) -> None:
    """Print the password, alone on its line."""
    if not agents.valid_name(name):
        raise click.BadParameter("minuscules sans accent, chiffres, points et tirets, 48 signes au plus.")
    password = secrets.token_urlsafe(15)
    password_hash = HASHER.hash(password)
    with opened(settings) as store:
        store.write(lambda connection: agents.add(connection, name, password_hash, now()))
    click.echo(password)


@agent.command(name="list", help="Liste les agents.")
@click.pass_obj
def agent_list(settings: Settings) -> None:
    """Print one line for each agent: name, state, since when (UTC)."""
    with opened(settings) as store:
        known = store.read(agents.known)
    for one in known:
        state, since = ("actif", one.added_at) if one.revoked_at is None else ("révoqué", one.revoked_at)
        click.echo(f"{one.name}\t{state}\t{since:%Y-%m-%d %H:%M}Z")


@agent.command(name="revoke", help="Retire son accès à un agent, aussitôt.")
@click.argument("name", metavar="NOM")
@click.pass_obj
def agent_revoke(settings: Settings, name: str) -> None:
    """Exit with an error when there is no such agent."""
    with opened(settings) as store:
        done = store.write(lambda connection: agents.revoke(connection, name, now()))
    if not done:
        raise click.ClickException(f"aucun agent ne s’appelle « {name} ».")
