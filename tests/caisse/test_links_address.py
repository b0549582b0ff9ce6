"""A new e-mail address: asked for at the terminal, in force once its link is followed, one account's alone."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import requests
from identifying import ODILE, PASSWORDS, PAUL, ask_code, code_in, identified, rows, sign_in
from post_office import NEW, PostOffice, change_email, link_in, signed_in, text_of
from running_caisse import MARIE, RENE, Terminal, problem
from sqlalchemy import select

from caisse.store.account_schema import EMAIL_CLAIM, EMAIL_LINK

OLD = "marie.dupont@exemple.test"


@pytest.fixture
def terminal(office: PostOffice) -> Terminal:
    return office.caisse.terminal()


def in_force(office: PostOffice, nir: str = MARIE) -> str:
    address = office.account(nir).email
    assert address is not None
    return address.text


def ask(office: PostOffice, terminal: Terminal, address: str = NEW, who: str = "marie", nir: str = MARIE) -> str:
    """The path of the link that leaves."""
    visit = signed_in(terminal, who, nir)
    assert change_email(terminal, visit, address, PASSWORDS[who]).status_code == 200
    (message,) = [one for one in office.carry() if one["Subject"] == "Confirmez votre adresse e-mail"]
    assert message["To"] == address.lower()
    return link_in(message)


def test_the_old_address_stays_in_force_until_the_link_is_followed(office: PostOffice, terminal: Terminal) -> None:
    visit = signed_in(terminal)
    answer = change_email(terminal, visit)
    assert answer.status_code == 200
    account = answer.json()["account"]
    assert (account["email"], account["address"], account["pending"]) == (
        "confirmed",
        "m•••@e•••.test",
        "m•••@e•••.test",
    )
    assert in_force(office) == OLD
    link, told = sorted(office.carry(), key=lambda message: str(message["Subject"]))
    assert (told["Subject"], told["To"]) == ("Connexion à votre compte", OLD)
    assert "valable une fois, pendant 48 h" in text_of(link)
    page = office.post(link_in(link))
    assert page.status_code == 200
    assert "Votre adresse e-mail est confirmée" in page.text
    assert in_force(office) == NEW
    assert office.account().pending_email is None
    changed = office.carry()
    assert {one["Subject"] for one in changed} == {"Votre adresse e-mail a été modifiée"}
    assert sorted(one["To"] for one in changed) == [OLD, NEW]


def test_opening_the_link_changes_nothing_however_often(office: PostOffice, terminal: Terminal) -> None:
    path = ask(office, terminal)
    for _ in range(3):
        page = office.get(path)
        assert page.status_code == 200
        assert "m•••@e•••.test" in page.text
        assert NEW not in page.text
    assert in_force(office) == OLD
    assert office.post(path).status_code == 200


def test_a_link_counts_once(office: PostOffice, terminal: Terminal) -> None:
    path = ask(office, terminal)
    assert office.post(path).status_code == 200
    for page in (office.post(path), office.get(path)):
        assert page.status_code == 404
        assert "Ce lien n’est plus valable" in page.text


@pytest.mark.parametrize(("before", "expected"), [(timedelta(seconds=1), 200), (timedelta(0), 404)])
def test_a_link_lives_48_hours(office: PostOffice, terminal: Terminal, before: timedelta, expected: int) -> None:
    path = ask(office, terminal)
    office.caisse.clock.at += timedelta(hours=48) - before
    assert office.get(path).status_code == expected
    assert office.post(path).status_code == expected


def test_a_new_link_revokes_the_one_before(office: PostOffice, terminal: Terminal) -> None:
    first = ask(office, terminal)
    second = ask(office, terminal, "marie.autre@exemple.test")
    assert office.post(first).status_code == 404
    assert office.post(second).status_code == 200
    assert in_force(office) == "marie.autre@exemple.test"


def test_the_same_address_again_sends_the_link_again(office: PostOffice, terminal: Terminal) -> None:
    first, second = ask(office, terminal), ask(office, terminal)
    assert office.get(first).status_code == 404
    assert office.post(second).status_code == 200


def test_the_confirmed_address_again_takes_the_pending_one_back(office: PostOffice, terminal: Terminal) -> None:
    path = ask(office, terminal)
    visit = signed_in(terminal)
    office.carry()
    assert change_email(terminal, visit, OLD.upper()).json()["account"]["pending"] == ""
    assert office.carry() == []
    assert office.get(path).status_code == 404


def test_a_confirmed_address_is_nobody_else_s(office: PostOffice, terminal: Terminal) -> None:
    visit = signed_in(terminal)
    answer = change_email(terminal, visit, "Rene.Benaissa@exemple.test")
    assert problem(answer) == "/problems/email-in-use"
    assert answer.status_code == 409
    assert office.account().pending_email is None


def test_whoever_confirms_first_has_it(office: PostOffice, terminal: Terminal) -> None:
    marie, rene = ask(office, terminal), ask(office, terminal, who="rene", nir=RENE)
    assert office.post(rene).status_code == 200
    page = office.post(marie)
    assert (page.status_code, "Cette adresse sert déjà à un autre compte" in page.text) == (409, True)
    assert (in_force(office, RENE), in_force(office)) == (NEW, OLD)
    assert office.account().pending_email is None


def test_two_at_the_same_instant(office: PostOffice, terminal: Terminal) -> None:
    paths = [ask(office, terminal), ask(office, terminal, who="rene", nir=RENE)]
    answers: list[int] = []
    together = threading.Barrier(2)

    def follow(path: str) -> None:
        together.wait()
        answers.append(office.post(path).status_code)

    threads = [threading.Thread(target=follow, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]
    claims = select(EMAIL_CLAIM.c.insured_id).where(EMAIL_CLAIM.c.email == NEW)
    assert len(office.caisse.store.read(lambda connection: connection.execute(claims).all())) == 1


def test_a_given_up_address_can_be_another_s(office: PostOffice, terminal: Terminal) -> None:
    assert office.post(ask(office, terminal)).status_code == 200
    assert office.post(ask(office, terminal, OLD, "rene", RENE)).status_code == 200
    assert (in_force(office), in_force(office, RENE)) == (NEW, OLD)


def test_an_unconfirmed_address_is_confirmed_by_its_link(office: PostOffice, terminal: Terminal) -> None:
    assert signed_in(terminal, "paul", PAUL)["account"]["email"] == "unconfirmed"
    assert office.carry() == []
    assert office.post(ask(office, terminal, "paul.moreau@exemple.test", "paul", PAUL)).status_code == 200
    assert signed_in(terminal, "paul", PAUL)["account"]["email"] == "confirmed"
    assert [one["To"] for one in office.carry()] == ["paul.moreau@exemple.test"] * 2


def test_who_came_in_by_a_code_signs_in_again_first(office: PostOffice, terminal: Terminal) -> None:
    visit = terminal.visit()
    raised = identified(sign_in(terminal, visit, code_in(ask_code(terminal, visit))))
    chosen = terminal.send("POST", "/v1/passwords", {"password": "Verveine&31", "current": None}, raised["token"])
    assert problem(change_email(terminal, identified(chosen), password="Verveine&31")) == "/problems/sign-in-again"
    assert rows(office.caisse, EMAIL_LINK) == 0


def test_the_password_is_asked_again_and_counted_like_a_sign_in(office: PostOffice, terminal: Terminal) -> None:
    visit = signed_in(terminal)
    for left in (4, 3, 2, 1, 0):
        refused = change_email(terminal, visit, password="Tilleul-85")
        assert (problem_of(refused), refused.json()["tries_left"]) == ("/problems/credentials", left)
    assert problem_of(change_email(terminal, visit)) == "/problems/locked"
    assert problem_of(sign_in(terminal, terminal.visit(), PASSWORDS["marie"])) == "/problems/locked"
    assert rows(office.caisse, EMAIL_LINK) == 0


def problem_of(answer: requests.Response) -> str:
    return str(answer.json()["type"])


@pytest.mark.parametrize(
    "address", ["", "marie", "marie@", "m@e\r\nBcc: x@y.fr", "<b>@exemple.fr", "x" * 200 + "@y.fr"]
)
def test_what_is_no_address_is_refused_before_anything_is_counted(
    office: PostOffice, terminal: Terminal, address: str
) -> None:
    visit = signed_in(terminal)
    assert problem(change_email(terminal, visit, address, "wrong")) == "/problems/email"
    assert "tries_left" not in change_email(terminal, visit, address, "wrong").json()


def test_a_shared_address_is_replaced_by_one_s_own(office: PostOffice, terminal: Terminal) -> None:
    visit = signed_in(terminal, "odile", ODILE)
    assert visit["account"]["email"] == "shared"
    assert office.post(ask(office, terminal, "odile@exemple.test", "odile", ODILE)).status_code == 200
    assert signed_in(terminal, "odile", ODILE)["account"]["email"] == "confirmed"
