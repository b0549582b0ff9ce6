"""Who is served, and with what."""

from __future__ import annotations

import pytest

from teleservices.regimes import Regime, Regimes

GENERAL = Regime("general", "Régime général", served=True)
CAMIEG = Regime("camieg", "CAMIEG", served=True)
MSA = Regime("msa", "Mutualité sociale agricole (MSA)", served=False)
KNOWN = (GENERAL, CAMIEG, MSA)


@pytest.mark.parametrize(
    ("regime", "service", "allowed"),
    [
        ("general", "rights_attestation", True),
        ("camieg", "rights_attestation", True),
        ("msa", "rights_attestation", False),
        ("general", "vitale_loss", True),
        ("camieg", "vitale_loss", False),
        ("msa", "vitale_loss", False),
        ("unheard-of", "rights_attestation", False),
    ],
)
def test_a_service_is_open_to_all_served_or_to_those_named(regime: str, service: str, allowed: bool) -> None:
    assert Regimes(KNOWN, {"vitale_loss": ["general"]}).may_use(regime, service) is allowed


def test_a_regime_nobody_declared_is_called_by_its_id_and_not_served() -> None:
    assert Regimes(KNOWN, {}).find("xyz") == Regime("xyz", "XYZ", served=False)
    assert Regimes(KNOWN, {}).find("msa") is MSA


@pytest.mark.parametrize(
    ("regimes", "services", "told"),
    [((GENERAL, GENERAL), {}, "twice"), (KNOWN, {"x": ["msa"]}, "msa"), (KNOWN, {"x": ["unheard-of"]}, "unheard-of")],
)
def test_a_table_that_contradicts_itself_is_refused(
    regimes: tuple[Regime, ...], services: dict[str, list[str]], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        Regimes(regimes, services)
