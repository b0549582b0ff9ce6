"""``caisse maintenance``: what was done at the terminals."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import click

from caisse.cli_tools import now, opened
from caisse.handlers.terminals import is_known
from caisse.handlers.trail import KEPT, Line, trail
from caisse.settings import Settings
from teleservices.texts.catalogue import LANGUAGES, Texts, read

_DAYS: Final = 30


@click.group(help="La maintenance des bornes.")
def maintenance() -> None:
    """Commands about maintenance."""


@maintenance.command(name="trail", help="Liste ce que les techniciens ont fait, le plus récent d’abord.")
@click.option("--terminal", metavar="NOM", help="D’une seule borne.")
@click.option(
    "--days", type=click.IntRange(1, KEPT.days), default=_DAYS, show_default=True, help="Depuis combien de jours."
)
@click.pass_obj
def maintenance_trail(settings: Settings, terminal: str | None, days: int) -> None:
    """Print one line for each deed: when (UTC), terminal, deed, way, technician, outcome, whether the time is sure."""
    texts, since = read(LANGUAGES[0]), now() - timedelta(days=days)
    with opened(settings) as store:
        if terminal is not None and not store.read(lambda connection: is_known(connection, terminal)):
            raise click.ClickException(f"aucune borne ne s’appelle «\u00a0{terminal}\u00a0».")
        lines = store.read(lambda connection: trail(connection, terminal=terminal, since=since))
    for line in lines:
        click.echo("\t".join(_told(line, texts)))


def _told(line: Line, texts: Texts) -> tuple[str, ...]:
    return (
        f"{line.done_at:%Y-%m-%d %H:%M:%S}Z",
        line.terminal,
        texts.t(f"technician.deed.{line.deed}"),
        texts.t(f"technician.way.{line.way}"),
        line.technician or "-",
        line.outcome,
        "heure incertaine" if line.unsure else "heure sûre",
    )
