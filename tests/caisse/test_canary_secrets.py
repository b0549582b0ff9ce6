"""Passwords and codes stand nowhere: no line of the journal, no column, no answer; each search finds one planted."""

from __future__ import annotations

import secrets

import pytest
from identifying import LEGACY, NADIA, NOBODY, PASSWORDS, THEO, ask_code, choose, code_in, sign_in, sign_in_by_nir
from issued_codes import kept
from running_caisse import MARIE, Caisse, Terminal
from sqlalchemy import Connection, select, update

from caisse.handlers.codes import NewCode, Way, issue_code
from caisse.handlers.people import insured_by_nir
from caisse.store.account_schema import ACCOUNT, MAIL
from caisse.store.schema import METADATA
from teleservices.nir import Nir
from teleservices.wire.codes import SmsToSend
from teleservices.wire.passwords import ChoosePassword
from teleservices.wire.sign_in import SignIn, SignInByNir

WRONG, CHOSEN, ODD = "Canari%7Zq", "Canarine+8Yw", "Canaille%9\ud7ff\0<b>"
TYPED = (WRONG, CHOSEN, "Canaille%9", PASSWORDS["marie"], LEGACY)


def columns(caisse: Caisse) -> bytes:
    """Everything that the database holds."""

    def dump(connection: Connection) -> bytes:
        values = [
            value for table in METADATA.sorted_tables for row in connection.execute(select(table)) for value in row
        ]
        return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)

    return caisse.store.read(dump)


def hidden(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def found(content: bytes) -> set[str]:
    return {text for text in TYPED for form in hidden(text) if form in content}


@pytest.fixture
def answers(caisse: Caisse, terminal: Terminal) -> list[str]:
    """Every door that takes a secret is given the canaries, rightly and wrongly."""
    visit = terminal.visit()
    taken = [
        sign_in(terminal, visit, WRONG),
        sign_in(terminal, visit, ODD),
        sign_in_by_nir(terminal, MARIE, WRONG),
        sign_in_by_nir(terminal, NOBODY, WRONG),
        sign_in_by_nir(terminal, WRONG, WRONG),
        sign_in(terminal, terminal.visit(NADIA), LEGACY),
        sign_in(terminal, visit, PASSWORDS["marie"]),
        choose(terminal, visit, ODD, PASSWORDS["marie"]),
        choose(terminal, visit, CHOSEN, WRONG),
        choose(terminal, visit, CHOSEN, PASSWORDS["marie"]),
        terminal.send("POST", "/v1/visits/current/sign-in", {"secret": {WRONG: CHOSEN}}, visit["token"]),
        terminal.send("POST", "/v1/visits/current/sign-in", {WRONG: CHOSEN}, visit["token"]),
        terminal.send("POST", f"/v1/{WRONG}", {"secret": CHOSEN}, WRONG),
        terminal.send("POST", "/v1/sms-outcomes", {"id": WRONG, "outcome": CHOSEN}),
        terminal.send("POST", "/v1/sms-outcomes", {"id": WRONG, "outcome": "sent"}),
    ]
    assert [answer.status_code // 100 for answer in taken].count(2) == 3
    assert not [answer for answer in taken if answer.status_code >= 500]
    return [answer.text + str(answer.headers) for answer in taken]


def test_no_password_stands_anywhere(caisse: Caisse, answers: list[str]) -> None:
    assert found("\n".join(answers).encode()) == set()
    assert found("\n".join(caisse.log).encode()) == set()
    assert found(columns(caisse)) == set()


def test_a_password_that_stands_somewhere_is_found(caisse: Caisse, answers: list[str]) -> None:
    caisse.store.write(lambda connection: connection.execute(update(ACCOUNT).values(pending_email=f"x{CHOSEN}x")))
    assert found(columns(caisse)) == {CHOSEN}
    assert found("\n".join([*caisse.log, WRONG]).encode()) == {WRONG}


def test_values_do_not_show_what_was_typed() -> None:
    shown = [SignIn(WRONG), SignInByNir(MARIE, WRONG), ChoosePassword(WRONG, CHOSEN), SmsToSend("x", "y", WRONG)]
    assert found(repr(shown).encode()) == set()


def issued(caisse: Caisse, terminal: Terminal) -> list[str]:
    """200 codes: by SMS, by hand, typed rightly and wrongly; the last stay live."""
    codes = []
    at = caisse.parts.circumstances()

    def by_hand(connection: Connection) -> list[str]:
        insured = insured_by_nir(connection, Nir(MARIE[:13]))
        assert insured is not None
        made = [issue_code(connection, insured, Way.BY_HAND, "agent", at) for _ in range(140)]
        return [new.code for new in made if isinstance(new, NewCode)]

    codes += caisse.store.write(by_hand)
    for number in range(60):
        visit = terminal.visit(MARIE if number % 2 else THEO)
        codes.append(code_in(ask_code(terminal, visit)))
        if number % 3 == 0:
            sign_in(terminal, visit, codes[-1])
        caisse.clock.advance(hours=13)
    return codes


def test_no_issued_code_stands_anywhere(caisse: Caisse, terminal: Terminal) -> None:
    """As ASCII, UTF-16, BCD and septets, against chance."""
    codes = issued(caisse, terminal)
    assert len(codes) == 200
    held = columns(caisse) + "\n".join(caisse.log).encode()
    assert kept(codes, held) == set()


def packed(code: str) -> bytes:
    number = sum(ord(sign) << (7 * place) for place, sign in enumerate(code))
    return (number << 3).to_bytes(5, "little")


WRITINGS = {
    "ascii": lambda code: code.encode(),
    "utf-16-le": lambda code: code.encode("utf-16-le"),
    "utf-16-be": lambda code: code.encode("utf-16-be"),
    "bcd": bytes.fromhex,
    "bcd, nibbles swapped": lambda code: bytes.fromhex(code[1] + code[0] + code[3] + code[2]),
    "septets": packed,
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_codes_that_stand_somewhere_are_found(writing: str) -> None:
    codes = [f"{secrets.randbelow(10_000):04d}" for _ in range(200)]
    noise = secrets.token_bytes(20_000)
    assert kept(codes, noise) == set()
    planted = b"".join(noise[at * 90 : at * 90 + 90] + WRITINGS[writing](code) for at, code in enumerate(codes))
    assert writing in kept(codes, planted)


def test_the_key_is_what_hides_a_code(caisse: Caisse, terminal: Terminal) -> None:
    """With the key, ten thousand tries find it: so the key is not in the database (SEC-07)."""
    ask_code(terminal, terminal.visit())
    for key in (caisse.parts.keys.codes, caisse.parts.keys.subjects, caisse.parts.keys.sealing):
        assert key not in columns(caisse)


def test_e_mails_that_wait_are_sealed(caisse: Caisse, terminal: Terminal) -> None:
    sign_in(terminal, terminal.visit(), PASSWORDS["marie"])
    waiting = caisse.store.read(lambda connection: connection.execute(select(MAIL.c.sealed)).scalar_one())
    assert b"marie.dupont" not in waiting
