"""``caisse quarantine``: declarations that a person must look at, and nothing of what they say."""

from __future__ import annotations

import json
from typing import Final, assert_never

import click

from caisse.cli_tools import opened
from caisse.intake.quarantine import QuarantineKind
from caisse.intake.quarantined import Quarantined, quarantined
from caisse.settings import Settings

_SHOWN: Final = 12
"""Digits of a digest in the list: enough to name one."""
_FIELDS: Final = {
    "op_id": "opération",
    "lane": "file",
    "suite": "suite",
    "key_id": "clé de scellement",
    "signer": "signataire",
    "occurred_at": "déposée le",
    "boot_id": "démarrage",
    "uptime_ms": "durée de marche (ms)",
}


@click.group(help="Les démarches mises en quarantaine : d’où et quand elles viennent, jamais ce qu’elles disent.")
def quarantine() -> None:
    """Commands about the quarantine."""


@quarantine.command(
    name="list", help="Liste les démarches en quarantaine : empreinte, arrivée (UTC), borne, numéro, cause, raison."
)
@click.pass_obj
def quarantine_list(settings: Settings) -> None:
    """Print one line for each, the oldest first."""
    with opened(settings) as store:
        kept = store.read(quarantined)
    for one in kept:
        columns = (one.digest[:_SHOWN], _when(one), one.terminal, str(one.seq), _cause(one.kind), one.reason)
        click.echo("\t".join(columns))


@quarantine.command(name="show", help="Montre ce que la caisse sait d’une démarche en quarantaine, sans l’ouvrir.")
@click.argument("digest", metavar="EMPREINTE")
@click.pass_obj
def quarantine_show(settings: Settings, digest: str) -> None:
    """Exit with an error where there is none, or several whose digests begin so."""
    wanted = digest.lower()
    with opened(settings) as store:
        kept = store.read(lambda connection: quarantined(connection, wanted))
    different = {one.digest for one in kept}
    if not wanted or not different:
        raise click.ClickException(f"aucune démarche en quarantaine n’a l’empreinte « {digest} ».")
    if len(different) > 1:
        raise click.ClickException(f"plusieurs empreintes commencent par « {digest} » : donnez-en davantage.")
    click.echo("\n\n".join("\n".join(_told(one)) for one in kept))


def _told(one: Quarantined) -> list[str]:
    lines = [
        f"empreinte : {one.digest}",
        f"cause : {_cause(one.kind)}",
        f"raison : {one.reason or '-'}",
        f"borne : {one.terminal}",
        f"époque : {one.epoch}",
        f"numéro : {one.seq}",
        f"arrivée : {_when(one)}",
        f"taille scellée : {'-' if one.size is None else f'{one.size} octets'}",
    ]
    # A terminal may have written anything: JSON's escapes leave nothing that would steer the operator's own screen.
    return lines + [f"{words} : {json.dumps(one.header.get(name))}" for name, words in _FIELDS.items()]


def _cause(kind: QuarantineKind) -> str:
    match kind:
        case QuarantineKind.DEAD_LETTER:
            return "abandonnée par la borne"
        case QuarantineKind.CONFLICT:
            return "en conflit avec une autre"
        case QuarantineKind.UNREADABLE:
            return "illisible"
        case QuarantineKind.STUCK:
            return "bloquée : le traitement échoue"
        case _:
            assert_never(kind)


def _when(one: Quarantined) -> str:
    return f"{one.received_at:%Y-%m-%d %H:%M}Z"
