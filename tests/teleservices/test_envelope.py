"""Golden vectors of the envelope: any byte that changes here makes what is on the way unreadable."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.wire.envelope import (
    LARGEST,
    STEP,
    Header,
    canonical,
    digest,
    info,
    pad,
    signed_bytes,
    signer_of,
    unpad,
)

HEADER = Header(
    kiosk="borne-01",
    epoch="000102030405060708090a0b0c0d0e0f",
    seq=40017,
    op_id="019aa9f2-7c2b-7000-8000-000000000001",
    lane="b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3",
    suite="x25519-hkdf-sha256-aes-256-gcm",
    key_id="2026-11",
    signer="0123456789abcdef",
    occurred_at="2026-11-22T09:12:44.123Z",
    boot_id="c1c1c1c1-0000-4000-8000-000000000000",
    uptime_ms=54321,
)
CANONICAL = (
    b'{"boot_id":"c1c1c1c1-0000-4000-8000-000000000000","epoch":"000102030405060708090a0b0c0d0e0f","key_id":"2026-11",'
    b'"kiosk":"borne-01","lane":"b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3","occurred_at":"2026-11-22T09:12:44.123Z",'
    b'"op_id":"019aa9f2-7c2b-7000-8000-000000000001","seq":40017,"signer":"0123456789abcdef",'
    b'"suite":"x25519-hkdf-sha256-aes-256-gcm","uptime_ms":54321}'
)
SEALED = bytes(range(256))
DIGEST = "5976afe9f215ff5153fe3b9f6e0d08fbfe3f43e4968534e7c6769bc4013984e9"


def test_the_header_has_one_form() -> None:
    assert canonical(HEADER) == CANONICAL


def test_what_the_seal_is_bound_to() -> None:
    assert info(HEADER) == b"borne/declaration/1\x00" + CANONICAL


def test_the_digest() -> None:
    assert digest(HEADER, SEALED).hex() == DIGEST
    written_out = len(CANONICAL).to_bytes(4, "big") + CANONICAL + SEALED
    assert hashlib.sha256(written_out).hexdigest() == DIGEST


def test_what_is_signed() -> None:
    assert signed_bytes(HEADER, SEALED) == b"borne/envelope/1\x00" + bytes.fromhex(DIGEST)


@pytest.mark.parametrize("name", [field.name for field in fields(Header)])
def test_every_field_counts(name: str) -> None:
    value = getattr(HEADER, name)
    changed: dict[str, Any] = {name: value + 1 if isinstance(value, int) else value + "é"}
    other = replace(HEADER, **changed)
    assert canonical(other).isascii()
    assert digest(other, SEALED) != digest(HEADER, SEALED)


def test_header_and_seal_cannot_run_into_each_other() -> None:
    assert digest(HEADER, SEALED + b"x") != digest(HEADER, SEALED)
    assert digest(HEADER, b"") != hashlib.sha256(canonical(HEADER)).digest()


def test_how_a_key_is_named() -> None:
    assert signer_of(bytes(32)) == "66687aadf862bd77"


def test_padding_by_example() -> None:
    assert pad(b"abc") == b"abc\x80" + bytes(1020)
    assert len(pad(bytes(1023))) == 1024
    assert len(pad(bytes(1024))) == 2048


@given(st.binary(max_size=3 * STEP))
def test_padding_can_be_undone(content: bytes) -> None:
    padded = pad(content)
    assert len(padded) % STEP == 0
    assert len(content) < len(padded) <= len(content) + STEP
    assert unpad(padded) == content


@pytest.mark.parametrize(
    "padded", [b"", b"\x80", bytes(1024), b"\x80" + bytes(1024), b"\x80" + bytes(2047), bytes(1023) + b"\x81"]
)
def test_what_is_no_padding(padded: bytes) -> None:
    assert unpad(padded) is None


@given(st.binary(min_size=STEP, max_size=STEP))
def test_whatever_unpads_was_padded(padded: bytes) -> None:
    content = unpad(padded)
    assert content is None or pad(content) == padded


def test_the_longest_content() -> None:
    assert len(pad(bytes(LARGEST - 1))) == LARGEST
    with pytest.raises(ValueError, match="too long"):
        pad(bytes(LARGEST))
