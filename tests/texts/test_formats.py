from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.texts import formats
from teleservices.texts.catalogue import read


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "21\u00a0novembre\u00a02026"), ("en", "21\u00a0November\u00a02026")]
)
def test_long_date(language: str, expected: str) -> None:
    assert formats.long_date(date(2026, 11, 21), language) == expected


def test_short_date() -> None:
    assert formats.short_date(date(2026, 1, 2)) == "02/01/2026"


@pytest.mark.parametrize(
    ("seconds", "language", "expected"),
    [
        (0, "fr", "1\u00a0minute"),
        (61, "en", "1\u00a0minute"),
        (12 * 60, "fr", "12\u00a0minutes"),
        (2 * 3600, "fr", "2\u00a0heures"),
        (3 * 86400, "en", "3\u00a0days"),
    ],
)
def test_duration(seconds: int, language: str, expected: str) -> None:
    assert formats.duration(timedelta(seconds=seconds), language) == expected


@pytest.mark.parametrize(("language", "expected"), [("fr", "9\u00a0h\u00a005"), ("en", "09:05")])
def test_clock_time(language: str, expected: str) -> None:
    assert formats.clock_time(time(9, 5), language) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("19840512", "12/05/1984"),
        ("19440000", "1944 (jour et mois inconnus)"),
        ("19443700", "1944 (jour et mois inconnus)"),
        ("19440500", "mai\u00a01944 (jour inconnu)"),
        ("19440231", "février\u00a01944 (jour inconnu)"),
        ("20240229", "29/02/2024"),
        ("", "inconnue"),
        ("1944", "inconnue"),
        ("00000512", "inconnue"),
        ("1984051²", "inconnue"),
        ("1984-5-1", "inconnue"),
    ],
)
def test_birth_date(written: str, expected: str) -> None:
    assert formats.birth_date(written, read("fr")) == expected


@given(st.text(max_size=9) | st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_any_birth_date_is_sayable(written: str) -> None:
    assert formats.birth_date(written, read("en"))


def test_start_up_does_not_pay_for_babel() -> None:
    program = (
        "import sys; from teleservices.texts import catalogue, formats, typography;"
        "catalogue.read('fr'); print('babel' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == "False"
