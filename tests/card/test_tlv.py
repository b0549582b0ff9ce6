from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.card.image import tlv
from kiosk.devices.card.tlv import Element, TlvFault, parse, value_of


@pytest.mark.parametrize(
    ("content", "elements"),
    [
        ("", []),
        ("8000", [(0x80, "")]),
        ("80014165021234", [(0x80, "41"), (0x65, "1234")]),
        ("8181024142", [(0x81, "4142")]),
        ("818200024142", [(0x81, "4142")]),
        ("7F2101AA5F3701BB", [(0x7F21, "AA"), (0x5F37, "BB")]),
        ("7F818101AA", [(0x7F8181, None)]),
        ("800141000000", [(0x80, "41")]),
        ("0080FF", []),
        ("0400", [(0x04, "")]),
    ],
    ids=str,
)
def test_elements_are_cut(content: str, elements: list[tuple[int, str | None]]) -> None:
    parsed = parse(bytes.fromhex(content))
    if any(value is None for _, value in elements):
        assert parsed is TlvFault.TAG
        return
    assert parsed == tuple(Element(tag, bytes.fromhex(value or "")) for tag, value in elements)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("80", TlvFault.TRUNCATED),
        ("800241", TlvFault.TRUNCATED),
        ("8081", TlvFault.TRUNCATED),
        ("808200", TlvFault.TRUNCATED),
        ("80820100", TlvFault.TRUNCATED),
        ("7F", TlvFault.TRUNCATED),
        ("7F21", TlvFault.TRUNCATED),
        ("7F81", TlvFault.TRUNCATED),
        ("8080", TlvFault.LENGTH),
        ("8083000001AA", TlvFault.LENGTH),
        ("80FF", TlvFault.LENGTH),
        ("7F81818101AA", TlvFault.TAG),
        ("8001418002", TlvFault.TRUNCATED),
    ],
)
def test_what_is_not_tlv_is_a_closed_fault(content: str, fault: TlvFault) -> None:
    assert parse(bytes.fromhex(content)) is fault


def test_the_first_of_a_tag_counts() -> None:
    elements = (Element(0x80, b"A"), Element(0x80, b"B"))
    assert value_of(elements, 0x80) == b"A"
    assert value_of(elements, 0x81) is None


@given(st.binary(max_size=600))
def test_any_bytes_give_elements_or_a_fault(content: bytes) -> None:
    parsed = parse(content)
    if not isinstance(parsed, TlvFault):
        assert sum(len(element.value) for element in parsed) <= len(content)


@given(st.lists(st.tuples(st.sampled_from(["65", "80", "7F21", "5F37"]), st.binary(max_size=400)), max_size=6))
def test_what_was_written_is_read(written: list[tuple[str, bytes]]) -> None:
    content = b"".join(tlv(tag, value) for tag, value in written)
    expected = tuple(Element(int(tag, 16), value) for tag, value in written)
    assert parse(content) == expected
    assert parse(content + bytes(9)) == expected


def test_values_stay_out_of_reprs() -> None:
    assert "DUPONT" not in repr(Element(0x80, b"DUPONT"))
