"""What the terminal signs, the caisse accepts; anything else, it refuses."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st

from caisse.api.request_parts import RequestParts, Verified
from caisse.api.signatures import verify
from kiosk.sync.identity import Identity
from kiosk.sync.signing import TerminalSignature
from teleservices.wire.problems import Problem
from teleservices.wire.signature import COMPONENTS, TAG

NOW = datetime(2026, 11, 21, 20, 0, 0, tzinfo=UTC)
NONCE = "bm9uY2Utbm9uY2Utbm9uYw"
URL = "https://caisse.example/borne/v1/visits/caf%C3%A9%2Fnoir?x=%20"
BODY = b'{"nir":"284058832102532"}'
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def key_for(terminal: str) -> bytes | None:
    return KEY.public_key().public_bytes_raw() if terminal == "borne-01" else None


def prepared(body: bytes | None = BODY, token: str | None = "T" * 43, method: str = "POST") -> requests.PreparedRequest:
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return requests.Request(method, URL, data=body, headers=headers).prepare()


def parts_of(request: requests.PreparedRequest) -> RequestParts:
    assert request.method is not None
    assert request.url is not None
    assert isinstance(request.body, bytes | None)
    headers = {name.lower(): str(value) for name, value in request.headers.items()}
    return RequestParts(request.method, request.url, headers, request.body or b"")


def signed(identity: Identity, request: requests.PreparedRequest, created: datetime = NOW) -> RequestParts:
    return parts_of(TerminalSignature(identity, created, NONCE)(request))


def signed_otherwise(request: requests.PreparedRequest, **how: object) -> RequestParts:
    """A signature made by the library itself, with one thing other than the profile says."""
    present = [name for name in COMPONENTS if name.startswith("@") or name in request.headers]
    profile = {
        "key_id": "borne-01",
        "created": NOW,
        "nonce": NONCE,
        "label": "kiosk",
        "tag": TAG,
        "covered_component_ids": present,
        "body": request.body,
    } | how
    key = profile.pop("key", KEY)
    keys = MappingKeyResolver(public_keys={}, private_keys={str(profile["key_id"]): key})
    algorithm = profile.pop("algorithm", algorithms.ED25519)
    HTTPMessageSigner(signature_algorithm=algorithm, key_resolver=keys).sign(request, **profile)
    return parts_of(request)


def with_header(parts: RequestParts, name: str, value: str | None) -> RequestParts:
    headers = {key: text for key, text in parts.headers.items() if key != name}
    return replace(parts, headers=headers if value is None else headers | {name: value})


def test_the_signature_is_the_one_that_rfc_9421_asks_for(identity: Identity) -> None:
    """Golden vector: the signature base is written out here by hand."""
    digest = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    parameters = (
        '("@method" "@authority" "@target-uri" "content-type" "authorization" "content-digest")'
        f';created=1795291200;keyid="borne-01";alg="ed25519";nonce="{NONCE}";tag="kiosk-v1"'
    )
    base = (
        '"@method": POST\n'
        '"@authority": caisse.example\n'
        '"@target-uri": https://caisse.example/borne/v1/visits/caf%C3%A9%2Fnoir?x=%20\n'
        '"content-type": application/json\n'
        f'"authorization": Bearer {"T" * 43}\n'
        f'"content-digest": sha-256=:{digest}:\n'
        f'"@signature-params": {parameters}'
    )

    headers = signed(identity, prepared()).headers

    assert headers["content-digest"] == f"sha-256=:{digest}:"
    assert headers["signature-input"] == f"kiosk={parameters}"
    assert headers["signature"] == f"kiosk=:{base64.b64encode(KEY.sign(base.encode())).decode()}:"


def test_without_a_body_nothing_of_one_is_signed(identity: Identity) -> None:
    headers = signed(identity, prepared(body=None, token=None, method="DELETE")).headers

    assert headers["signature-input"] == (
        'kiosk=("@method" "@authority" "@target-uri")'
        f';created=1795291200;keyid="borne-01";alg="ed25519";nonce="{NONCE}";tag="kiosk-v1"'
    )
    assert "content-digest" not in headers


@pytest.mark.parametrize("body", [BODY, b"", None], ids=["body", "empty", "none"])
def test_what_a_terminal_signs_is_accepted(identity: Identity, body: bytes | None) -> None:
    assert verify(signed(identity, prepared(body)), key_for, NOW) == Verified("borne-01", NONCE, NOW)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-601, Problem.CLOCK_SKEW),
        (-600, Verified("borne-01", NONCE, NOW - timedelta(seconds=600))),
        (600, Verified("borne-01", NONCE, NOW + timedelta(seconds=600))),
        (601, Problem.CLOCK_SKEW),
        (-1_500_000_000, Problem.CLOCK_SKEW),
    ],
)
def test_the_window(identity: Identity, seconds: int, expected: Verified | Problem) -> None:
    assert verify(signed(identity, prepared(), NOW + timedelta(seconds=seconds)), key_for, NOW) == expected


def test_a_terminal_that_the_caisse_does_not_know(identity: Identity) -> None:
    parts = signed(replace(identity, terminal="borne-02"), prepared())

    assert verify(parts, key_for, NOW) is Problem.UNKNOWN_TERMINAL


@pytest.mark.parametrize("component", ["@method", "@authority", "@target-uri", "content-type", "authorization"])
def test_a_signature_that_covers_less_is_refused(component: str) -> None:
    request = prepared()
    covered = [name for name in COMPONENTS if name != component and (name.startswith("@") or name in request.headers)]

    assert verify(signed_otherwise(request, covered_component_ids=covered), key_for, NOW) is Problem.SIGNATURE


def test_the_encoding_of_a_body_must_be_covered() -> None:
    def encoded() -> requests.PreparedRequest:
        request = prepared()
        request.headers["Content-Encoding"] = "gzip"
        return request

    less = ["@method", "@authority", "@target-uri", "content-type", "authorization"]

    assert isinstance(verify(signed_otherwise(encoded()), key_for, NOW), Verified)
    assert verify(signed_otherwise(encoded(), covered_component_ids=less), key_for, NOW) is Problem.SIGNATURE


OTHERWISE = {
    "another tag": {"tag": "kiosk-v2"},
    "no tag": {"tag": None},
    "no algorithm": {"include_alg": False},
    "another algorithm": {"algorithm": algorithms.HMAC_SHA256, "key": b"secret"},
    "another key": {"key": OTHER_KEY},
    "no nonce": {"nonce": None},
    "a nonce of 126 bits": {"nonce": "A" * 21},
    "a nonce too long to keep": {"nonce": "A" * 65},
    "a nonce of other signs": {"nonce": "!" * 22},
    "an end, which the profile has not": {"expires": NOW + timedelta(hours=1)},
}


@pytest.mark.parametrize("how", OTHERWISE.values(), ids=OTHERWISE.keys())
def test_another_profile_is_refused(how: dict[str, object]) -> None:
    assert verify(signed_otherwise(prepared(), **how), key_for, NOW) is Problem.SIGNATURE


def test_what_the_other_profiles_are_compared_with_is_accepted() -> None:
    assert isinstance(verify(signed_otherwise(prepared()), key_for, NOW), Verified)


def test_a_body_without_a_digest_is_refused() -> None:
    assert verify(signed_otherwise(prepared(), body=None), key_for, NOW) is Problem.SIGNATURE


def test_a_digest_that_is_not_covered_is_refused() -> None:
    request = prepared()
    request.headers["Content-Digest"] = f"sha-256=:{base64.b64encode(hashlib.sha256(BODY).digest()).decode()}:"
    covered = [name for name in COMPONENTS if name.startswith("@")]
    parts = signed_otherwise(request, body=None, covered_component_ids=covered, use_existing_digest=True)

    assert verify(parts, key_for, NOW) is Problem.SIGNATURE


def test_a_body_added_to_a_request_that_had_none_is_refused(identity: Identity) -> None:
    parts = signed(identity, prepared(body=None))

    assert verify(replace(parts, body=b"{}"), key_for, NOW) is Problem.SIGNATURE


def test_a_token_put_on_another_request_is_refused(identity: Identity) -> None:
    parts = signed(identity, prepared())

    assert verify(with_header(parts, "authorization", "Bearer " + "U" * 43), key_for, NOW) is Problem.SIGNATURE
    unsigned_token = with_header(signed(identity, prepared(token=None)), "authorization", "Bearer " + "U" * 43)
    assert verify(unsigned_token, key_for, NOW) is Problem.SIGNATURE


def test_the_address_is_not_percent_decoded(identity: Identity) -> None:
    parts = signed(identity, prepared())

    assert verify(replace(parts, target_uri=URL.replace("%2F", "/")), key_for, NOW) is Problem.SIGNATURE
    assert verify(replace(parts, target_uri=URL.replace("%C3%A9", "é")), key_for, NOW) is Problem.SIGNATURE
    assert verify(replace(parts, target_uri=URL.replace("%C3", "%c3")), key_for, NOW) is Problem.SIGNATURE


@pytest.mark.parametrize("name", ["signature", "signature-input", "content-digest", "content-type", "authorization"])
def test_a_signed_header_taken_away_is_refused(identity: Identity, name: str) -> None:
    assert verify(with_header(signed(identity, prepared()), name, None), key_for, NOW) is Problem.SIGNATURE


def test_two_signatures_of_the_profile_are_refused(identity: Identity) -> None:
    parts = signed(identity, prepared())
    doubled = {
        name: f"{parts.headers[name]}, {parts.headers[name].replace('kiosk=', 'again=', 1)}"
        for name in ("signature-input", "signature")
    }

    assert verify(replace(parts, headers=parts.headers | doubled), key_for, NOW) is Problem.SIGNATURE


def replace_at(text: str, place: int, sign: str) -> str:
    place %= len(text)
    return text[:place] + sign + text[place + 1 :]


def meant_by(parts: RequestParts) -> tuple[object, ...]:
    """The request with its signature as bytes: base64 writes the last one in sixteen ways."""
    label, _, encoded = parts.headers["signature"].partition("=:")
    try:
        signature: bytes | str = base64.b64decode(encoded.removesuffix(":"), validate=True)
    except ValueError:
        signature = encoded
    others = {name: text for name, text in parts.headers.items() if name != "signature"}
    return parts.method, parts.target_uri, parts.body, others, label, signature


SIGNS = st.characters(min_codepoint=0, max_codepoint=255)
PIECES = st.sampled_from(
    ["method", "target", "body", "content-type", "authorization", "content-digest", "signature", "signature-input"]
)


@given(piece=PIECES, place=st.integers(0, 500), sign=SIGNS)
def test_any_byte_changed_is_refused(piece: str, place: int, sign: str) -> None:
    whole = signed_otherwise(prepared())
    match piece:
        case "method":
            changed = replace(whole, method=replace_at(whole.method, place, sign))
        case "target":
            changed = replace(whole, target_uri=replace_at(whole.target_uri, place, sign))
        case "body":
            changed = replace(whole, body=replace_at(whole.body.decode("latin-1"), place, sign).encode("latin-1"))
        case name:
            changed = with_header(whole, name, replace_at(whole.headers[name], place, sign))

    verdict = verify(changed, key_for, NOW)

    if meant_by(changed) != meant_by(whole):
        assert verdict in {Problem.SIGNATURE, Problem.UNKNOWN_TERMINAL}


@given(
    headers=st.dictionaries(
        st.sampled_from(["signature", "signature-input", "content-digest", "content-type"]), st.text(SIGNS)
    ),
    method=st.text(SIGNS),
    target=st.text(SIGNS),
    body=st.binary(),
)
def test_anything_at_all_is_refused_without_an_exception(
    headers: dict[str, str], method: str, target: str, body: bytes
) -> None:
    assert verify(RequestParts(method, target, headers, body), key_for, NOW) is Problem.SIGNATURE


@given(inputs=st.text(st.sampled_from('kiosk=()"@method;created=1;keyid=tag:-v1,? \\')), signature=st.text(SIGNS))
def test_anything_that_looks_like_a_signature_is_refused_without_an_exception(inputs: str, signature: str) -> None:
    headers = {"signature-input": inputs, "signature": f"kiosk=:{signature}:"}

    assert verify(RequestParts("GET", URL, headers, b""), key_for, NOW) in {
        Problem.SIGNATURE,
        Problem.UNKNOWN_TERMINAL,
    }
