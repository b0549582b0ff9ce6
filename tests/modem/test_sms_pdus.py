"""What we write as PDUs is read back by somebody else's decoder, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.modem.condition import ReportMode
from dock.modem.inbox import Inbox, Message
from dock.modem.judge import submitted
from dock.modem.report import report
from kiosk.devices.modem.parts import parts_of
from kiosk.devices.modem.pdu import pdus_of
from kiosk.devices.modem.report import Fate, Report, report_of
from kiosk.devices.modem.reports import KEPT_S, Reports

NUMBER = "+33639980012"
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = "^{}\\[~]|€"
"""TS 23.038 §6.2.1 and §6.2.1.1."""
# The judge takes « @ » (all zeros) at the end of a PDU for padding: vectors below see to it.
GSM7 = st.text(st.sampled_from(BASIC.replace("@", "") + EXTENDED * 3), min_size=1, max_size=700)
ANY = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="@"), min_size=1, max_size=300)
NUMBERS = st.from_regex(r"\+[1-9][0-9]{2,14}", fullmatch=True)


def read(number: str, text: str, reference: int = 7) -> tuple[Message, ...]:
    pdus = pdus_of(number, text, reference)
    assert pdus is not None
    inbox = Inbox()
    for pdu in pdus:
        part = submitted(pdu.hexadecimal)
        assert part.length == pdu.length
        assert part.wants_report
        inbox.take(part)
    return inbox.messages()


@given(GSM7, NUMBERS, st.integers(0, 255))
def test_gsm_7_bit_is_read_back(text: str, number: str, reference: int) -> None:
    (message,) = read(number, text, reference)
    assert (message.number, message.text) == (number, text)
    septets = len(text) + sum(text.count(sign) for sign in EXTENDED)
    assert (message.parts == 1) == (septets <= 160)


@given(ANY, NUMBERS, st.integers(0, 255))
def test_ucs_2_is_read_back(text: str, number: str, reference: int) -> None:
    text = "ç" + text
    (message,) = read(number, text, reference)
    assert (message.number, message.text) == (number, text)
    assert (message.parts == 1) == (len(text.encode("utf-16-be")) <= 140)


@given(GSM7 | ANY)
def test_every_part_fits_and_can_be_read_alone(text: str) -> None:
    cut = parts_of(text)
    assert cut is not None
    for part in cut.parts:
        assert len(part) <= (
            (160 if len(cut.parts) == 1 else 153) if cut.gsm7 else (140 if len(cut.parts) == 1 else 134)
        )
        if cut.gsm7:
            assert part[-1:] != b"\x1b"
        else:
            part.decode("utf-16-be")


@given(st.text(max_size=400))
def test_any_text_is_written_or_refused(text: str) -> None:
    written = pdus_of(NUMBER, text, 0)
    sayable = text and all(unicodedata.category(sign) != "Cc" or sign in "\n\r" for sign in text)
    assert (written is not None) == bool(sayable)


def test_the_known_user_data_comes_out() -> None:
    """facts/devices.md C: three independent encoders agree on it."""
    pdus = pdus_of(NUMBER, "Votre code provisoire ameli : 1234. Valable 48 heures. é è à €", 0)
    assert pdus is not None
    data = (
        "3FD6375D5E068DDFE432082E7FDBD3F3775A5E0685DB65761AA403C564339A0B640DB3"
        "C362761944C381D0E5BABC3C77810A2002E80FDA9401"
    )
    assert [pdu.hexadecimal for pdu in pdus] == ["0031000B913336990810F20000A8" + data]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("@", "0100"),
        ("@" * 8, "0800000000000000"),
        ("é" + "@" * 7, "0805000000000000"),
        ("ééééééé", "078542A150281400"),
    ],
)
def test_zeros_are_signs_where_the_length_says_so(text: str, data: str) -> None:
    pdus = pdus_of(NUMBER, text, 0)
    assert pdus is not None
    assert pdus[0].hexadecimal.endswith("0000A8" + data)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 159 + "€", 2),
        ("a" * 152 + "€" + "a" * 7, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("ç" * 69 + "😀", 2),
        ("ç" * 66 + "😀" + "ç" * 65, 2),
        ("ç" * 66 + "😀" + "ç" * 66, 3),
    ],
)
def test_parts_are_as_few_as_they_can_be(text: str, parts: int) -> None:
    (message,) = read(NUMBER, text)
    assert message == Message(NUMBER, text, parts)


@pytest.mark.parametrize(
    ("mode", "fate"),
    [
        (ReportMode.DELIVERED, Fate.DELIVERED),
        (ReportMode.FAILED, Fate.FAILED),
        (ReportMode.TRYING, Fate.OPEN),
    ],
)
@pytest.mark.parametrize("number", [NUMBER, "+5906901234"])
def test_a_report_is_read(mode: ReportMode, fate: Fate, number: str) -> None:
    assert report_of(report(200, number, mode)[1]) == Report(200, fate)


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (0x00, Fate.DELIVERED),
        (0x01, Fate.OPEN),
        (0x02, Fate.DELIVERED),
        (0x1F, Fate.DELIVERED),
        (0x20, Fate.OPEN),
        (0x3F, Fate.OPEN),
        (0x40, Fate.FAILED),
        (0x5F, Fate.FAILED),
        (0x60, Fate.FAILED),
        (0x7F, Fate.FAILED),
        (0xFF, Fate.FAILED),
    ],
)
def test_each_status_means_what_the_standard_says(status: int, fate: Fate) -> None:
    _, written = report(1, NUMBER, ReportMode.DELIVERED)
    assert report_of(f"{written[:-2]}{status:02X}") == Report(1, fate)


@given(st.text() | st.binary().map(bytes.hex))
def test_any_line_is_a_report_or_none(line: str) -> None:
    report = report_of(line)
    assert report is None or 0 <= report.reference <= 255


def test_another_kind_of_pdu_is_no_report() -> None:
    pdus = pdus_of(NUMBER, "a" * 60, 0)
    assert pdus is not None
    assert report_of(pdus[0].hexadecimal) is None


class Settling:
    def __init__(self) -> None:
        self.now = 0.0
        self.reports = Reports(lambda: self.now)

    def of(self, reference: int, fate: Fate = Fate.DELIVERED) -> tuple[str, bool] | None:
        return self.reports.settle(Report(reference, fate))


def test_a_long_message_is_delivered_when_all_of_it_is() -> None:
    settling = Settling()
    settling.reports.expect("job", (254, 255, 0))
    assert settling.of(255) is None
    assert settling.of(255) is None
    assert settling.of(0) is None
    assert settling.of(254, Fate.OPEN) is None
    assert settling.of(254) == ("job", True)
    assert settling.of(254) is None


def test_one_lost_part_is_a_lost_message_told_once() -> None:
    settling = Settling()
    settling.reports.expect("job", (1, 2, 3))
    assert settling.of(1) is None
    assert settling.of(2, Fate.FAILED) == ("job", False)
    assert settling.of(3, Fate.FAILED) is None


def test_a_reference_that_comes_round_again_is_the_later_messages() -> None:
    settling = Settling()
    settling.reports.expect("old", (9, 10))
    settling.reports.expect("new", (9,))
    assert settling.of(10) is None
    assert settling.of(9) == ("new", True)


def test_a_report_after_three_days_speaks_of_nobody() -> None:
    settling = Settling()
    settling.reports.expect("job", (1,))
    settling.now = KEPT_S
    assert settling.of(1) is None
