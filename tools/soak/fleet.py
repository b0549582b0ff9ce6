"""``./dev soak fleet``: thousands of terminals at work, then all of them back after an outage, against a real caisse.

Every terminal is an identity of its own with the product's filer, outbox and courier; two processes hold them. Ends by
comparing what was filed with what the caisse applied; any difference makes the command fail.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from dock.postgresql import PostgresqlServer
from kiosk.sync import identity
from kiosk.sync.abort import Abort
from kiosk.sync.delivery import over_tls
from kiosk.sync.settings import LinkSettings
from teleservices.wire.sealing_keys import PublishedKeys
from tools.soak.applied import differences, wait_until_applied, waiting
from tools.soak.caisse import Enrolled, FleetCaisse, fleet_caisse
from tools.soak.figures import DAY, cpu_s, joined, table
from tools.soak.hands import Hands
from tools.soak.share import Setup, Share
from tools.soak.terminal import Place

_SHARES: Final = 2
_SPREAD_S: Final = 300.0
"""The product's own, for an outage of a day."""
_PATIENCE_S: Final = 900.0
_STALLED_S: Final = 90.0
_AHEAD_S: Final = 1.0


@dataclass(frozen=True)
class Plan:
    """How much to ask.

    Attributes:
        terminals: identities.
        per_s: declarations offered a second, in the first phase.
        seconds: of the first phase.
        each: declarations that every terminal queues, for the second.
    """

    terminals: int
    per_s: float
    seconds: float
    each: int


def main() -> int:
    """Run it; 1 where something was lost, applied twice, or out of order."""
    parser = argparse.ArgumentParser(prog="./dev soak fleet")
    parser.add_argument("database", nargs="?", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--terminals", type=int, default=3_000)
    parser.add_argument("--rate", type=float, default=300.0, help="declarations offered a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--queued", type=int, default=51_000, help="declarations that wait for the return")
    asked = parser.parse_args()
    plan = Plan(asked.terminals, asked.rate, asked.seconds, -(-asked.queued // asked.terminals))
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="borne-fleet-")))
        url = None
        if asked.database == "postgresql":
            url = stack.enter_context(PostgresqlServer()).url("fleet")
        caisse = stack.enter_context(fleet_caisse(directory / "caisse", plan.terminals, url))
        hands = stack.enter_context(_fleet(directory, caisse, plan.terminals))
        _say(f"{asked.database}: {plan.terminals} terminals\n")
        _say(_at_work(caisse, hands, plan))
        _say(_return(caisse, hands, plan))
        sent = [one for share in hands.all(Share.sent) for one in share]
        found = differences(caisse.store, sent)
        _say(
            f"{len(sent):,} declarations sent and compared\n"
            + "".join(f"  {line}\n" for line in found or ["no difference"])
        )
    return 1 if found else 0


@contextmanager
def _fleet(directory: Path, caisse: FleetCaisse, count: int) -> Iterator[Hands]:
    enrolled = caisse.enrol(count)
    process = caisse.process
    place = Place(process.url, process.ca_file, process.root_file, _published(caisse, enrolled[0]))
    states = directory / "terminals"
    states.mkdir(mode=0o700)
    each = -(-count // _SHARES)
    setups = [Setup(first, enrolled[first : first + each], states, place) for first in range(0, count, each)]
    with Hands(setups) as hands:
        yield hands


def _published(caisse: FleetCaisse, enrolled: Enrolled) -> PublishedKeys:
    def who() -> identity.StoredIdentity:
        return enrolled.identity

    delivery = over_tls(LinkSettings(caisse.process.url, caisse.process.ca_file), who)
    keys = delivery.keys(Abort())
    delivery.rest()
    if not isinstance(keys, PublishedKeys):
        raise TypeError(f"no keys: {keys}")
    return keys


def _at_work(caisse: FleetCaisse, hands: Hands, plan: Plan) -> str:
    hands.all(Share.start)
    begin_at = time.monotonic() + _AHEAD_S
    share_s = plan.per_s / _SHARES
    spent = cpu_s(caisse.process.pid)
    went = joined(
        hands.all(partial(Share.live, begin_at=begin_at, per_s=share_s, seconds=plan.seconds, patience_s=_PATIENCE_S))
    )
    behind = waiting(caisse.store)
    caught_up_s = wait_until_applied(caisse.store, _STALLED_S)
    hands.all(Share.stop)
    more = {
        "offered": f"{plan.per_s:.0f}/s for {plan.seconds:.0f} s",
        "not applied yet at the end": f"{behind:,}; caught up {caught_up_s:.0f} s later",
        "the caisse's CPU": _each(cpu_s(caisse.process.pid) - spent, len(went.waits)),
    }
    return table("At work", begin_at, went, more)


def _return(caisse: FleetCaisse, hands: Hands, plan: Plan) -> str:
    caisse.process.stop()
    began = time.monotonic()
    hands.all(partial(Share.queue, each=plan.each))
    queued_s = time.monotonic() - began
    queued = plan.each * plan.terminals
    spread_s = _SPREAD_S * queued / DAY
    caisse.process.start()
    begin_at = time.monotonic() + _AHEAD_S
    spent = cpu_s(caisse.process.pid)
    went = joined(hands.all(partial(Share.come_back, begin_at=begin_at, spread_s=spread_s, patience_s=_PATIENCE_S)))
    behind = waiting(caisse.store)
    caught_up_s = wait_until_applied(caisse.store, _STALLED_S)
    hands.all(Share.stop)
    per_s = len(went.waits) / (went.last - begin_at)
    applied_s = queued / (went.last - begin_at + caught_up_s)
    more = {
        "queued before": f"{queued:,} in {queued_s:.0f} s, {plan.each} at each terminal",
        "start jitter": f"{spread_s:.1f} s: {_SPREAD_S:.0f} s scaled as {queued:,} is to {DAY:,}",
        "not applied yet at the end": f"{behind:,}; caught up {caught_up_s:.0f} s later ({applied_s:.0f}/s)",
        "the caisse's CPU": _each(cpu_s(caisse.process.pid) - spent, len(went.waits)),
        "24 h of outage": f"EXTRAPOLATED: {DAY:,} at this rate back in {DAY / per_s / 60:.0f} min,"
        f" applied in {DAY / applied_s / 3600:.1f} h",
    }
    return table("The return", begin_at, went, more)


def _each(seconds: float, count: int) -> str:
    return f"{1000 * seconds / max(1, count):.1f} ms a declaration, received and applied"


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
