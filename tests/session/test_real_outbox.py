"""From touches to the disk: the session's declarations in the product's own outbox, read back and opened."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from outbox_samples import CAISSE_KEY, IDENTITY, ROOT_KEY, Ticking, published, sealing_key
from rfc9180 import AES_256_GCM, open_sealed
from session_cast import ADDRESS, CANARY, MARIE, SECRET, filled
from session_walk import Walk

from kiosk.session.declaring import PASSWORD
from kiosk.session.effects import File
from kiosk.session.intents import AnotherService, ChooseService, Confirm
from kiosk.session.states import Told
from kiosk.session.told import Kept
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Filer, Office
from kiosk.sync.outbox_once import OutboxOnce
from kiosk.sync.recent import Recent
from teleservices.wire import envelope


class Keeper:
    """The product's outbox, answering the session in place of its thread."""

    def __init__(self, folder: Path) -> None:
        root = folder / "root.pem"
        root.write_bytes(ROOT_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        keys = KeyStore(folder / "state", root)
        keys.offer(published(1, sealing_key()))
        surroundings, drawn = Ticking().surroundings(), count()
        self.once = OutboxOnce(folder / "state" / "outbox.sqlite3", surroundings)
        office = Office(self.once, keys, lambda: IDENTITY, surroundings, lambda below: next(drawn) % below)
        self._filer = Filer(office, Recent(bytes(32), lambda: 0.0))

    def answers(self, walk: Walk) -> Walk:
        """What was filed last is kept, and the session told."""
        filing = [effect.filing for effect in walk.effects if isinstance(effect, File)][-1]
        return walk.ends(self._filer.file(filing))

    def declared(self) -> list[dict[str, Any]]:
        """What the caisse will find, oldest first."""
        outbox = self.once()
        assert isinstance(outbox, Outbox)
        found = []
        for entry in outbox.batch(10, 1 << 20):
            named = {name: value for name, value in vars(entry.item).items() if name not in {"sealed", "signature"}}
            info = envelope.info(envelope.Header(kiosk=IDENTITY.terminal, epoch=outbox.epoch, **named))
            content = open_sealed(base64.b64decode(entry.item.sealed), CAISSE_KEY, info, AES_256_GCM)
            found.append(json.loads(envelope.unpad(content) or b""))
        return found


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.once.close()


def kept(walk: Walk) -> Kept:
    assert isinstance(walk.state, Told)
    assert isinstance(walk.state.message, Kept)
    return walk.state.message


def test_what_the_person_confirmed_is_what_the_caisse_finds(walk: Walk, keeper: Keeper) -> None:
    keeper.answers(walk.keeping_deferred())
    assert keeper.declared() == [
        {
            "service": "address_change",
            "revision": 1,
            "reference": kept(walk).reference.signs,
            "nir": MARIE.nir.full,
            "card": {"valid_from": MARIE.valid_from, "digest": MARIE.digest},
            "language": "fr",
            "proof": {"password": SECRET, "kind": "password"},
            "answers": {"where": "france", "commune": "33063:33000", "street": ADDRESS["street"], "people": []},
        }
    ]


def test_the_very_same_again_is_told_with_the_first_reference(walk: Walk, keeper: Keeper) -> None:
    first = kept(keeper.answers(walk.keeping()))
    walk.do(AnotherService(), ChooseService("address_change")).through_pages().do(Confirm())
    second = kept(keeper.answers(walk))
    assert (first.again, second.again, second.reference) == (False, True, first.reference)
    assert len(keeper.declared()) == 1


def test_nothing_of_it_can_be_read_on_the_disk(walk: Walk, keeper: Keeper, tmp_path: Path) -> None:
    keeper.answers(walk.proving().do(filled(**{PASSWORD: SECRET})))
    files = [file.read_bytes() for file in (tmp_path / "state").iterdir()]
    outbox = keeper.once()
    assert isinstance(outbox, Outbox)
    assert [content for content in files if outbox.epoch.encode() in content], "the search finds what is there"
    for needle in (CANARY, MARIE.nir.full, MARIE.nir.body, "address_change", "33063", kept(walk).reference.signs):
        assert not [content for content in files if needle.encode() in content]
