"""Choosing a password at the terminal: what is refused, what it needs, and what ends with the old one."""

from __future__ import annotations

import pytest
from identifying import (
    PASSWORDS,
    THEO,
    ask_code,
    choose,
    code_in,
    identified,
    rows,
    sign_in,
    sign_in_by_nir,
)
from running_caisse import MARIE, RENE, Caisse, Terminal, problem
from sqlalchemy import select

from caisse.sealing import unseal
from caisse.store.account_schema import ACCOUNT, CODE_PROVISOIRE, MAIL
from caisse.store.schema import VISIT
from teleservices.alphabets import SPECIALS

GOOD, NEW = PASSWORDS["marie"], "Coquelicot?7"


def letters(caisse: Caisse) -> list[str]:
    """The subjects of the e-mails that wait, in order."""
    kept = caisse.store.read(lambda connection: connection.execute(select(MAIL)).all())
    opened = [unseal(caisse.parts.keys.sealing, f"mail:{row.id}", row.sealed) for row in kept]
    return [text.decode() for text in opened if text is not None]


def test_a_new_password_takes_the_old_one_s_place(caisse: Caisse, terminal: Terminal) -> None:
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    chosen = identified(choose(terminal, visit, NEW, GOOD))
    assert chosen["token"] == visit["token"]
    assert terminal.attest(chosen).status_code == 201
    assert problem(sign_in(terminal, terminal.visit(), GOOD)) == "/problems/credentials"
    identified(sign_in(terminal, terminal.visit(), NEW))


ALL_SPECIALS = pytest.param(f"{SPECIALS}Aa1", id="all of them")
EACH_SPECIAL = [pytest.param(f"{one}Coq{one}uelicot{one}", id=one, marks=pytest.mark.soak) for one in SPECIALS]


@pytest.mark.parametrize("chosen", [ALL_SPECIALS, *EACH_SPECIAL])
def test_every_special_sign_goes_there_and_back(terminal: Terminal, chosen: str) -> None:
    """PWD-04: together, and each first, in the middle, last."""
    current = GOOD
    visit = identified(sign_in_by_nir(terminal, MARIE, current))
    identified(choose(terminal, visit, chosen, current))
    identified(sign_in_by_nir(terminal, MARIE, chosen))
    assert problem(sign_in_by_nir(terminal, MARIE, chosen[1:])) == "/problems/credentials"


@pytest.mark.parametrize(
    ("chosen", "faults"),
    [
        ("court", ["length", "upper", "digit_or_special"]),
        ("Coquelicot 7", ["signs"]),
        ("Coquélicot7", ["signs"]),
        ("A2840588321025a", ["nir"]),
        ("Mai-12051984", ["birth_date"]),
        ("Dupont-Zut8", ["name"]),
        ("Marie-Zut8", ["name"]),
        ("Zut-Abcd8", ["sequence"]),
        ("Ameli-Zut8", ["word"]),
        ("47190583", ["lower", "upper"]),
    ],
)
def test_a_weak_one_is_refused_with_its_reasons(terminal: Terminal, chosen: str, faults: list[str]) -> None:
    """The person's own data are the caisse's; the current one is not even looked at."""
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    answer = choose(terminal, visit, chosen, "Wrong+77")
    assert problem(answer) == "/problems/password"
    assert [fault for fault in answer.json()["faults"] if fault in faults] == faults
    identified(sign_in(terminal, terminal.visit(), GOOD))


@pytest.mark.parametrize("current", [None, "", "Wrong+77", NEW])
def test_the_current_one_is_needed_and_counted(terminal: Terminal, current: str | None) -> None:
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    for left in (4, 3, 2, 1, 0):
        answer = choose(terminal, visit, NEW, current)
        assert problem(answer) == "/problems/credentials"
        assert answer.json()["tries_left"] == left
    assert problem(choose(terminal, visit, NEW, GOOD)) == "/problems/locked"


def test_after_a_code_none_is_needed_once(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit(THEO)
    visit = identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    identified(choose(terminal, visit, NEW))
    assert problem(choose(terminal, visit, "Bleuet-des-9champs")) == "/problems/credentials"
    identified(choose(terminal, visit, "Bleuet-des-9champs", NEW))


def test_every_other_identified_visit_ends_and_the_code_too(caisse: Caisse, terminal: Terminal) -> None:
    other = caisse.terminal("borne-2")
    at_card, stranger = other.visit(), identified(sign_in(other, other.visit(RENE), PASSWORDS["rene"]))
    elsewhere = identified(sign_in(other, other.visit(), GOOD))
    by_nir = identified(sign_in_by_nir(other, MARIE, GOOD))
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    ask_code(terminal, visit)
    identified(choose(terminal, visit, NEW, GOOD))
    for ended in (elsewhere, by_nir):
        assert problem(other.attest(ended)) == "/problems/visit-over"
    assert other.attest(at_card).status_code != 401
    assert other.attest(stranger).status_code == 201
    assert rows(caisse, CODE_PROVISOIRE) == 0
    assert rows(caisse, VISIT) == 3


def test_the_holder_is_told_by_e_mail(caisse: Caisse, terminal: Terminal) -> None:
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    assert len(letters(caisse)) == 1
    identified(choose(terminal, visit, NEW, GOOD))
    told = letters(caisse)
    assert len(told) == 2
    assert all("marie.dupont@exemple.test" in letter for letter in told)


def test_who_has_no_confirmed_address_is_not_written_to(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit(THEO)
    identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    assert letters(caisse) == []


def test_of_two_choices_at_once_one_holds(caisse: Caisse, terminal: Terminal) -> None:
    """The first to be written ends the visit that the second was made in."""
    first = identified(sign_in(terminal, terminal.visit(), GOOD))
    second = identified(sign_in(terminal, terminal.visit(), GOOD))
    identified(choose(terminal, first, NEW, GOOD))
    assert problem(choose(terminal, second, "Bleuet-des-9champs", GOOD)) == "/problems/visit-over"
    identified(sign_in_by_nir(terminal, MARIE, NEW))


def test_only_the_hash_is_kept(caisse: Caisse, terminal: Terminal) -> None:
    visit = identified(sign_in(terminal, terminal.visit(), GOOD))
    identified(choose(terminal, visit, NEW, GOOD))
    hashes = caisse.store.read(lambda connection: list(connection.execute(select(ACCOUNT.c.password_hash)).scalars()))
    assert all(kept is None or kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for kept in hashes)
    assert not any(kept and (NEW in kept or GOOD in kept) for kept in hashes)
