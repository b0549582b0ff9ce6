"""The command that fills a demonstration's caisse."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from caisse.cli_tools import now, opened
from caisse.demo.load import invented, refresh_statistics, replace_people
from caisse.demo.root import publish_demo_keys
from caisse.sealing_keys import SealingKeys
from caisse.settings import Settings

_CAST: Final = Path("config/demo/cast.toml")


@click.command(
    name="demo-data",
    help="Remplace assurés et techniciens par des gens inventés, distribution comprise, et publie une première clé.",
)
@click.option("--people", type=click.IntRange(0, 10_000_000), default=1000, show_default=True, help="Combien.")
@click.option("--seed", type=int, default=1, show_default=True, help="La même graine donne les mêmes personnes.")
@click.option(
    "--cast",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=_CAST,
    show_default=True,
    help="Les personnages de la démonstration, en plus.",
)
@click.pass_obj
def demo_data(settings: Settings, people: int, seed: int, cast: Path) -> None:
    """Print how many people there are now."""
    if settings.production:
        raise click.ClickException("refusé en production : les assurés seraient effacés.")
    with opened(settings) as store:
        loaded = store.write(lambda connection: replace_people(connection, invented(people, seed, cast)))
        store.write(refresh_statistics)
        publish_demo_keys(settings.state_dir, SealingKeys(settings.sealing_keys_dir), now())
    click.echo(f"{loaded} personnes")
