"""``kiosk doctor`` and ``kiosk maintenance``: the maintenance menu from a shell on the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli_settings import SETTINGS, settings_in

if TYPE_CHECKING:
    from kiosk.control.messages import Command, Said
    from kiosk.maintenance.findings import Survey
    from kiosk.settings import Settings

_REFUSALS = {
    "visit": (os.EX_TEMPFAIL, "Quelqu’un est servi : réessayez quand l’écran d’accueil est revenu."),
    "not-supervised": (os.EX_UNAVAILABLE, "L’application ne tourne pas sous systemd : personne ne la relancerait."),
    "printer": (os.EX_IOERR, "Le ticket n’est pas sorti : « kiosk doctor » dit ce qu’a l’imprimante."),
    "busy": (os.EX_TEMPFAIL, "L’application n’a pas répondu à temps : réessayez."),
    "unknown": (os.EX_PROTOCOL, "L’application qui tourne est d’une autre version : redémarrez-la."),
}
_SILENT = "L’application tourne mais ne répond pas : « systemctl restart kiosk » la relance."


@click.command()
@SETTINGS
@click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON, sur une ligne.")
def doctor(file: Path, as_json: bool) -> None:
    """Examine la borne : dit de chaque organe ce qui est, et quoi faire.

    État de sortie : 0 tout va ; 1 à surveiller ; 2 en panne.
    """
    settings = settings_in(file)
    survey = _survey(settings)
    from kiosk.doctor_words import EXIT_STATUS, survey_lines
    from kiosk.maintenance.survey_document import ADAPTER, written

    if as_json:
        click.echo(ADAPTER.dump_json(written(survey)))
    else:
        from datetime import datetime

        from teleservices.texts.catalogue import LANGUAGES, read

        for line in survey_lines(survey, read(LANGUAGES[0]), datetime.now().astimezone()):
            click.echo(line)
    sys.exit(EXIT_STATUS[survey.grade])


@click.group()
def maintenance() -> None:
    """Ce que fait le menu de maintenance, depuis une console ; l’application doit tourner."""


@maintenance.command()
@SETTINGS
def status(file: Path) -> None:
    """Dit quel écran est montré, et si quelqu’un est servi."""
    from kiosk.control.messages import Command

    said = _asked(file, Command.STATUS)
    served = "quelqu’un est servi" if said["visit"] else "personne n’est servi"
    click.echo(f"Écran « {said['screen']} » : {served}. Version {said['version']}.")


@maintenance.command()
@SETTINGS
def journal(file: Path) -> None:
    """Montre les dernières lignes du journal, les plus récentes d’abord."""
    from kiosk.control.messages import Command

    lines = _asked(file, Command.JOURNAL)["lines"]
    for line in lines if isinstance(lines, list) else ():
        click.echo(f"{line['at']}  {line['severity']:<7}  {line['event']}  {line['fields']}".rstrip())


@maintenance.command()
@SETTINGS
def send(file: Path) -> None:
    """Envoie maintenant ce qui attend dans la boîte d’envoi."""
    from kiosk.control.messages import Command

    _asked(file, Command.SEND)
    click.echo("L’envoi est lancé : « kiosk outbox status » dit ce qui reste.")


@maintenance.command(name="test-ticket")
@SETTINGS
def test_ticket(file: Path) -> None:
    """Imprime le ticket d’essai."""
    from kiosk.control.messages import Command

    _asked(file, Command.TEST_TICKET)
    click.echo("Le ticket d’essai est sorti.")


@maintenance.command()
@SETTINGS
def report(file: Path) -> None:
    """Examine la borne et imprime le rapport de mise en service."""
    from kiosk.control.messages import Command

    _asked(file, Command.REPORT)
    click.echo("Le rapport est sorti.")


@maintenance.command()
@SETTINGS
def restart(file: Path) -> None:
    """Redémarre l’application ; jamais pendant une visite."""
    from kiosk.control.messages import Command

    _asked(file, Command.RESTART)
    click.echo("L’application redémarre.")


@maintenance.command()
@SETTINGS
def reboot(file: Path) -> None:
    """Redémarre la machine ; jamais pendant une visite."""
    from kiosk.control.messages import Command

    _asked(file, Command.REBOOT)
    click.echo("La machine redémarre.")


def _asked(file: Path, command: Command) -> Said:
    """What the application answers; ends the command when it does not do it."""
    said = _ask(settings_in(file), command)
    if said is None:
        click.echo("L’application de la borne ne tourne pas, ou ne répond pas.", err=True)
        sys.exit(os.EX_UNAVAILABLE)
    if not said["ok"]:
        code, why = _REFUSALS.get(str(said.get("why")), (os.EX_SOFTWARE, "L’application n’a pas pu le faire."))
        click.echo(why, err=True)
        sys.exit(code)
    return said


def _ask(settings: Settings, command: Command) -> Said | None:
    from kiosk.control.client import ask

    try:
        return ask(settings.runtime, command)
    except PermissionError:
        click.echo("Réservé à root et à l’utilisateur de l’application.", err=True)
        sys.exit(os.EX_NOPERM)


def _survey(settings: Settings) -> Survey:
    """The running application's, or one of our own."""
    from kiosk.control.messages import Command
    from kiosk.maintenance.survey_document import read

    said = _ask(settings, Command.DOCTOR)
    survey = None if said is None else read(said.get("survey"))
    if survey is not None:
        return survey
    from kiosk.doctor_alone import become_owner, is_sealed, survey_alone
    from kiosk.lock import Lock

    sealed = is_sealed()
    become_owner(settings)
    with Lock(settings.state) as lock:
        if not lock.held:
            click.echo(_SILENT, err=True)
            sys.exit(2)
        return survey_alone(settings, sealed=sealed)
