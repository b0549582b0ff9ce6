"""E-mail addresses: one form for one mailbox, and a mask that tells no more than it must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.alphabets import ALPHABETS, FieldKind
from teleservices.email_address import EmailAddress, EmailFault, from_text

EMAIL = ALPHABETS[FieldKind.EMAIL]

TAKEN = [
    ("marie.dupont@exemple.fr", "marie.dupont@exemple.fr"),
    ("Marie.DUPONT@Exemple.FR", "marie.dupont@exemple.fr"),
    ("  marie@exemple.fr\n", "marie@exemple.fr"),
    ("marie+vitale@mail.exemple.co.uk", "marie+vitale@mail.exemple.co.uk"),
    ("m_d-1@a-b.exemple.fr", "m_d-1@a-b.exemple.fr"),
    ("a@b.fr", "a@b.fr"),
    ("marie@xn--caf-dma.fr", "marie@xn--caf-dma.fr"),
    ("x" * 64 + "@exemple.fr", "x" * 64 + "@exemple.fr"),
    ("m@" + "a" * 57 + "." + "b" * 57 + ".fr", "m@" + "a" * 57 + "." + "b" * 57 + ".fr"),
]


@pytest.mark.parametrize(("typed", "text"), TAKEN, ids=lambda text: text[:24].strip())
def test_an_address(typed: str, text: str) -> None:
    assert from_text(typed) == EmailAddress(text)


REFUSED = [
    "",
    "marie",
    "marie@",
    "@exemple.fr",
    "marie@exemple",
    "marie@localhost",
    "marie@exemple.fr, paul@exemple.fr",
    "marie@@exemple.fr",
    "marie..d@exemple.fr",
    ".marie@exemple.fr",
    "marie.@exemple.fr",
    "marie@-exemple.fr",
    "marie@exemple..fr",
    "marie@192.168.1.1",
    "marie@[192.168.1.1]",
    "marie dupont@exemple.fr",
    '"marie"@exemple.fr',
    "marie@exemple.fr\nBcc: paul@exemple.fr",
    "marié@exemple.fr",
    "mari\u0065\u0301@exemple.fr",
    "marie@café.fr",
    "marie@exemple.рф",
    "<marie@exemple.fr>",
    "marie%exemple.fr@relais.fr",
    "marie@exemple.fr\0",
    "x" * 65 + "@exemple.fr",
    "m@" + "a" * 58 + "." + "b" * 57 + ".fr",
    "a" * 10_000 + "@exemple.fr",
]


@pytest.mark.parametrize("typed", REFUSED, ids=lambda text: text[:24].strip())
def test_what_is_no_address(typed: str) -> None:
    assert from_text(typed) is EmailFault.FORM


MASKS = [
    ("marie.dupont@exemple.fr", "m•••@e•••.fr"),
    ("m@exemple.fr", "•••@e•••.fr"),
    ("marie@e.fr", "m•••@•••.fr"),
    ("md@ex.fr", "m•••@e•••.fr"),
    ("marie@mail.exemple.co.uk", "m•••@m•••.uk"),
]


@pytest.mark.parametrize(("text", "mask"), MASKS)
def test_the_mask(text: str, mask: str) -> None:
    address = from_text(text)

    assert isinstance(address, EmailAddress)
    assert address.masked == mask


@given(st.emails() | st.text(st.sampled_from(EMAIL.signs), max_size=40) | st.text())
def test_whatever_is_typed_is_an_address_of_the_fields_own_signs_or_none(typed: str) -> None:
    found = from_text(typed)

    if isinstance(found, EmailAddress):
        assert EMAIL.admits(found.text)
        assert from_text(found.text) == found
        assert from_text(found.text.upper()) == found


PARTS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=20)


@given(PARTS, PARTS)
def test_the_mask_tells_one_letter_of_each_part_and_no_length(local: str, host: str) -> None:
    address = EmailAddress(f"{local}@{host}.fr")

    shown = (local[0] if len(local) > 1 else "", host[0] if len(host) > 1 else "")
    assert address.masked == "{}•••@{}•••.fr".format(*shown)


def test_an_address_shows_nothing_of_itself() -> None:
    assert repr(EmailAddress("marie@exemple.fr")) == "EmailAddress(…)"
