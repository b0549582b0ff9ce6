"""The technicians' page: signing in, the answer for a terminal without a link, and what is put down of it."""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass, replace

import pytest
import requests
from running_caisse import Caisse, Terminal
from sqlalchemy import Connection, func, insert, select
from technicians_at_work import CODE, hired

from caisse.handlers import technicians, terminals
from caisse.handlers.trail import Line, trail
from caisse.store.maintenance_schema import DEED, TECHNICIAN_SESSION
from caisse.store.schema import METADATA
from teleservices.wire.maintenance import Way, answer_to

CHALLENGE = "40718823"


@dataclass
class Telephone:
    """A technician's browser, which shows its cookie although the tests speak plain HTTP."""

    caisse: Caisse
    number: str
    cookie: str = ""
    mark: str = ""

    def post(self, path: str, **form: str) -> requests.Response:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        form = {"mark": self.mark} | form
        return requests.post(self.caisse.url + path, data=form, headers=headers, timeout=30, allow_redirects=False)

    def get(self, path: str = "/technician", **query: str) -> requests.Response:
        return requests.get(self.caisse.url + path, params=query, headers={"Cookie": self.cookie}, timeout=30)

    def sign_in(self, number: str | None = None, code: str = CODE) -> requests.Response:
        answer = self.post("/technician/sign-in", number=number or self.number, code=code)
        if answer.status_code == 303:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            found = re.search(r'name="mark" value="(\w+)"', self.get().text)
            assert found is not None
            self.mark = found[1]
        return answer

    def ask(self, terminal: str = "borne-7", challenge: str = CHALLENGE) -> requests.Response:
        return self.post("/technician/answer", terminal=terminal, challenge=challenge)


@pytest.fixture
def telephone(caisse: Caisse) -> Telephone:
    made = Telephone(caisse, hired(caisse))
    assert made.sign_in().status_code == 303
    caisse.log.clear()
    return made


def enrolled(caisse: Caisse, name: str = "borne-7") -> bytes:
    """Enrol a terminal; gives its secret for maintenance."""
    token = secrets.token_urlsafe()
    caisse.store.write(lambda connection: terminals.add(connection, name, token, caisse.clock()))
    asked = {"token": token, "public_key": Terminal(caisse, name).public_key}
    return base64.b64decode(caisse.post("/v1/enrolments", asked).json()["maintenance_secret"], validate=True)


def shown(page: requests.Response) -> str:
    found = re.search(r'<span aria-hidden="true">([0-9]{4}) ([0-9]{4})</span>', page.text)
    assert found is not None, page.text
    return found[1] + found[2]


def dump(caisse: Caisse) -> str:
    """Everything that the database holds."""

    def every(connection: Connection) -> str:
        return "\n".join(
            value.hex() if isinstance(value, bytes) else str(value)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
            for value in row
        )

    return caisse.store.read(every)


def test_the_answer_is_the_one_that_the_terminal_expects(telephone: Telephone) -> None:
    secret = enrolled(telephone.caisse)
    page = telephone.ask(" Borne-7 ", "4071 8823")
    assert page.status_code == 200
    assert shown(page) == answer_to(CHALLENGE, telephone.number, secret)
    assert " ".join(shown(page)) in page.text
    assert "Valable pour un seul essai, 10 minutes." in page.text.replace("\u00a0", " ")


def test_another_enrolment_has_another_answer(telephone: Telephone) -> None:
    first, second = enrolled(telephone.caisse), enrolled(telephone.caisse)
    assert (len(first), len(second), first == second) == (32, 32, False)
    assert shown(telephone.ask()) == answer_to(CHALLENGE, telephone.number, second)


def test_two_terminals_and_two_technicians_have_answers_of_their_own(telephone: Telephone) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    enrolled(caisse, "borne-8")
    other = Telephone(caisse, hired(caisse, "camille"))
    other.sign_in()
    answers = {shown(telephone.ask()), shown(telephone.ask("borne-8")), shown(other.ask())}
    assert len(answers) == 3


def test_an_answer_is_put_down_and_logged_without_the_answer(telephone: Telephone) -> None:
    caisse = telephone.caisse
    secret = enrolled(caisse)
    answer = shown(telephone.ask())
    (line,) = caisse.store.read(trail)
    assert line == Line("borne-7", "answer-given", Way.OFFLINE, telephone.number, "done", caisse.clock(), unsure=False)
    journal = "\n".join(caisse.log)
    assert '"event": "technician.answered", "technician": "dominique", "terminal": "borne-7"' in journal
    kept = dump(caisse)
    for hidden in (answer, CHALLENGE, CODE, telephone.cookie.partition("=")[2]):
        assert hidden not in journal
        assert hidden not in kept
    assert secret.hex() not in kept
    assert base64.b64encode(secret).decode() not in kept + journal


@pytest.mark.parametrize("name", ["borne-0", "Borne 7", "", "é", "x" * 64, "<b>borne</b>"])
def test_a_terminal_that_is_none_has_no_answer(telephone: Telephone, name: str) -> None:
    enrolled(telephone.caisse)
    page = telephone.ask(name)
    assert page.status_code == 422
    assert page.text.count("Aucune borne en service ne porte ce nom.") == 2
    assert "<b>" not in page.text
    assert telephone.caisse.store.read(trail) == ()


def test_a_revoked_terminal_has_no_answer(telephone: Telephone) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    caisse.store.write(lambda connection: terminals.revoke(connection, "borne-7", caisse.clock()))
    assert telephone.ask().status_code == 422
    assert '"event": "technician.unanswered"' in "\n".join(caisse.log)


def test_a_terminal_not_enrolled_yet_has_no_answer(telephone: Telephone) -> None:
    caisse = telephone.caisse
    caisse.store.write(lambda connection: terminals.add(connection, "borne-9", "token", caisse.clock()))
    assert telephone.ask("borne-9").status_code == 422


@pytest.mark.parametrize("challenge", ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
def test_a_challenge_has_eight_digits(telephone: Telephone, challenge: str) -> None:
    enrolled(telephone.caisse)
    page = telephone.ask(challenge=challenge)
    assert page.status_code == 422
    assert page.text.count("Le défi compte 8\u00a0chiffres.") == 2
    assert 'value="borne-7"' in page.text


def test_twenty_answers_an_hour_and_no_more(telephone: Telephone) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    for _ in range(20):
        assert telephone.ask().status_code == 200
        caisse.clock.advance(minutes=1)
    refused = telephone.ask()
    assert refused.status_code == 429
    told = refused.text.replace("\u00a0", " ")
    assert "Trop de réponses demandées en une heure. Recommencez après le 21 novembre 2026 à 14 h 00." in told
    other = Telephone(caisse, hired(caisse, "camille"))
    other.sign_in()
    assert other.ask().status_code == 200
    for _ in range(4):
        caisse.clock.advance(minutes=10)
        telephone.get()
    assert telephone.ask().status_code == 200
    assert telephone.ask().status_code == 429


@pytest.mark.parametrize("mark", ["", "0" * 32, "é"])
def test_a_form_made_elsewhere_does_nothing(telephone: Telephone, mark: str) -> None:
    enrolled(telephone.caisse)
    assert replace(telephone, mark=mark).ask().status_code == 403
    assert telephone.caisse.store.read(trail) == ()


def test_no_session_no_page(caisse: Caisse) -> None:
    enrolled(caisse)
    stranger = Telephone(caisse, "000000", cookie="__Host-technician=" + "A" * 43)
    for page in (stranger.ask(), stranger.get(), stranger.get("/technician/trail", terminal="borne-7")):
        assert "Espace des techniciens" in page.text
        assert "Maintenance d’une borne" not in page.text


def test_an_agent_s_session_opens_nothing_here(telephone: Telephone) -> None:
    agent = replace(telephone, cookie=telephone.cookie.replace("__Host-technician", "__Host-agent"))
    assert agent.ask().status_code == 403
    assert "Espace des agents" in agent.get("/agent").text


def test_the_cookie_is_for_this_caisse_and_no_script(caisse: Caisse) -> None:
    given = Telephone(caisse, hired(caisse)).sign_in().headers["Set-Cookie"]
    assert given.startswith("__Host-technician=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(given.split("; "))


@pytest.mark.parametrize(("minutes", "expected"), [(14.9, 200), (15, 403)])
def test_a_session_ends_after_a_quarter_of_an_hour_of_nothing(
    telephone: Telephone, minutes: float, expected: int
) -> None:
    enrolled(telephone.caisse)
    for _ in range(3):
        telephone.caisse.clock.advance(minutes=10)
        assert telephone.ask().status_code == 200
    telephone.caisse.clock.advance(minutes=minutes)
    assert telephone.ask().status_code == expected


def test_who_leaves_is_out(telephone: Telephone) -> None:
    enrolled(telephone.caisse)
    assert telephone.post("/technician/leave").status_code == 303
    assert telephone.ask().status_code == 403
    count = select(func.count()).select_from(TECHNICIAN_SESSION)
    assert telephone.caisse.store.read(lambda connection: connection.execute(count).scalar_one()) == 0


@pytest.mark.parametrize("how", ["revoked", "given another code"])
def test_who_is_revoked_or_given_another_code_is_out_at_once(telephone: Telephone, how: str) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    if how == "revoked":
        assert caisse.store.write(lambda connection: technicians.revoke(connection, "dominique", caisse.clock()))
    else:
        hired(caisse)
    assert telephone.ask().status_code == 403


def test_wrong_codes_are_neutral_counted_and_locked(telephone: Telephone) -> None:
    stranger = Telephone(telephone.caisse, telephone.number)
    for number in (telephone.number, "999999", "abc", "1\0\ud7ff"):
        answers = [stranger.sign_in(number, "wrong") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [403] * 5 + [429]
        assert "Le numéro ou le code ne correspond pas." in answers[0].text
        assert "Trop d’essais. Recommencez après le" in answers[5].text
    assert stranger.sign_in().status_code == 429
    assert "999999" not in str(telephone.caisse.log)


def test_number_and_code_may_be_typed_in_groups(telephone: Telephone) -> None:
    number = telephone.number
    assert telephone.sign_in(f"{number[:3]} {number[3:]}", f" {CODE[:4]} {CODE[4:]}").status_code == 303


def test_what_was_done_at_a_terminal_is_shown(telephone: Telephone) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    telephone.ask()
    page = telephone.get("/technician/trail", terminal="borne-7")
    told = page.text.replace("\u00a0", " ")
    assert "Réponse à un défi donnée par la caisse" in told
    assert "21 novembre 2026 à 13 h 00" in told
    assert "dominique, sans liaison" in told
    assert '"event": "technician.read", "technician": "dominique", "terminal": "borne-7"' in "\n".join(caisse.log)


def test_the_page_shows_the_fifty_latest(telephone: Telephone) -> None:
    caisse = telephone.caisse
    enrolled(caisse)
    row = {"terminal": "borne-7", "way": "shell", "technician": "root", "unsure": True, "outcome": "no-paper"}
    deeds = [row | {"id": f"{n:032}", "deed": "ticket-tested", "done_at": caisse.clock()} for n in range(60)]
    caisse.store.write(lambda connection: connection.execute(insert(DEED), deeds))
    told = telephone.get("/technician/trail", terminal="borne-7").text.replace("\u00a0", " ")
    assert told.count("Essai d’impression : no-paper") == 50
    assert told.count("root, par la console") == 50
    assert told.count("(heure incertaine)") == 50


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("borne-7", "Aucune action depuis un an."),
        ("borne-<b>", "Aucune borne ne porte ce nom."),
        ("\0", "Aucune borne ne porte ce nom."),
    ],
)
def test_a_trail_that_is_empty_or_of_no_terminal(telephone: Telephone, name: str, told: str) -> None:
    enrolled(telephone.caisse)
    page = telephone.get("/technician/trail", terminal=name)
    assert told in page.text
    assert "<b>" not in page.text
