"""``kiosk doctor`` where the application does not run: a survey of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kiosk import journal
from kiosk.devices.card.reader import CardReader
from kiosk.devices.modem.worker import ModemWorker
from kiosk.devices.printer.worker import PrinterWorker
from kiosk.maintenance.alone import Device, hear_devices
from kiosk.maintenance.diagnostics import Diagnostics
from kiosk.maintenance.findings import Survey
from kiosk.maintenance.journal_reading import JournalReader
from kiosk.maintenance.surface import Surface
from kiosk.maintenance_desk import site_of, surveyor_of
from kiosk.parts import transport_of
from kiosk.settings import Settings
from kiosk.sync.abort import Abort
from kiosk.sync.filing import OutboxHealth, OutboxState
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE
from kiosk.sync.outbox_values import OutboxFault

SEALED = Path("/etc/credstore.encrypted/kiosk-identity")
"""The identity as ``systemd-creds`` keeps it for the service alone."""


def survey_alone(settings: Settings, *, sealed: bool) -> Survey:
    """Ask devices and caisse; the outbox is only looked at. The caller holds the application's lock.

    Args:
        settings: of this terminal.
        sealed: whether ``SEALED`` is there, which root alone may see.
    """

    def devices(hear: Callable[[object], None]) -> tuple[Device, ...]:
        usual = (
            CardReader(settings.reader, hear),
            PrinterWorker(transport_of(settings.printer), hear, columns=settings.printer.columns),
        )
        return usual if settings.modem is None else (*usual, ModemWorker(settings.modem, hear))

    said = hear_devices(devices, has_modem=settings.modem is not None)
    keys = KeyStore(settings.state, settings.root)
    diagnostics = Diagnostics(settings.state)
    survey = surveyor_of(
        settings,
        replace(site_of(settings, Surface(supervision=None)), sealed=sealed),
        said=lambda: replace(said, outbox=_outbox(settings, sealable=keys.serial > 0)),
        keys=keys,
        reader=JournalReader(journal.CATALOGUE, tuple),
        diagnostics=diagnostics,
    ).survey(Abort())
    diagnostics.keep(survey)
    return survey


def is_sealed() -> bool:
    """Whether ``SEALED`` is there; False for whoever may not look."""
    try:
        return SEALED.exists()
    except OSError:
        return False


def become_owner(settings: Settings) -> None:
    """As root, go on as the state directory's user, in their groups: no file of root's is left there.

    Args:
        settings: of this terminal.
    """
    with suppress(OSError, KeyError):
        owner = settings.state.stat()
        if os.geteuid() == 0 and owner.st_uid != 0:
            import pwd

            name = pwd.getpwuid(owner.st_uid).pw_name
            os.initgroups(name, owner.st_gid)
            os.setgid(owner.st_gid)
            os.setuid(owner.st_uid)


def _outbox(settings: Settings, *, sealable: bool) -> OutboxState:
    seen = glance(settings.state / FILE)
    match seen:
        case OutboxFault():
            return OutboxState(OutboxHealth.FULL if seen is OutboxFault.FULL else OutboxHealth.FAILED)
        case Glance(queue=queue, oldest_at=oldest_at):
            health = OutboxHealth.READY if sealable else OutboxHealth.NO_KEYS
            return OutboxState(health, queue.pending, queue.parked, len(seen.dead), oldest_at)
