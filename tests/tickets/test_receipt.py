"""The receipt as the person reads it at home: from the bytes that the printer gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dock.printer.reading import printed_text
from kiosk.devices.printer.escpos import COLUMNS, encode
from kiosk.devices.printer.ticket import Cut
from kiosk.tickets.receipt import KIND, Receipt, receipt
from teleservices.catalogue import CATALOGUE
from teleservices.reference import SIGNS, Reference
from teleservices.texts.catalogue import LANGUAGES, read

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
KEPT = Receipt(
    service="address_change",
    reference=Reference("7KQ2M9XW4T"),
    filed_at=datetime(2026, 11, 21, 22, 5, tzinfo=UTC),
    deferred_check=False,
    language="fr",
)
TEXTS = {language: read(language) for language in LANGUAGES}
DECLARATIONS = [entry.id for entry in CATALOGUE if entry.flow is not None]


def lines(kept: Receipt, zone: ZoneInfo = PARIS) -> list[str]:
    """The printed lines, spaces squeezed, no-break ones made plain."""
    raw = encode(receipt(kept, TEXTS[kept.language], zone))
    return [" ".join(line.replace("\u00a0", " ").split()) for line in printed_text(raw)]


def test_it_says_what_was_kept_when_and_under_which_reference() -> None:
    assert lines(KEPT) == [
        "Récépissé",
        "Changement d’adresse",
        "",
        "Déclaration déposée le 21/11/2026 à 23 h 05",
        "Votre référence",
        "7KQ2 M9XW 4T",
        "",
        "Votre déclaration est enregistrée. La borne la",
        "transmet à votre caisse dès que la liaison le",
        "permet.",
        "Délai : 2 à 3 jours ouvrés, ou 5 à 7 si vous",
        "changez de caisse",
        "La réponse de votre caisse arrive dans la",
        "messagerie de votre compte ameli.",
        "",
        "Gardez ce papier. Il ne porte ni votre nom, ni",
        "votre numéro de sécurité sociale.",
        "Une question ? Donnez cette référence à",
        "l’accueil, ou appelez le 36 46 (service gratuit",
        "+ prix de l’appel).",
    ]


def test_what_is_checked_later_is_said() -> None:
    printed = " ".join(lines(replace(KEPT, deferred_check=True)))
    assert "mot de passe" in printed
    assert "refusée" in printed
    assert "mot de passe" not in " ".join(lines(KEPT))


@pytest.mark.parametrize(("zone", "said"), [(PARIS, "21/11/2026 à 23 h 05"), (REUNION, "22/11/2026 à 2 h 05")], ids=str)
def test_the_day_is_the_terminals_own(zone: ZoneInfo, said: str) -> None:
    assert f"Déclaration déposée le {said}" in lines(KEPT, zone)


def test_it_speaks_the_visits_language() -> None:
    printed = lines(replace(KEPT, language="en"))
    assert "Declaration filed on 21/11/2026 at 23:05" in printed
    assert not [line for line in printed if "votre" in line]
    with pytest.raises(ValueError, match="texts"):
        receipt(KEPT, TEXTS["en"], PARIS)


def test_it_is_cut_once_at_its_end() -> None:
    blocks = receipt(KEPT, TEXTS["fr"], PARIS).blocks
    assert [block for block in blocks if isinstance(block, Cut)] == [blocks[-1]]


def test_what_identifies_the_ticket_says_nothing_of_the_declaration() -> None:
    ticket = receipt(KEPT, TEXTS["fr"], PARIS)
    assert ticket.kind == KIND == "receipt"
    for shown in (repr(KEPT), repr(ticket)):
        assert KEPT.reference.signs not in shown
        assert KEPT.service not in shown


@pytest.mark.parametrize("service", DECLARATIONS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(
    signs=st.text(SIGNS, min_size=10, max_size=10),
    filed_at=st.integers(0, 2**33).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    deferred=st.booleans(),
)
def test_every_declaration_fits_on_the_paper(
    service: str, language: str, signs: str, filed_at: datetime, *, deferred: bool
) -> None:
    kept = Receipt(service, Reference(signs), filed_at, deferred, language)
    printed = lines(kept)
    assert max(map(len, printed)) <= COLUMNS
    assert kept.reference.grouped.replace("\u00a0", " ") in printed
