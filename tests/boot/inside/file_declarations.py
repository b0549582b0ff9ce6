"""Run in a box, as the kiosk's user with its credential: puts declarations into the outbox, as the application would.

Arguments: how many, and the state directory.
"""

import secrets
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, "/usr/lib/kiosk/python")

from pydantic_core import to_json

from kiosk.sync.identity import Identity, load
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_once import FILE
from kiosk.sync.outbox_values import Put
from kiosk.sync.sealing import Sealer
from kiosk.sync.surroundings import of_this_machine
from teleservices.wire.declarations import ByGrant, Declaration

# Of the cast, and nobody whose card is put in: their traces are searched for.
NIR = "1880613055301"


def main(count: int, state: Path) -> None:
    key = KeyStore(state, Path("/etc/kiosk/caisse-root.pub.pem")).newest(datetime.now(UTC))
    identity = load(state)
    outbox = open_outbox(state / FILE, surroundings=of_this_machine(), reserve_bytes=4096)
    assert key is not None
    assert isinstance(identity, Identity), identity
    assert isinstance(outbox, Outbox), outbox
    for _ in range(count):
        declaration = Declaration("address_change", 1, "ABCDEFGHJK", NIR, None, "fr", ByGrant("g"), {})
        put = outbox.put(secrets.token_hex(16), bytes(to_json(asdict(declaration))), Sealer(identity, key))
        assert isinstance(put, Put), put
    outbox.close()


main(int(sys.argv[1]), Path(sys.argv[2]))
