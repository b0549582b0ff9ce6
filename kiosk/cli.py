"""The ``kiosk`` command: for systemd, technicians and operators, hence in French."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import assert_never

import click

from kiosk.cli_settings import SETTINGS, settings_in
from kiosk.import_sources import keep_no_sources
from kiosk.maintenance_commands import doctor, maintenance
from kiosk.outbox_commands import outbox
from kiosk.settings import Settings
from kiosk.ui.environment import clean_environment


@click.group()
def main() -> None:
    """Borne multiservices de l’Assurance Maladie."""
    clean_environment(os.environ)


main.add_command(outbox)
main.add_command(doctor)
main.add_command(maintenance)


@main.command()
@SETTINGS
def run(file: Path) -> None:
    """Ouvre l’application de la borne, jusqu’à ce qu’on l’arrête."""
    settings = settings_in(file)
    keep_no_sources()
    # Qt is loaded only by the command that shows something.
    from kiosk.app import run as run_app

    sys.exit(run_app(settings))


@main.command()
@SETTINGS
@click.option("--caisse", "url", required=True, help="Adresse publique de la caisse, https://…")
@click.option("--token", required=True, help="Jeton d’inscription donné par « caisse terminal add ».")
def enrol(file: Path, url: str, token: str) -> None:
    """Inscrit cette borne auprès de la caisse : sa clé est faite ici et n’en sort pas."""
    settings = settings_in(file)
    from kiosk.outbox_words import cause as said
    from kiosk.sync.answers import NoAnswer
    from kiosk.sync.enrol import EnrolRefused, NotAnAddress, NotStored, OutboxNotEmpty
    from kiosk.sync.enrol import enrol as enrol_terminal
    from teleservices.wire.enrolment import Enrolled
    from teleservices.wire.problems import Problem

    answer = enrol_terminal(url, token, settings.link.ca_file, settings.state)
    match answer:
        case Enrolled(terminal):
            click.echo(f"Borne inscrite sous le nom « {terminal} ».")
            _fetch_keys(url, settings)
        case EnrolRefused(Problem.ENROLMENT_TOKEN):
            click.echo(
                "La caisse refuse ce jeton : inconnu, utilisé ou périmé. Rien n’a changé sur la borne.", err=True
            )
            sys.exit(1)
        case EnrolRefused(problem):
            click.echo(f"La caisse refuse l’inscription ({problem.value}). Rien n’a changé sur la borne.", err=True)
            sys.exit(1)
        case NoAnswer(cause):
            click.echo(f"La caisse ne répond pas ({said(cause.value)}). Rien n’a changé sur la borne.", err=True)
            sys.exit(1)
        case NotAnAddress():
            click.echo(
                "L’adresse de la caisse doit être de la forme https://hôte. Rien n’a changé sur la borne.", err=True
            )
            sys.exit(1)
        case NotStored(token_spent):
            spent = " Demandez un autre jeton." if token_spent else ""
            click.echo(f"Le dossier {settings.state} ne peut pas être écrit.{spent}", err=True)
            sys.exit(1)
        case OutboxNotEmpty(former):
            click.echo(
                f"Des déclarations attendent ici sous le nom « {former} », le seul sous lequel la caisse les prendra : "
                f"demandez un jeton à ce nom, ou envoyez-les d’abord (« kiosk outbox drain »). "
                f"Rien n’a changé sur la borne, mais ce jeton est dépensé.",
                err=True,
            )
            sys.exit(os.EX_TEMPFAIL)
        case _:
            assert_never(answer)


@main.command(name="sms-test")
@SETTINGS
@click.argument("number", metavar="NUMÉRO")
def sms_test(file: Path, number: str) -> None:
    """Envoie un SMS d’essai par le modem de la borne. Refusé en production."""
    settings = settings_in(file)
    if settings.production:
        click.echo("Refusé en production (réglage [terminal] production).", err=True)
        sys.exit(os.EX_NOPERM)
    if settings.modem is None:
        click.echo("Cette borne n’a pas de modem : la table [modem] manque dans ses réglages.", err=True)
        sys.exit(os.EX_CONFIG)
    from kiosk.lock import Lock
    from kiosk.sms_test import sms_test as try_sms
    from teleservices.phone import Mobile, from_text
    from teleservices.texts.catalogue import LANGUAGES, read

    mobile = from_text(number, fiction=True)
    if not isinstance(mobile, Mobile):
        click.echo("Un numéro de mobile français est attendu, de la métropole ou d’outre-mer.", err=True)
        sys.exit(2)
    with Lock(settings.state) as lock:
        if not lock.held:
            click.echo("L’application de la borne tourne et se sert du modem : arrêtez-la d’abord.", err=True)
            sys.exit(os.EX_TEMPFAIL)
        went = try_sms(settings.modem, mobile, read(LANGUAGES[0]).t("sms.test"), click.echo)
    sys.exit(0 if went else 1)


def _fetch_keys(url: str, settings: Settings) -> None:
    """The application would ask for them again: the enrolment holds whatever comes of it."""
    from kiosk.sync import identity
    from kiosk.sync.delivery import over_tls
    from kiosk.sync.first_keys import fetch_keys
    from kiosk.sync.keys import KeyStore, Offered
    from kiosk.sync.settings import LinkSettings

    way = over_tls(LinkSettings(url.rstrip("/"), settings.link.ca_file), lambda: identity.load(settings.state))
    match fetch_keys(way, KeyStore(settings.state, settings.root)):
        case Offered.TAKEN | Offered.NOT_NEWER:
            click.echo("Clés de scellement de la caisse reçues.")
        case Offered.UNSIGNED:
            click.echo(
                "Les clés de la caisse ne sont pas signées par la racine du réglage [caisse] root : "
                "aucune déclaration ne pourra être faite ici.",
                err=True,
            )
        case _:
            click.echo(
                "Les clés de scellement de la caisse n’ont pas pu être reçues : la borne les redemandera.", err=True
            )
