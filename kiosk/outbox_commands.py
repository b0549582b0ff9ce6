"""``kiosk outbox``: what waits to be sent, for technicians and for the service that sends without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli_settings import SETTINGS, settings_in

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.sync.outbox import Outbox


@click.group()
def outbox() -> None:
    """Les déclarations qui attendent d’être envoyées : combien, depuis quand ; jamais ce qu’elles disent."""


@outbox.command()
@SETTINGS
def status(file: Path) -> None:
    """Dit ce qui attend ; l’application peut tourner."""
    from kiosk.outbox_words import FAULTS, status_lines
    from kiosk.sync.outbox_glance import glance
    from kiosk.sync.outbox_once import FILE
    from kiosk.sync.outbox_values import OutboxFault

    seen = glance(settings_in(file).state / FILE)
    if isinstance(seen, OutboxFault):
        click.echo(FAULTS[seen], err=True)
        sys.exit(os.EX_IOERR)
    for line in status_lines(seen, datetime.now(UTC)):
        click.echo(line)


@outbox.command()
@SETTINGS
def drain(file: Path) -> None:
    """Envoie maintenant tout ce qui peut partir ; l’application doit être arrêtée."""
    settings = settings_in(file)
    from kiosk.outbox_words import HALTS, cause, count
    from kiosk.sync import identity
    from kiosk.sync.courier import real_chances
    from kiosk.sync.courier_means import Means
    from kiosk.sync.delivery import over_tls
    from kiosk.sync.draining import drain as drain_outbox
    from kiosk.sync.keys import KeyStore
    from kiosk.sync.surroundings import of_this_machine

    def stored() -> identity.StoredIdentity:
        return identity.load(settings.state)

    if not isinstance(stored(), identity.Identity):
        click.echo("Cette borne n’est pas inscrite : « kiosk enrol ».", err=True)
        sys.exit(os.EX_CONFIG)
    means = Means(
        delivery=over_tls(settings.link, stored),
        keys=KeyStore(settings.state, settings.root),
        identity=stored,
        surroundings=of_this_machine(),
        chances=real_chances(),
        spread_s=0.0,
        record=lambda _event, **_fields: None,
    )
    with _opened(settings) as opened:
        done = drain_outbox(opened, means, lambda left: click.echo(f"Il reste {count(left)}."))
    if done.halt is not None:
        click.echo(HALTS[done.halt], err=True)
        sys.exit(os.EX_NOPERM)
    if done.queue.pending and done.cause is not None:
        click.echo(f"{count(done.queue.pending)} en attente. La caisse ne prend rien : {cause(done.cause)}.", err=True)
        sys.exit(os.EX_UNAVAILABLE)
    if done.queue.pending or done.queue.parked:
        click.echo(
            f"{count(done.queue.pending)} en attente de la caisse, {count(done.queue.parked)} de côté.", err=True
        )
        sys.exit(os.EX_TEMPFAIL)
    click.echo("Rien n’attend plus.")


@outbox.command()
@SETTINGS
@click.argument("seq", metavar="NUMÉRO", type=click.IntRange(min=1))
def park(file: Path, seq: int) -> None:
    """Met une déclaration de côté, avec celles qui la suivent ; l’application doit être arrêtée."""
    from kiosk.sync.courier_rounds import TECHNICIAN

    with _opened(settings_in(file)) as opened:
        fault = opened.park(seq, TECHNICIAN)
        parked = any(found == seq for found, _ in opened.parked())
    if fault is not None:
        click.echo("Le disque refuse d’écrire.", err=True)
        sys.exit(os.EX_IOERR)
    if not parked:
        click.echo(f"Aucune déclaration nº {seq} n’attend ici.", err=True)
        sys.exit(os.EX_DATAERR)
    click.echo(f"Déclaration nº {seq} mise de côté.")


@outbox.command()
@SETTINGS
@click.argument("seq", metavar="[NUMÉRO]", type=click.IntRange(min=1), required=False)
def unpark(file: Path, seq: int | None) -> None:
    """Remet dans la file une déclaration mise de côté, ou toutes ; l’application doit être arrêtée."""
    from kiosk.outbox_words import count

    with _opened(settings_in(file)) as opened:
        before = len(opened.parked())
        fault = opened.unpark(seq)
        back = before - len(opened.parked())
    if fault is not None:
        click.echo("Le disque refuse d’écrire.", err=True)
        sys.exit(os.EX_IOERR)
    if seq is not None and not back:
        click.echo(f"La déclaration nº {seq} n’est pas de côté.", err=True)
        sys.exit(os.EX_DATAERR)
    click.echo(f"{count(back)} de retour dans la file.")


@contextmanager
def _opened(settings: Settings) -> Iterator[Outbox]:
    """The outbox, with the lock that keeps the application out; ends the command when either cannot be had."""
    from kiosk.lock import Lock
    from kiosk.outbox_words import FAULTS
    from kiosk.sync.outbox_once import FILE, OutboxOnce
    from kiosk.sync.outbox_values import OutboxFault
    from kiosk.sync.surroundings import of_this_machine

    with Lock(settings.state) as lock:
        if not lock.held:
            click.echo("L’application de la borne tourne et envoie elle-même : arrêtez-la d’abord.", err=True)
            sys.exit(os.EX_TEMPFAIL)
        once = OutboxOnce(settings.state / FILE, of_this_machine())
        opened = once()
        if isinstance(opened, OutboxFault):
            click.echo(FAULTS[opened], err=True)
            sys.exit(os.EX_IOERR)
        try:
            yield opened
        finally:
            once.close()
