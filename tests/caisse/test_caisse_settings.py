"""The operator's files: complete, exact, and told in French when they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running_caisse import CONFIG, demo_settings, product_settings

from caisse.settings import SettingsError, read
from teleservices.levels import Level

PRODUCT = CONFIG / "caisse.toml"
SERVED = (
    *("general", "cgss", "camieg", "cavimac", "cnmss", "crpcen", "enim", "interiale", "lmg", "mgp", "mnh"),
    *("solsantis", "hfp", "canssm", "lmde"),
)


def test_the_product_asks_for_the_code_and_refuses_invented_people() -> None:
    product = product_settings()
    assert product.production
    assert product.rights_attestation.level is Level.CODE
    assert not product.rights_attestation.beneficiaries_at_card
    assert not product.rights_attestation.mentions_at_card


def test_the_demo_gives_it_all_at_the_card() -> None:
    demo = demo_settings()
    assert not demo.production
    assert demo.rights_attestation.level is Level.CARD
    assert demo.rights_attestation.beneficiaries_at_card
    assert demo.rights_attestation.mentions_at_card


def test_the_regimes_are_those_of_the_common_conditions() -> None:
    assert [regime.id for regime in product_settings().regime if regime.served] == list(SERVED)
    assert not product_settings().regimes.find("msa").served
    assert not product_settings().regimes.find("mgen").served


def test_a_later_file_completes_table_by_table(tmp_path: Path) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text('[server]\nport = 9000\n[services]\nrights_attestation = ["general"]\n', "utf-8")
    found = read([PRODUCT, extra], {"state_dir": tmp_path})
    assert (found.server.host, found.server.port, found.state_dir) == ("127.0.0.1", 9000, tmp_path)
    assert found.caisse == product_settings().caisse
    assert not found.regimes.may_use("cgss", "rights_attestation")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[server]\nprot = 1", "server.prot"),
        ("[server]\nport = 70000", "server.port"),
        ('[server]\npublic_url = "http://x"', "server.public_url"),
        ('[server]\npublic_url = "https://x/"', "server.public_url"),
        ('[rights_attestation]\nlevel = "always"', "rights_attestation.level"),
        ('[caisse]\ntimezone = "Paris"', "caisse"),
        ('[services]\nrights_attestation = ["msa"]', "services"),
        ('production = "maybe"', "production"),
        ("production = ", "extra.toml"),
    ],
)
def test_a_mistake_is_told_by_its_place(tmp_path: Path, text: str, told: str) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=re.escape(told)):
        read([PRODUCT, extra])


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        read([tmp_path / "nowhere.toml"])


@pytest.mark.parametrize("level", ["none"])
def test_the_attestation_is_never_given_to_anybody(tmp_path: Path, level: str) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(f'[rights_attestation]\nlevel = "{level}"', "utf-8")
    with pytest.raises(SettingsError, match=r"rights_attestation\.level"):
        read([PRODUCT, extra])
