"""The maintenance of a terminal, put together from its settings and its parts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

from kiosk import journal
from kiosk.maintenance.access import Access
from kiosk.maintenance.attempts import Moment
from kiosk.maintenance.cabinet_model import choose
from kiosk.maintenance.desk import Deeds, Desk
from kiosk.maintenance.diagnostics import Diagnostics
from kiosk.maintenance.enrolling import enrol_here
from kiosk.maintenance.journal_reading import JournalReader
from kiosk.maintenance.restarting import ask_for_reboot, end_application
from kiosk.maintenance.said import Said
from kiosk.maintenance.surface import Surface
from kiosk.maintenance.surveyor import Site, Surveyor
from kiosk.settings import Settings
from kiosk.sync import identity
from kiosk.sync.delivery import over_tls
from kiosk.sync.first_keys import fetch_keys
from kiosk.sync.keys import KeyStore
from kiosk.sync.link import Link
from kiosk.sync.probe import probe
from kiosk.sync.surroundings import Surroundings
from teleservices.logbook import Logbook


def site_of(settings: Settings, surface: Surface) -> Site:
    """Where surveys are taken.

    Args:
        settings: of this terminal.
        surface: of the application.
    """
    return Site(
        version=version("borne-multiservices"),
        cabinet=settings.cabinet.name,
        model_px=(settings.cabinet.width_px, settings.cabinet.height_px),
        state=settings.state,
        has_modem=settings.modem is not None,
        surface=surface,
    )


def surveyor_of(
    settings: Settings,
    site: Site,
    *,
    said: Callable[[], Said],
    keys: KeyStore,
    reader: JournalReader,
    diagnostics: Diagnostics,
) -> Surveyor:
    """What takes surveys.

    Args:
        settings: of this terminal.
        site: where.
        said: what the parts last said.
        keys: of the caisse.
        reader: of the journal.
        diagnostics: counts the application's starts.
    """
    return Surveyor(
        site=site,
        said=said,
        probe=partial(probe, settings.link),
        identity=partial(identity.load, settings.state),
        keys=keys,
        starts=lambda: diagnostics.starts,
        journal=reader.reaches_the_system,
        now=lambda: datetime.now(UTC),
    )


def desk_of(
    settings: Settings,
    site: Site,
    *,
    said: Callable[[], Said],
    keys: KeyStore,
    surroundings: Surroundings,
    send_queue: Callable[[], None],
    logbook: Logbook,
) -> Desk:
    """What carries technicians' orders out.

    Args:
        settings: of this terminal.
        site: where surveys are taken.
        said: what the parts last said.
        keys: of the caisse.
        surroundings: of this start of the system.
        send_queue: has the courier try now.
        logbook: of the application.
    """
    stored = partial(identity.load, settings.state)
    diagnostics = Diagnostics(settings.state)
    reader = JournalReader(journal.CATALOGUE, lambda: logbook.latest)
    link = Link(settings.link, stored)

    def fetch() -> None:
        fetch_keys(over_tls(settings.link, stored), keys)
        # What was halted for want of an identity goes on.
        send_queue()

    return Desk(
        access=Access(
            enter=link.enter_maintenance,
            identity=stored,
            state=settings.state,
            below=secrets.randbelow,
            now=lambda: Moment(surroundings.boot_id, surroundings.uptime_ms() // 1000),
            record=logbook.record,
        ),
        surveyor=surveyor_of(settings, site, said=said, keys=keys, reader=reader, diagnostics=diagnostics),
        diagnostics=diagnostics,
        journal=reader.lines,
        deeds=Deeds(
            send_queue=send_queue,
            choose_model=partial(choose, settings.state, settings.models),
            enrol=lambda token: enrol_here(token, settings.link, settings.state, fetch),
            supervised=lambda: site.surface.supervision is not None and site.surface.supervision.by_systemd,
            end_application=end_application,
            ask_for_reboot=partial(ask_for_reboot, settings.runtime),
        ),
        record=logbook.record,
    )
