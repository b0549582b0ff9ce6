"""A terminal at which all is well, as the checks see it, and every way in which it may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.devices.card.outcomes import ReaderMissing, ReaderReady
from kiosk.devices.modem import status as modem
from kiosk.devices.printer import status as printer
from kiosk.maintenance.said import Said
from kiosk.maintenance.seen import Disk, Pixels, Room, SealingKeys, Seen, Supervision
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.filing import OutboxHealth, OutboxState
from kiosk.sync.identity import Identity, IdentityAbsent, IdentityDamaged
from kiosk.sync.probe import Reached

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
GIB = 1 << 30

WELL = Seen(
    at=AT,
    said=Said(ReaderReady(), printer.Ready(), modem.Ready(20), link_up=True, outbox=OutboxState(OutboxHealth.READY)),
    version="0.1.0",
    has_modem=True,
    caisse=Reached(35, 0.4),
    identity=Identity("borne-01", b"", bytes(32)),
    keys=SealingKeys(3, AT + timedelta(days=60)),
    disk=Disk(Room(20 * GIB, 64 * GIB), read_only=False),
    memory=Room(3 * GIB, 4 * GIB),
    temperature_c=45.0,
    pixels=Pixels((1080, 1920), (1080, 1920)),
    supervision=Supervision(by_systemd=True, watchdog=True),
    starts=1,
    journal=True,
)


def said(**words: Any) -> Seen:
    return replace(WELL, said=replace(WELL.said, **words))


def outbox(**contents: Any) -> Seen:
    return said(outbox=replace(OutboxState(OutboxHealth.READY), **contents))


def disk(free: int, *, read_only: bool = False) -> Seen:
    return replace(WELL, disk=Disk(Room(free, 64 * GIB), read_only))


WAYS: list[tuple[str, str, Seen]] = [
    ("reader", "ready", WELL),
    ("reader", "unheard", said(reader=None)),
    ("reader", "absent", said(reader=ReaderMissing("no reader"))),
    ("reader", "no_service", said(reader=ReaderMissing("8010001D"))),
    ("printer", "ready", WELL),
    ("printer", "unheard", said(printer=None)),
    ("printer", "paper_low", said(printer=printer.Ready(paper_low=True))),
    ("printer", "no_paper", said(printer=printer.NoPaper())),
    ("printer", "cover_open", said(printer=printer.CoverOpen())),
    ("printer", "faulty", said(printer=printer.Faulty("12 1a"))),
    ("printer", "disconnected", said(printer=printer.Disconnected("ENOENT"))),
    ("printer", "silent", said(printer=printer.Silent())),
    ("modem", "ready", WELL),
    ("modem", "ready", said(modem=modem.Ready(None))),
    ("modem", "none", replace(said(modem=None), has_modem=False)),
    ("modem", "unheard", said(modem=None)),
    ("modem", "starting", said(modem=modem.Starting())),
    ("modem", "weak", said(modem=modem.Ready(9))),
    ("modem", "ready", said(modem=modem.Ready(10))),
    ("modem", "sim_absent", said(modem=modem.NoSim(modem.SimFault.ABSENT))),
    ("modem", "pin_missing", said(modem=modem.NoSim(modem.SimFault.PIN_MISSING))),
    ("modem", "pin_wrong", said(modem=modem.NoSim(modem.SimFault.PIN_WRONG))),
    ("modem", "puk", said(modem=modem.NoSim(modem.SimFault.PUK))),
    ("modem", "sim_other", said(modem=modem.NoSim(modem.SimFault.OTHER))),
    ("modem", "searching", said(modem=modem.NoNetwork(denied=False, signal=3))),
    ("modem", "denied", said(modem=modem.NoNetwork(denied=True, signal=None))),
    ("modem", "disconnected", said(modem=modem.Disconnected())),
    ("modem", "silent", said(modem=modem.Silent())),
    ("link", "up", WELL),
    ("link", "slow", replace(WELL, caisse=Reached(1501, 0.0))),
    *(
        ("link", state, replace(WELL, caisse=NoAnswer(cause)))
        for state, cause in (
            ("unreachable", Cause.UNREACHABLE),
            ("untrusted", Cause.UNTRUSTED),
            ("timeout", Cause.TIMEOUT),
            ("cut", Cause.CUT),
            ("foreign", Cause.FOREIGN),
            ("foreign", Cause.MALFORMED),
            ("no_ca", Cause.NO_CA),
            ("unasked", Cause.ABANDONED),
            ("unasked", Cause.NOT_ENROLLED),
        )
    ),
    *(
        ("clock", state, replace(WELL, caisse=Reached(35, ahead_s)))
        for state, ahead_s in (
            ("exact", 2.0),
            ("exact", -2.0),
            ("off", 2.1),
            ("off", -60.0),
            ("drifting", 60.1),
            ("drifting", -600.0),
            ("refused", 600.1),
            ("refused", -86_400.0),
            ("unknown", None),
        )
    ),
    ("clock", "unknown", replace(WELL, caisse=NoAnswer(Cause.TIMEOUT))),
    ("identity", "enrolled", WELL),
    ("identity", "no_secret", replace(WELL, identity=Identity("borne-01", b"", None))),
    ("identity", "absent", replace(WELL, identity=IdentityAbsent())),
    ("identity", "sealed", replace(WELL, identity=IdentityAbsent(), sealed=True)),
    ("identity", "damaged", replace(WELL, identity=IdentityDamaged())),
    ("keys", "known", replace(WELL, keys=SealingKeys(3, AT + timedelta(days=8)))),
    ("keys", "ending", replace(WELL, keys=SealingKeys(3, AT + timedelta(days=7)))),
    ("keys", "ended", replace(WELL, keys=SealingKeys(3, AT))),
    ("keys", "none", replace(WELL, keys=SealingKeys(0, None))),
    ("outbox", "empty", WELL),
    ("outbox", "waiting", outbox(pending=2, oldest_at=AT - timedelta(hours=24))),
    ("outbox", "waiting", outbox(pending=2, oldest_at=AT + timedelta(hours=24))),
    ("outbox", "late", outbox(pending=2, oldest_at=AT - timedelta(hours=24, seconds=1))),
    ("outbox", "parked", outbox(pending=2, parked=1, oldest_at=AT - timedelta(days=3))),
    ("outbox", "dead", outbox(parked=1, dead=1)),
    ("outbox", "unheard", said(outbox=None)),
    ("outbox", "no_keys", outbox(health=OutboxHealth.NO_KEYS)),
    ("outbox", "full", outbox(health=OutboxHealth.FULL, pending=40)),
    ("outbox", "failed", outbox(health=OutboxHealth.FAILED)),
    ("outbox", "halted", outbox(health=OutboxHealth.HALTED)),
    ("disk", "roomy", disk(512 << 20)),
    ("disk", "low", disk((512 << 20) - 1)),
    ("disk", "full", disk((64 << 20) - 1)),
    ("disk", "read_only", disk(20 * GIB, read_only=True)),
    ("disk", "unseen", replace(WELL, disk=None)),
    ("memory", "roomy", WELL),
    ("memory", "scarce", replace(WELL, memory=Room(GIB // 10, 4 * GIB))),
    ("temperature", "cool", replace(WELL, temperature_c=80.0)),
    ("temperature", "hot", replace(WELL, temperature_c=80.1)),
    ("temperature", "too_hot", replace(WELL, temperature_c=95.1)),
    ("screen", "same", WELL),
    ("screen", "other", replace(WELL, pixels=Pixels((1080, 1920), (768, 1366)))),
    ("screen", "turned", replace(WELL, pixels=Pixels((1080, 1920), (1920, 1080)))),
    ("version", "running", WELL),
    ("supervision", "supervised", replace(WELL, starts=5)),
    ("supervision", "supervised", replace(WELL, starts=None)),
    ("supervision", "restarting", replace(WELL, starts=6)),
    ("supervision", "no_watchdog", replace(WELL, supervision=Supervision(by_systemd=True, watchdog=False))),
    ("supervision", "alone", replace(WELL, supervision=Supervision(by_systemd=False, watchdog=False))),
    ("supervision", "stopped", replace(WELL, supervision=None, starts=None)),
    ("journal", "whole", WELL),
    ("journal", "own", replace(WELL, journal=False)),
]
"""Check, state, and what leads to it."""
