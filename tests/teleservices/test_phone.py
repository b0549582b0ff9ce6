"""Mobile numbers: every range of SMS-04, every way of writing of SMS-05, and nothing but mobiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.phone import Mobile, PhoneFault, from_text

OVERSEAS = [
    ("0690", "590"),
    ("0691", "590"),
    ("0692", "262"),
    ("0693", "262"),
    ("0694", "594"),
    ("0696", "596"),
    ("0697", "596"),
    ("0639", "262"),
    ("070840", "508"),
    ("070845", "508"),
    ("070850", "508"),
    ("070856", "508"),
    ("07090", "590"),
    ("07091", "596"),
    ("07092", "262"),
    ("070930", "594"),
    ("070933", "594"),
    ("070935", "262"),
    ("070937", "262"),
]
"""SMS-04; ``assigned`` completes each with digits that ARCEP has given out, by libphonenumber."""
METROPOLITAN = ["0612", "0630", "0638", "0640", "0689", "0695", "0698", "0699", "0730", "0749", "0751", "0779", "0799"]
ENDINGS = {"0691": "223344", "0693": "012345", "0694": "012345", "0639": "012345"}


def assigned(prefix: str) -> str:
    return prefix + ENDINGS.get(prefix, "012345678"[: 10 - len(prefix)])


@pytest.mark.parametrize(("prefix", "code"), OVERSEAS)
def test_an_overseas_mobile_has_its_own_code(prefix: str, code: str) -> None:
    national = assigned(prefix)

    assert from_text(national) == Mobile(f"+{code}{national[1:]}")


@pytest.mark.parametrize("prefix", METROPOLITAN)
def test_a_metropolitan_mobile(prefix: str) -> None:
    national = assigned(prefix)

    assert from_text(national) == Mobile(f"+33{national[1:]}")


@pytest.mark.parametrize(("prefix", "code"), OVERSEAS)
def test_an_overseas_mobile_that_was_kept_under_33_is_repaired(prefix: str, code: str) -> None:
    national = assigned(prefix)

    assert from_text(f"+33{national[1:]}") == from_text(f"0033 (0){national[1:]}") == Mobile(f"+{code}{national[1:]}")


WRITTEN = [
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "06\u00a012\u202f34 56 78",
    " (06) 12 34 56 78 ",
    "(0)6 12 34 56 78",
    "+33612345678",
    "+33 6 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "+33(0)612345678",
    "+330612345678",
    "+33 0 6.12.34.56.78",
    "0033612345678",
    "0033 6 12 34 56 78",
    "00330612345678",
    "00 33 (0)6 12 34 56 78",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_every_way_of_writing(text: str) -> None:
    assert from_text(text) == Mobile("+33612345678")


@pytest.mark.parametrize("text", ["+262 692 01 23 45", "+262692012345", "00262 692012345", "+262 (0)692 01 23 45"])
def test_every_way_of_writing_overseas(text: str) -> None:
    assert from_text(text) == Mobile("+262692012345")


NO_MOBILES = [
    "01 45 67 89 01",
    "0212345678",
    "0312345678",
    "0412345678",
    "0512345678",
    "0590 27 12 34",
    "0912345678",
    "0800123456",
    "0890123456",
    "0700123456",
    "0701234567",
    "0707123456",
    "0711234567",
    "0721234567",
    "+33 1 45 67 89 01",
    "+590 590 27 12 34",
    "0639980001",
    "0639980099",
    "+33639980001",
]


@pytest.mark.parametrize("text", NO_MOBILES)
def test_what_is_no_mobile(text: str) -> None:
    assert from_text(text) is PhoneFault.NOT_MOBILE


@pytest.mark.parametrize("text", ["+262 612345678", "+590 692012345", "+596690012345", "00508694012345"])
def test_an_overseas_code_before_another_territorys_number_is_refused(text: str) -> None:
    assert from_text(text) is PhoneFault.NOT_MOBILE


NO_NUMBERS = [
    "",
    "06",
    "061234567",
    "06123456789",
    "612345678",
    "+33",
    "+33 00612345678",
    "+33 6123456789",
    "+32 470 12 34 56",
    "+44 7700 900123",
    "0044 7700 900123",
    "+3361234567a",
    "06 12 34 56 7O",
    "٠٦١٢٣٤٥٦٧٨",
    "０６１２３４５６７８",
    "06 12 34 56 78\0",
    "0612345678;ATD",
    "++33612345678",
    "+" * 10_000,
    "0" * 10_000,
]


@pytest.mark.parametrize("text", NO_NUMBERS, ids=lambda text: text[:20])
def test_what_is_no_number(text: str) -> None:
    assert from_text(text) is PhoneFault.FORM


@pytest.mark.parametrize("last", ["00", "01", "50", "99"])
def test_nobodys_numbers_are_taken_only_when_asked(last: str) -> None:
    number = f"06399800{last}"

    assert from_text(number, fiction=True) == from_text(f"+33 {number[1:]}", fiction=True) == Mobile(f"+33{number[1:]}")
    assert from_text(number) is PhoneFault.NOT_MOBILE


@pytest.mark.parametrize("text", ["0639979999", "0639980100", "0145678901", "+262639980001"])
def test_only_nobodys_numbers_are_taken_then(text: str) -> None:
    assert from_text(text, fiction=True) == from_text(text)


@pytest.mark.parametrize(("prefix", "_code"), OVERSEAS)
def test_a_number_is_shown_as_it_is_dialled(prefix: str, _code: str) -> None:
    mobile = from_text(assigned(prefix))

    assert isinstance(mobile, Mobile)
    assert mobile.national == assigned(prefix)


def test_a_number_is_shown_masked() -> None:
    """SMS-06."""
    mobile = from_text("06 12 34 56 78")

    assert isinstance(mobile, Mobile)
    assert mobile.masked == "06\u00a0**\u00a0**\u00a0**\u00a078"
    assert repr(mobile) == "Mobile(…)"


@given(st.text() | st.text("0123456789+ ().-", max_size=20) | st.from_regex(r"(0|\+33|0033|\+262)[0-9]{6,12}"))
def test_whatever_is_typed_is_a_mobile_or_a_fault(text: str) -> None:
    found = from_text(text)

    if isinstance(found, Mobile):
        assert found.e164[0] == "+"
        assert len(found.national) == 10
        assert found.national[:2] in {"06", "07"}
        assert from_text(found.e164) == from_text(found.national) == found


@given(st.from_regex(r"0[67][0-9]{8}", fullmatch=True))
def test_what_is_stored_is_read_again(national: str) -> None:
    found = from_text(national)

    assert found is PhoneFault.NOT_MOBILE or (isinstance(found, Mobile) and found.national == national)
