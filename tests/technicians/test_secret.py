"""The secret for days without a link: both ends reckon the same; and a code or a number betrays nothing."""

from __future__ import annotations

import hmac
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from running_caisse import KEYS, Caisse
from technicians_at_work import enter, hired

from caisse.handlers.maintenance_secret import secret_of
from caisse.handlers.technicians import new_code
from caisse.keys import given_keys, own_keys

PUBLIC = bytes(range(32))


def test_the_secret_is_what_the_contract_says() -> None:
    told = b"borne/maintenance-secret/1\0borne-1\0" + PUBLIC
    assert secret_of(KEYS, "borne-1", PUBLIC) == hmac.new(KEYS.maintenance, told, sha256).digest()


@pytest.mark.parametrize("changed", ["key", "name", "public key"])
def test_key_name_and_public_key_each_change_it(changed: str) -> None:
    keys = replace(KEYS, maintenance=b"x" * 32) if changed == "key" else KEYS
    name = "borne-2" if changed == "name" else "borne-1"
    public = PUBLIC[::-1] if changed == "public key" else PUBLIC
    assert secret_of(keys, name, public) != secret_of(KEYS, "borne-1", PUBLIC)


def test_an_installation_from_before_gets_its_key_at_the_next_start(tmp_path: Path) -> None:
    former = own_keys(tmp_path)
    (tmp_path / "maintenance").unlink()
    with pytest.raises(FileNotFoundError, match="maintenance"):
        given_keys(tmp_path)
    now = own_keys(tmp_path)
    assert replace(now, maintenance=former.maintenance) == former
    assert now.maintenance != former.maintenance
    assert own_keys(tmp_path) == now


@pytest.mark.parametrize(("drawn", "code"), [(0, "00000000"), (7, "00000007"), (99_999_999, "99999999")])
def test_a_code_is_any_eight_digits(drawn: int, code: str) -> None:
    def below(most: int) -> int:
        assert most == 10**8
        return drawn

    assert new_code(below) == code


def test_a_number_that_nobody_has_costs_the_same_work(caisse: Caisse, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, code_hash: str, code: str) -> bool:
        compared.append(code_hash)
        return verify(self, code_hash, code)

    terminal, number = caisse.terminal(), hired(caisse)
    monkeypatch.setattr(PasswordHasher, "verify", noted)
    stranger = "999999" if number != "999999" else "888888"
    assert [enter(terminal, one, "00000000").status_code for one in (number, stranger)] == [403, 403]
    hired_s, nobody_s = (extract_parameters(one) for one in compared)
    assert hired_s == nobody_s
