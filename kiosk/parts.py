"""The terminal's parts, chosen by its settings."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import assert_never

from kiosk.control.answering import Answering
from kiosk.control.papers import Papers
from kiosk.control.server import ControlServer
from kiosk.devices.card.reader import CardReader
from kiosk.devices.modem.absent import AbsentModem
from kiosk.devices.modem.worker import ModemWorker
from kiosk.devices.printer.device_file import DeviceFileTransport
from kiosk.devices.printer.network import NetworkTransport
from kiosk.devices.printer.transport import Transport
from kiosk.devices.printer.worker import PrinterWorker
from kiosk.devices.speaker.speaker import Speaker
from kiosk.maintenance.answers import MaintenanceEvent
from kiosk.maintenance.hearing import Hearing
from kiosk.maintenance.surface import Surface
from kiosk.maintenance.worker import MaintenanceWorker
from kiosk.maintenance_desk import desk_of, site_of
from kiosk.maintenance_papers import technicians_tickets
from kiosk.session.events import Event
from kiosk.settings import PrinterSettings, PrinterTransport, Settings
from kiosk.sync import identity
from kiosk.sync.courier import Courier, real_chances
from kiosk.sync.courier_means import Means
from kiosk.sync.delivery import over_tls
from kiosk.sync.events import LinkChanged
from kiosk.sync.keys import KeyStore
from kiosk.sync.link import Link
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_once import FILE, OutboxOnce
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from kiosk.sync.surroundings import of_this_machine
from kiosk.sync.worker import LinkWorker
from teleservices.logbook import Logbook

STOP_S = 3.0
"""Seconds that each part is given to end its thread."""


class Parts:
    """Card reader, printer, modem, loudspeaker, link, outbox, courier and maintenance, each with its thread.

    Args:
        settings: of this terminal.
        post: takes every event of every part, from their threads.
        logbook: the parts' own lines go there.
        surface: of the application.
    """

    def __init__(
        self,
        settings: Settings,
        post: Callable[[Event | MaintenanceEvent], None],
        logbook: Logbook,
        surface: Surface,
    ) -> None:
        hearing = Hearing()
        papers = Papers()

        def tell(event: Event) -> None:
            if papers.takes(event):
                return
            hearing.hear(event)
            post(event)

        self._card = CardReader(settings.reader, tell, record=logbook.record)
        self.printer = PrinterWorker(transport_of(settings.printer), tell, columns=settings.printer.columns)
        self.modem = AbsentModem(tell) if settings.modem is None else ModemWorker(settings.modem, tell)
        self.speaker = Speaker(record=logbook.record)

        def stored() -> identity.StoredIdentity:
            return identity.load(settings.state)

        def heard(event: Event) -> None:
            if isinstance(event, LinkChanged) and event.up:
                self._courier.within_reach()
            tell(event)

        self.link = LinkWorker(Link(settings.link, stored), heard, probe_s=settings.link.probe_s)
        surroundings = of_this_machine()
        self._kept = OutboxOnce(settings.state / FILE, surroundings)
        keys = KeyStore(settings.state, settings.root)
        way = over_tls(settings.link, stored)
        means = Means(way, keys, stored, surroundings, real_chances(), settings.spread_s, logbook.record)
        self._courier = Courier(self._kept, means, changed=self._outbox_changed)
        self.outbox = OutboxWorker(
            Office(self._kept, keys, stored, surroundings, secrets.randbelow),
            Recent(secrets.token_bytes(32), lambda: time.clock_gettime(time.CLOCK_BOOTTIME)),
            tell,
            record=logbook.record,
            kept=self._courier.wake,
            halted=lambda: self._courier.halt is not None,
        )
        desk = desk_of(
            settings,
            site_of(settings, surface),
            said=lambda: hearing.said,
            keys=keys,
            surroundings=surroundings,
            send_queue=self._courier.send_now,
            logbook=logbook,
        )
        self.maintenance = MaintenanceWorker(desk, self.outbox.note, post, logbook.record)
        answering = Answering(
            maintenance=self.maintenance,
            surface=surface,
            version=version("borne-multiservices"),
            print_=partial(papers.print, self.printer.print),
            tickets=technicians_tickets(settings),
        )
        self._control = ControlServer(settings.runtime, answering, logbook.record)

    def _outbox_changed(self) -> None:
        self.outbox.look()

    def start(self) -> None:
        """Start the threads."""
        self._card.start()
        self.link.start()
        self.printer.start()
        self.modem.start()
        self.speaker.start()
        self.outbox.start()
        self._courier.start()
        self.maintenance.start()
        self._control.start()

    def stop(self) -> None:
        """End the threads; each holds nothing of a person afterwards."""
        self._control.stop(STOP_S)
        self.maintenance.stop(STOP_S)
        self._card.stop(STOP_S)
        self.printer.stop(STOP_S)
        self.modem.stop(STOP_S)
        self.speaker.stop(STOP_S)
        self.link.stop(STOP_S)
        self._courier.stop(STOP_S)
        self.outbox.stop(STOP_S)
        self._kept.close()


def transport_of(printer: PrinterSettings) -> Transport:
    """The way to a printer."""
    match printer.transport:
        case PrinterTransport.DEVICE:
            return DeviceFileTransport(Path(printer.address), printer.speed)
        case PrinterTransport.NETWORK:
            host, _, port = printer.address.rpartition(":")
            return NetworkTransport(host, int(port))
        case _:
            assert_never(printer.transport)
