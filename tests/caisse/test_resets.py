"""« Mot de passe oublié ? » at the caisse: the same answer whoever asks, one link, thirty minutes, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import requests
from identifying import NOBODY, PASSWORDS, PAUL, ask_code, code_in, identified, rows, sign_in, sign_in_by_nir
from post_office import PostOffice, link_in, signed_in, text_of
from running_caisse import HORTENSE, MARIE, RENE, Terminal, problem
from sqlalchemy import select

from caisse.handlers.reset_asks import PER_PERSON, PER_TERMINAL
from caisse.handlers.robots import new_check
from caisse.store.account_schema import EMAIL_LINK, MAIL, RESET_ASK, ROBOT_CHECK
from teleservices.texts.catalogue import read

BIRTH = "19840512"
CHOSEN = "Verveine&31"
FRENCH = read("fr")


@pytest.fixture
def terminal(office: PostOffice) -> Terminal:
    return office.caisse.terminal()


def robot(office: PostOffice) -> dict[str, str]:
    """A check, and what somebody reads on its picture."""
    at = office.caisse.parts.circumstances()
    name, signs = office.caisse.store.write(lambda connection: new_check(connection, at))
    return {"id": name, "signs": signs}


def ask(
    office: PostOffice, terminal: Terminal, nir: str = MARIE, birth_date: str = BIRTH, **changes: Any
) -> requests.Response:
    asked = {"nir": nir, "birth_date": birth_date, "robot": robot(office)} | changes
    return terminal.send("POST", "/v1/password-resets", asked)


def link(office: PostOffice, terminal: Terminal) -> str:
    assert ask(office, terminal).status_code == 202
    return link_in(office.one())


def choose(office: PostOffice, path: str, password: str = CHOSEN, again: str = CHOSEN) -> requests.Response:
    return office.post(path, password=password, again=again)


def test_the_link_lets_a_new_password_be_chosen(office: PostOffice, terminal: Terminal) -> None:
    answer = ask(office, terminal)
    assert (answer.status_code, answer.json()) == (202, {"minutes": 30})
    message = office.one()
    assert (message["Subject"], message["To"]) == ("Renouveler mon mot de passe", "marie.dupont@exemple.test")
    assert "valable une fois, pendant 30 min" in text_of(message)
    page = choose(office, link_in(message))
    assert page.status_code == 200
    assert "Votre nouveau mot de passe est enregistré" in page.text
    assert office.one()["Subject"] == "Votre mot de passe a été modifié"
    assert sign_in_by_nir(terminal, MARIE, PASSWORDS["marie"]).status_code == 403
    identified(sign_in_by_nir(terminal, MARIE, CHOSEN))


def test_the_card_stands_for_the_check_against_robots(office: PostOffice, terminal: Terminal) -> None:
    visit = terminal.visit()
    path = "/v1/visits/current/password-reset"
    answer = terminal.send("POST", path, {"birth_date": BIRTH}, visit["token"])
    assert (answer.status_code, answer.json()) == (202, {"minutes": 30})
    assert choose(office, link_in(office.one())).status_code == 200


@pytest.mark.parametrize(
    ("nir", "birth_date"),
    [(NOBODY, BIRTH), (MARIE, "19840513"), (MARIE, "00000000"), (PAUL, "19900314"), (RENE, "19440101")],
    ids=["nobody", "another day", "no day", "address not confirmed", "lunar date"],
)
def test_who_cannot_be_sent_a_link_gets_the_same_answer(
    office: PostOffice, terminal: Terminal, nir: str, birth_date: str
) -> None:
    answer, good = ask(office, terminal, nir, birth_date), ask(office, terminal)
    assert (answer.status_code, answer.json()) == (good.status_code, good.json()) == (202, {"minutes": 30})
    assert set(answer.headers) == set(good.headers)
    assert office.one()["To"] == "marie.dupont@exemple.test"
    journal = [line for line in office.caisse.log if "reset_asked" in line]
    assert len({line.partition('"event"')[2] for line in journal}) == 1


def test_the_request_itself_looks_at_nobody(office: PostOffice, terminal: Terminal) -> None:
    """What it writes is the same for anybody; a chore looks afterwards."""
    for nir in (MARIE, NOBODY):
        assert ask(office, terminal, nir).status_code == 202
    assert (rows(office.caisse, MAIL), rows(office.caisse, EMAIL_LINK)) == (0, 0)
    kept = office.caisse.store.read(lambda connection: connection.execute(select(RESET_ASK)).all())
    assert len({len(bytes(row.sealed)) for row in kept}) == 1
    assert not any(MARIE[:13].encode() in bytes(row.sealed) + bytes(row.subject) for row in kept)
    office.carry()
    assert rows(office.caisse, RESET_ASK, RESET_ASK.c.sealed.is_not(None)) == 0


def test_a_lunar_birth_date_is_typed_as_registered(office: PostOffice, terminal: Terminal) -> None:
    assert ask(office, terminal, RENE, "19440000").status_code == 202
    assert office.one()["To"] == "rene.benaissa@exemple.test"


@pytest.mark.parametrize(("before", "expected"), [(timedelta(seconds=1), 200), (timedelta(0), 404)])
def test_the_link_lives_30_minutes(office: PostOffice, terminal: Terminal, before: timedelta, expected: int) -> None:
    path = link(office, terminal)
    office.caisse.clock.at += timedelta(minutes=30) - before
    assert office.get(path).status_code == expected
    assert choose(office, path).status_code == expected


def test_a_link_counts_once_and_opening_it_is_nothing(office: PostOffice, terminal: Terminal) -> None:
    path = link(office, terminal)
    assert [office.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert choose(office, path).status_code == 200
    assert choose(office, path, "Sureau=81x", "Sureau=81x").status_code == 404
    identified(sign_in_by_nir(terminal, MARIE, CHOSEN))


def test_a_new_link_revokes_the_one_before(office: PostOffice, terminal: Terminal) -> None:
    first, second = link(office, terminal), link(office, terminal)
    assert choose(office, first).status_code == 404
    assert choose(office, second).status_code == 200


def test_a_link_of_one_kind_opens_no_page_of_the_other(office: PostOffice, terminal: Terminal) -> None:
    path = link(office, terminal)
    assert office.post(path.replace("/p/", "/e/")).status_code == 404
    assert office.get(path).status_code == 200


def test_the_person_s_other_visits_end(office: PostOffice, terminal: Terminal) -> None:
    visit = signed_in(terminal)
    other = signed_in(office.caisse.terminal("borne-2"), "rene", RENE)
    office.carry()
    assert choose(office, link(office, terminal)).status_code == 200
    assert problem(terminal.attest(visit)) == "/problems/visit-over"
    assert terminal.caisse.terminal("borne-3")
    assert other["level"] == "code"


def test_a_code_provisoire_ends_with_the_old_password(office: PostOffice, terminal: Terminal) -> None:
    visit = terminal.visit()
    code = code_in(ask_code(terminal, visit))
    assert choose(office, link(office, terminal)).status_code == 200
    assert problem(sign_in(terminal, terminal.visit(), code)) == "/problems/code-spent"


@pytest.mark.parametrize(
    ("password", "again", "fault"),
    [
        ("", "", "length"),
        ("verveine&31", "verveine&31", "upper"),
        ("Verveine 31&", "Verveine 31&", "signs"),
        ("Marie-Dupont1", "Marie-Dupont1", "name"),
        ("Xk12051984+", "Xk12051984+", "birth_date"),
        (CHOSEN, "Verveine&32", "twice"),
        ("V" * 5000, "", "length"),
        ("Vé\u202e\u0000🙂", "", "signs"),
    ],
)
def test_what_cannot_be_chosen_is_said_above_and_beside_in_the_same_words(
    office: PostOffice, terminal: Terminal, password: str, again: str, fault: str
) -> None:
    path = link(office, terminal)
    page = choose(office, path, password, again)
    assert page.status_code == 422
    assert page.text.count(FRENCH.t(f"fault.password.{fault}")) == 2
    assert password == "" or password not in page.text
    assert 'aria-invalid="true"' in page.text
    assert choose(office, path).status_code == 200


def test_a_person_is_sent_a_few_links_an_hour(office: PostOffice, terminal: Terminal) -> None:
    for _ in range(PER_PERSON + 2):
        assert ask(office, terminal).status_code == 202
        office.caisse.clock.advance(seconds=1)
    assert len(office.carry()) == PER_PERSON
    office.caisse.clock.advance(hours=1)
    assert ask(office, terminal).status_code == 202
    assert len(office.carry()) == 1


def test_a_terminal_asks_for_so_many_an_hour(office: PostOffice, terminal: Terminal) -> None:
    for _ in range(PER_TERMINAL):
        assert ask(office, terminal, NOBODY).status_code == 202
    assert ask(office, terminal).status_code == 202
    assert office.carry() == []
    assert ask(office, office.caisse.terminal("borne-2")).status_code == 202
    assert len(office.carry()) == 1


@pytest.mark.parametrize("wrong", ["00000", "", "12345678", "٣٣٣٣٣"])
def test_a_robot_gets_no_further_and_may_not_try_again(office: PostOffice, terminal: Terminal, wrong: str) -> None:
    check = robot(office)
    if wrong == check["signs"]:
        wrong = "11111"
    assert problem(ask(office, terminal, robot=check | {"signs": wrong})) == "/problems/robot"
    assert problem(ask(office, terminal, robot=check)) == "/problems/robot"
    assert rows(office.caisse, RESET_ASK) == 0


def test_a_check_is_good_once_and_for_ten_minutes(office: PostOffice, terminal: Terminal) -> None:
    check = robot(office)
    assert ask(office, terminal, robot=check).status_code == 202
    assert problem(ask(office, terminal, robot=check)) == "/problems/robot"
    for life, expected in ((timedelta(minutes=10, seconds=-1), 202), (timedelta(minutes=10), 403)):
        check = robot(office)
        office.caisse.clock.at += life
        assert ask(office, terminal, robot=check).status_code == expected


def test_nothing_that_could_answer_a_check_is_kept(office: PostOffice) -> None:
    check = robot(office)
    (row,) = office.caisse.store.read(lambda connection: connection.execute(select(ROBOT_CHECK)).all())
    assert not any(check["signs"].encode() in str(value).encode() for value in (row.mac, row.expires_at))


@pytest.mark.parametrize("changes", [{"nir": "284058832102599"}, {"birth_date": "1984"}, {"birth_date": "1984051é"}])
def test_what_cannot_be_read_is_refused(office: PostOffice, terminal: Terminal, changes: dict[str, str]) -> None:
    assert problem(ask(office, terminal, **changes)) == "/problems/malformed"


def test_names_are_never_markup(office: PostOffice, terminal: Terminal) -> None:
    assert ask(office, terminal, HORTENSE, "19501224").status_code == 202
    for message in office.carry():
        page = choose(office, link_in(message), "Hortense<B>1", "x")
        assert "<B>" not in page.text
