"""Enrolment: a key made on the terminal, kept once the caisse has accepted it, and not before."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from outbox_samples import LANE, SEALER, opened

from dock.network import NetworkSwitch
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.enrol import EnrolRefused, NotStored, OutboxNotEmpty, enrol
from kiosk.sync.identity import FILE, Identity, IdentityAbsent, load
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_once import FILE as OUTBOX
from kiosk.sync.outbox_values import Delivered, Put, Rejected
from teleservices.wire.batches import RejectReason
from teleservices.wire.enrolment import Enrolled
from teleservices.wire.maintenance import SECRET_BYTES
from teleservices.wire.problems import Problem

JSON, PROBLEM = "application/json", "application/problem+json"


def accept(caisse: Any, name: str = "borne-07") -> None:
    caisse.will_answer(caisse.answer(201, JSON, {"terminal": name}))


def test_the_terminal_is_known_by_the_key_that_it_offered(caisse: Any, certificates: Any, tmp_path: Path) -> None:
    accept(caisse)

    assert enrol(caisse.url, "one-time", certificates.ca_file, tmp_path / "state") == Enrolled("borne-07")

    request = caisse.seen()
    assert (request["method"], request["path"]) == ("POST", "/v1/enrolments")
    assert "signature" not in request["headers"]
    offered = json.loads(request["body"])
    kept = load(tmp_path / "state")
    assert isinstance(kept, Identity)
    key = load_pem_private_key(kept.private_key, password=None)
    assert isinstance(key, Ed25519PrivateKey)
    public = key.public_key().public_bytes_raw()
    assert offered == {"token": "one-time", "public_key": base64.b64encode(public).decode()}


def test_the_secret_for_maintenance_is_kept_with_the_key(caisse: Any, certificates: Any, tmp_path: Path) -> None:
    secret = bytes(range(SECRET_BYTES))
    answer = {"terminal": "borne-07", "maintenance_secret": base64.b64encode(secret).decode()}
    caisse.will_answer(caisse.answer(201, JSON, answer))

    assert isinstance(enrol(caisse.url, "one-time", certificates.ca_file, tmp_path), Enrolled)

    kept = load(tmp_path)
    assert isinstance(kept, Identity)
    assert kept.maintenance_secret == secret


@pytest.mark.parametrize("secret", ["AAAA", "no base64", "é"])
def test_what_is_no_secret_is_no_acceptance(caisse: Any, certificates: Any, tmp_path: Path, secret: str) -> None:
    caisse.will_answer(caisse.answer(201, JSON, {"terminal": "borne-07", "maintenance_secret": secret}))

    assert enrol(caisse.url, "one-time", certificates.ca_file, tmp_path) == NoAnswer(Cause.MALFORMED)
    assert not (tmp_path / FILE).exists()


def test_the_address_may_end_with_a_slash(caisse: Any, certificates: Any, tmp_path: Path) -> None:
    accept(caisse)

    assert enrol(caisse.url + "/", "one-time", certificates.ca_file, tmp_path) == Enrolled("borne-07")


def test_enrolling_again_makes_a_new_key(caisse: Any, certificates: Any, state_dir: Path, identity: Identity) -> None:
    accept(caisse, identity.terminal)

    assert enrol(caisse.url, "one-time", certificates.ca_file, state_dir) == Enrolled(identity.terminal)

    kept = load(state_dir)
    assert isinstance(kept, Identity)
    assert kept.private_key != identity.private_key
    assert [path.name for path in state_dir.iterdir()] == [FILE]


def keep_one(state_dir: Path) -> Outbox:
    """An outbox that holds a declaration."""
    kept = opened(state_dir / OUTBOX)
    assert isinstance(kept.put(LANE, b"sealed", SEALER), Put)
    return kept


def park(outbox: Outbox) -> None:
    assert outbox.park(1, "technicien") is None


def reject(outbox: Outbox) -> None:
    assert outbox.settle([Rejected(1, RejectReason.MALFORMED)]) is None


@pytest.mark.parametrize("becomes", [lambda _: None, park, reject], ids=["waiting", "set aside", "rejected"])
def test_another_name_is_not_taken_while_something_bears_the_present_one(
    caisse: Any, certificates: Any, state_dir: Path, identity: Identity, becomes: Callable[[Outbox], None]
) -> None:
    kept = keep_one(state_dir)
    becomes(kept)
    accept(caisse, "borne-99")

    assert enrol(caisse.url, "one-time", certificates.ca_file, state_dir) == OutboxNotEmpty(identity.terminal)

    assert load(state_dir) == identity
    kept.close()


def test_another_name_is_not_taken_while_nobody_can_tell_what_waits(
    caisse: Any, certificates: Any, state_dir: Path, identity: Identity
) -> None:
    (state_dir / OUTBOX).write_bytes(b"no database at all" * 100)
    accept(caisse, "borne-99")

    assert enrol(caisse.url, "one-time", certificates.ca_file, state_dir) == OutboxNotEmpty(identity.terminal)


def test_the_same_name_is_taken_whatever_waits(
    caisse: Any, certificates: Any, state_dir: Path, identity: Identity
) -> None:
    kept = keep_one(state_dir)
    accept(caisse, identity.terminal)

    assert enrol(caisse.url, "one-time", certificates.ca_file, state_dir) == Enrolled(identity.terminal)

    assert load(state_dir) != identity
    kept.close()


def test_another_name_is_taken_once_all_is_delivered(caisse: Any, certificates: Any, state_dir: Path) -> None:
    kept = keep_one(state_dir)
    assert kept.settle([Delivered(1)]) is None
    accept(caisse, "borne-99")

    assert enrol(caisse.url, "one-time", certificates.ca_file, state_dir) == Enrolled("borne-99")
    kept.close()


NOT_ACCEPTED = {
    "refused": (403, PROBLEM, {"type": Problem.ENROLMENT_TOKEN.value}),
    "captive portal": (200, "text/html", "<html>"),
    "malformed": (201, JSON, {"name": "borne-07"}),
    "a name that is none": (201, JSON, {"terminal": "../../etc\n"}),
}
OUTCOMES = {
    "refused": EnrolRefused(Problem.ENROLMENT_TOKEN),
    "captive portal": NoAnswer(Cause.FOREIGN),
    "malformed": NoAnswer(Cause.MALFORMED),
    "a name that is none": NoAnswer(Cause.MALFORMED),
}


@pytest.mark.parametrize("case", NOT_ACCEPTED)
def test_without_acceptance_nothing_is_kept(caisse: Any, certificates: Any, tmp_path: Path, case: str) -> None:
    caisse.will_answer(caisse.answer(*NOT_ACCEPTED[case]))

    assert enrol(caisse.url, "spent", certificates.ca_file, tmp_path) == OUTCOMES[case]
    assert load(tmp_path) == IdentityAbsent()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("case", NOT_ACCEPTED)
def test_without_acceptance_the_old_identity_stands(
    caisse: Any, certificates: Any, state_dir: Path, identity: Identity, case: str
) -> None:
    caisse.will_answer(caisse.answer(*NOT_ACCEPTED[case]))

    assert enrol(caisse.url, "spent", certificates.ca_file, state_dir) == OUTCOMES[case]
    assert load(state_dir) == identity


def test_out_of_reach(certificates: Any, network: NetworkSwitch, state_dir: Path, identity: Identity) -> None:
    network.cut()

    answer = enrol(f"https://127.0.0.1:{network.port}", "one-time", certificates.ca_file, state_dir)

    assert answer == NoAnswer(Cause.UNREACHABLE)
    assert load(state_dir) == identity


def test_the_token_is_not_spent_when_nothing_can_be_kept(caisse: Any, certificates: Any, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")

    assert enrol(caisse.url, "one-time", certificates.ca_file, tmp_path / "state") == NotStored(token_spent=False)
    assert caisse.saw_nothing_more()


def test_a_directory_that_fails_at_the_last_moment(caisse: Any, certificates: Any, tmp_path: Path) -> None:
    accept(caisse)
    (tmp_path / FILE).mkdir()

    assert enrol(caisse.url, "one-time", certificates.ca_file, tmp_path) == NotStored(token_spent=True)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
