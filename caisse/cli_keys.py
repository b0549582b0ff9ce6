"""``caisse keys``: the keys that terminals seal declarations to, and the offline root that vouches for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from caisse.cli_tools import now, opened, plain_errors
from caisse.intake.needed_keys import needed_keys
from caisse.root import make_root, read_root
from caisse.sealing_keys import SealingKeys
from caisse.settings import Settings
from teleservices.wire.sealing_keys import SealingKey

OFFLINE_LONGEST = timedelta(days=90)
"""How long after its end a key may still have been used by a terminal without a link (facts/sync.md §4)."""


@click.group(help="Les clés auxquelles les bornes scellent les démarches.")
def keys() -> None:
    """Commands about sealing keys."""


@keys.command(
    name="root",
    help="Fabrique la racine, à garder hors ligne : sa clé secrète, et la clé publique que les bornes reçoivent.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Dossier, hors de state_dir, qui reçoit les deux fichiers.",
)
@click.pass_obj
def keys_root(settings: Settings, out: Path) -> None:
    """Print the two files."""
    if out.resolve().is_relative_to(settings.state_dir.resolve()):
        raise click.ClickException("la racine ne doit pas être gardée sur la caisse : choisissez un autre dossier.")
    with plain_errors():
        private, public = make_root(out, "root")
    click.echo(private)
    click.echo(public)


@keys.command(name="make", help="Fabrique une clé, que les bornes ne connaîtront qu’une fois signée.")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="Durée de validité.")
@click.pass_obj
def keys_make(settings: Settings, days: int) -> None:
    """Print the new key's name."""
    begin = now()
    with plain_errors():
        settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = SealingKeys(settings.sealing_keys_dir).make(begin, begin + timedelta(days=days))
    click.echo(key.key_id)


@keys.command(name="sign", help="Publie les clés en cours de validité, signées par la racine.")
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Clé secrète de la racine (PEM).",
)
@click.pass_obj
def keys_sign(settings: Settings, root: Path) -> None:
    """Print the publication's serial; a running server gives the new keys from now on."""
    store = SealingKeys(settings.sealing_keys_dir)
    with plain_errors():
        in_use = tuple(key for key in store.all() if _end(key) > now())
        if not in_use:
            raise click.ClickException("aucune clé en cours de validité : « caisse keys make » d’abord.")
        published = store.publish(in_use, read_root(root))
    click.echo(str(published.serial))


@keys.command(name="list", help="Liste les clés.")
@click.pass_obj
def keys_list(settings: Settings) -> None:
    """Print one line for each key: name, state, from when, until when (UTC)."""
    store = SealingKeys(settings.sealing_keys_dir)
    with plain_errors():
        published, known = store.published(), store.all()
    told = set() if published is None else {key.key_id for key in published.keys}
    for key in known:
        state = "expirée" if _end(key) <= now() else "publiée" if key.key_id in told else "à signer"
        click.echo(f"{key.key_id}\t{state}\t{key.not_before}\t{key.not_after}")


@keys.command(
    name="destroy",
    help="Détruit les clés expirées depuis plus de 90 jours auxquelles aucune borne n’a plus rien de scellé.",
)
@click.pass_obj
def keys_destroy(settings: Settings) -> None:
    """Print the names of those destroyed."""
    store = SealingKeys(settings.sealing_keys_dir)
    with opened(settings) as database:
        needed = database.read(needed_keys)
    with plain_errors():
        for key in destroyable(store.all(), needed, now()):
            store.destroy(key.key_id)
            click.echo(key.key_id)


def destroyable(keys: tuple[SealingKey, ...], needed: frozenset[str], moment: datetime) -> tuple[SealingKey, ...]:
    """The keys that nothing can be sealed to any more.

    Args:
        keys: all there are, oldest first.
        needed: ``key_id`` of the oldest key that each outbox still needs, and of what waits here.
        moment: now, UTC.
    """
    found = []
    for key in keys:
        if key.key_id in needed or moment - _end(key) <= OFFLINE_LONGEST:
            break
        found.append(key)
    return tuple(found)


def _end(key: SealingKey) -> datetime:
    return datetime.fromisoformat(key.not_after)
