"""What an account shows: its own data, the newest first, and nothing to whoever stands elsewhere."""

from __future__ import annotations

from datetime import timedelta

from declaring import declare, marie, person_id, shown
from identifying import PASSWORDS, THEO, ask_code, choose, code_in, identified, sign_in
from running_caisse import NOON, RENE, Caisse, Terminal, problem
from sqlalchemy import update

from caisse.store.account_schema import ACCOUNT

WHAT = ("information", "requests", "messages")


def rene(terminal: Terminal) -> dict[str, object]:
    return identified(sign_in(terminal, terminal.visit(RENE), PASSWORDS["rene"]))


def test_mes_informations(terminal: Terminal) -> None:
    found = terminal.send("GET", "/v1/information", token=marie(terminal)["token"]).json()
    assert found == {
        "caisse": "Caisse primaire d’assurance maladie du Val-Tilleul",
        "regime": "Régime général",
        "rights_end": None,
        "email": "m•••@e•••.test",
        "mobile": "06 ** ** ** 01".replace(" ", "\u00a0"),
        "people": [
            {
                "name": name,
                "insured": insured,
                "address": ["Appartement 12", "8 allée des Noisetiers", "00100 VAL-TILLEUL"],
                "address_since": None,
            }
            for name, insured in (("MARIE DUPONT", True), ("ZOÉ DUPONT", False), ("GAËTAN DUPONT", False))
        ],
    }


def test_somebody_without_a_mobile_sees_none(terminal: Terminal) -> None:
    found = terminal.send("GET", "/v1/information", token=str(rene(terminal)["token"])).json()
    assert (found["mobile"], len(found["people"])) == ("", 1)


def test_nobody_sees_what_somebody_else_declared(caisse: Caisse, terminal: Terminal) -> None:
    declare(caisse)
    found = shown(terminal, rene(terminal))
    assert (found.requests, found.messages) == ([], [])
    assert found.addresses == [["3 place du Marché-aux-Grains", "00100 VAL-TILLEUL"]]
    assert found.since == [None]


def test_the_newest_comes_first_and_fifty_at_most(caisse: Caisse, terminal: Terminal) -> None:
    signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    references = [f"AAAAAAAA{signs[number // 32]}{signs[number % 32]}" for number in range(53)]
    for number, reference in enumerate(references):
        caisse.clock.at = NOON + timedelta(minutes=number)
        declare(caisse, caisse.clock.at, reference=reference, card=None)
    found = shown(terminal)
    assert [one["reference"] for one in found.requests] == references[:2:-1]
    assert len(found.messages) == 50
    assert found.messages == sorted(found.messages, key=lambda one: one["sent_at"], reverse=True)
    assert len({one["id"] for one in found.messages}) == 50


def test_a_card_alone_sees_nothing(terminal: Terminal) -> None:
    visit = terminal.visit()
    answers = [terminal.send("GET", f"/v1/{what}", token=visit["token"]) for what in WHAT]
    assert [problem(answer) for answer in answers] == ["/problems/level"] * 3


def test_nor_does_another_terminal(caisse: Caisse, terminal: Terminal) -> None:
    visit, other = marie(terminal), caisse.terminal("borne-2")
    answers = [other.send("GET", f"/v1/{what}", token=visit["token"]) for what in WHAT]
    assert [problem(answer) for answer in answers] == ["/problems/visit-over"] * 3


def test_somebody_without_an_address_on_file_has_none(caisse: Caisse, terminal: Terminal) -> None:
    """Théo has not even an account: he came with a code and chose a password."""
    visit = terminal.visit(THEO)
    by_code = identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    identified(choose(terminal, by_code, "Sureau=84x"))
    assert problem(terminal.send("GET", "/v1/information", token=visit["token"])) == "/problems/email-first"
    given = update(ACCOUNT).where(ACCOUNT.c.insured_id == person_id(THEO)).values(pending_email="theo@exemple.test")
    caisse.store.write(lambda connection: connection.execute(given))
    assert shown(terminal, visit).addresses == [[]]
