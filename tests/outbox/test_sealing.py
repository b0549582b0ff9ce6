"""What is sealed opens for the caisse's key and its own header only; checked by a second implementation of RFC 9180."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from outbox_samples import CAISSE_KEY, IDENTITY, LANE, SEALER, TERMINAL_KEY, sealing_key
from rfc9180 import AES_128_GCM, AES_256_GCM, key_schedule, open_sealed, seal_with, shared_secret

from kiosk.sync.sealing import Sealer
from teleservices.wire import envelope
from teleservices.wire.envelope import Header, info, signed_bytes, unpad

HEADER = Header(
    kiosk=SEALER.kiosk,
    epoch="e" * 32,
    seq=7,
    op_id="019aa9f2-0000-7000-8000-000000000000",
    lane=LANE,
    suite=SEALER.suite,
    key_id=SEALER.key_id,
    signer=SEALER.signer,
    occurred_at="2026-11-22T09:12:44.123Z",
    boot_id="boot-1",
    uptime_ms=54321,
)
CONTENT = b'{"service":"address_change"}'


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


# RFC 9180, A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
INFO = raw("4f6465206f6e2061204772656369616e2055726e")
ENCAPSULATED = raw("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
RECIPIENT = X25519PrivateKey.from_private_bytes(raw("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"))
RECIPIENT_PUBLIC = raw("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d")
SHARED = raw("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc")
CONTEXT = raw(
    "00725611c9d98c07c03f60095cd32d400d8347d45ed67097bbad50fc56da742d07cb6cffde367bb0565ba28bb02c90744a20f5ef37f3052352"
    "6106f637abb05449"
)
SECRET = raw("12fff91991e93b48de37e7daddb52981084bd8aa64289c3788471d9a9712f397")
KEY = raw("4531685d41d65f03dc48f6b8302c05b0")
BASE_NONCE = raw("56d890e5accaaf011cff4b7d")
EXPORTER = raw("45ff1c2e220db587171952c0592d5f5ebe103f1561a2614e38f2ffd47e99e3f8")
PLAINTEXT = raw("4265617574792069732074727574682c20747275746820626561757479")
AAD = raw("436f756e742d30")
CIPHERTEXT = raw("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a")


def test_the_second_implementation_gives_the_vectors_of_the_rfc() -> None:
    assert RECIPIENT.public_key().public_bytes_raw() == RECIPIENT_PUBLIC
    assert shared_secret(RECIPIENT, ENCAPSULATED) == SHARED
    schedule = key_schedule(SHARED, INFO, AES_128_GCM)
    assert schedule.context == CONTEXT
    assert schedule.secret == SECRET
    assert schedule.key == KEY
    assert schedule.base_nonce == BASE_NONCE
    assert schedule.exporter_secret == EXPORTER
    assert seal_with(schedule, PLAINTEXT, AAD) == CIPHERTEXT


@pytest.mark.parametrize(
    ("aead", "number"), [(AEAD.AES_128_GCM, AES_128_GCM), (AEAD.AES_256_GCM, AES_256_GCM)], ids=str
)
def test_the_library_opens_what_is_sealed_under_the_key_of_the_vectors(aead: AEAD, number: int) -> None:
    """It has no additional data: sealed again without, under the key schedule that was just checked."""
    sealed = ENCAPSULATED + seal_with(key_schedule(SHARED, INFO, number), PLAINTEXT, b"")
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, aead)
    assert suite.decrypt(sealed, RECIPIENT, info=INFO) == PLAINTEXT


def test_what_we_seal_is_opened_by_the_second_implementation() -> None:
    sealed, _ = SEALER.seal(HEADER, CONTENT)
    assert unpad(open_sealed(sealed, CAISSE_KEY, info(HEADER), AES_256_GCM)) == CONTENT


@pytest.mark.parametrize("name", [field.name for field in fields(Header)])
def test_it_opens_under_its_own_header_only(name: str) -> None:
    sealed, _ = SEALER.seal(HEADER, CONTENT)
    value = getattr(HEADER, name)
    changed: dict[str, Any] = {name: value + 1 if isinstance(value, int) else value + "x"}
    other = replace(HEADER, **changed)
    with pytest.raises(InvalidTag):
        open_sealed(sealed, CAISSE_KEY, info(other), AES_256_GCM)


def test_another_key_does_not_open_it() -> None:
    sealed, _ = SEALER.seal(HEADER, CONTENT)
    with pytest.raises(InvalidTag):
        open_sealed(sealed, X25519PrivateKey.generate(), info(HEADER), AES_256_GCM)


def test_the_terminal_signs_header_and_seal() -> None:
    sealed, signature = SEALER.seal(HEADER, CONTENT)
    TERMINAL_KEY.public_key().verify(signature, signed_bytes(HEADER, sealed))
    assert SEALER.signer == envelope.signer_of(TERMINAL_KEY.public_key().public_bytes_raw())


@pytest.mark.parametrize("length", [0, 1, 1022, 1023, 1024, 2047])
def test_sizes_come_in_steps_that_tell_nothing(length: int) -> None:
    sealed, _ = SEALER.seal(HEADER, bytes(length))
    assert len(sealed) == (length // 1024 + 1) * 1024 + envelope.OVERHEAD


def test_the_same_content_is_never_sealed_the_same() -> None:
    assert SEALER.seal(HEADER, CONTENT)[0] != SEALER.seal(HEADER, CONTENT)[0]


def test_only_a_key_of_ed25519_signs() -> None:
    stranger = replace(IDENTITY, private_key=_another_kind())
    with pytest.raises(TypeError):
        Sealer(stranger, sealing_key())


def _another_kind() -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return CAISSE_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
