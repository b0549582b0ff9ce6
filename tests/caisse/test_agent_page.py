"""The counter: an agent signs in, finds a person, checks who it is, issues one code; nothing of it leaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import requests
from identifying import NOBODY, ask_code, code_in, identified, rows, sign_in
from running_caisse import HORTENSE, JOSEPH, MARIE, Caisse, Clock, demo_settings

from caisse.handlers import agents
from caisse.handlers.hashing import HASHER
from caisse.settings import Settings
from caisse.sms.gateway import Accepted, Handed
from caisse.store.account_schema import AGENT_SESSION, CODE_PROVISOIRE
from caisse.store.store import Store
from teleservices.wire.codes import SmsToSend

SECRET = "Guichet+2026"
HASH = HASHER.hash(SECRET)


class Gateway:
    def __init__(self) -> None:
        self.sent: list[SmsToSend] = []

    def send(self, message: SmsToSend) -> Handed:
        self.sent.append(message)
        return Accepted()


@dataclass
class Counter:
    """A browser at the counter, which shows its cookie although the tests speak plain HTTP."""

    caisse: Caisse
    cookie: str = ""
    mark: str = ""

    def post(self, path: str, **form: str) -> requests.Response:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        form = {"mark": self.mark} | form
        return requests.post(self.caisse.url + path, data=form, headers=headers, timeout=30, allow_redirects=False)

    def get(self) -> requests.Response:
        return requests.get(self.caisse.url + "/agent", headers={"Cookie": self.cookie}, timeout=30)

    def sign_in(self, name: str = "claire", password: str = SECRET) -> requests.Response:
        answer = self.post("/agent/sign-in", name=name, password=password)
        if answer.status_code == 303:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            found = re.search(r'name="mark" value="(\w+)"', self.get().text)
            assert found is not None
            self.mark = found[1]
        return answer

    def issue(self, nir: str = MARIE, way: str = "hand", identity: str = "checked") -> requests.Response:
        return self.post("/agent/code", nir=nir, way=way, identity=identity)


@pytest.fixture
def counter(caisse: Caisse) -> Counter:
    caisse.store.write(lambda connection: agents.add(connection, "claire", HASH, caisse.clock()))
    made = Counter(caisse)
    assert made.sign_in().status_code == 303
    caisse.log.clear()
    return made


@pytest.fixture
def gateway_counter(store: Store) -> Iterator[tuple[Counter, Gateway]]:
    gateway = Gateway()
    caisse = Caisse(store, settings_of(), Clock(), gateway=gateway)
    store.write(lambda connection: agents.add(connection, "claire", HASH, caisse.clock()))
    made = Counter(caisse)
    made.sign_in()
    yield made, gateway
    caisse.stop()


def settings_of() -> Settings:
    return demo_settings()


def shown_code(page: requests.Response) -> str:
    found = re.search(r'<p class="code">([0-9]{4})</p>', page.text)
    assert found is not None, page.text
    return found[1]


def test_a_code_by_hand_opens_the_visit_of_that_card(counter: Counter) -> None:
    page = counter.issue()
    assert page.status_code == 200
    assert "23\u00a0novembre\u00a02026 à 13\u00a0h\u00a000" in page.text
    terminal = counter.caisse.terminal()
    visit = identified(sign_in(terminal, terminal.visit(), shown_code(page)))
    assert visit["account"]["must_choose"] == "provisional"


def test_one_live_code_whatever_the_way(counter: Counter) -> None:
    terminal = counter.caisse.terminal()
    visit = terminal.visit()
    by_sms = code_in(ask_code(terminal, visit))
    by_hand = shown_code(counter.issue())
    assert rows(counter.caisse, CODE_PROVISOIRE) == 1
    if by_sms != by_hand:
        assert sign_in(terminal, visit, by_sms).status_code == 403
    identified(sign_in(terminal, visit, by_hand))


def test_by_sms_through_the_gateway_to_the_number_on_file(gateway_counter: tuple[Counter, Gateway]) -> None:
    counter, gateway = gateway_counter
    assert "Envoyer un code par SMS" in counter.post("/agent/person", nir=MARIE).text
    page = counter.issue(way="sms")
    assert page.status_code == 200
    assert "06\u00a0**\u00a0**\u00a0**\u00a001" in page.text
    (message,) = gateway.sent
    assert message.number == "+33639980001"
    code = re.findall(r"\b[0-9]{4}\b", message.text)[0]
    assert code not in page.text
    assert code not in str(counter.caisse.log)


def test_the_limits_are_told_in_clear_words(gateway_counter: tuple[Counter, Gateway]) -> None:
    counter, gateway = gateway_counter
    for _ in range(3):
        assert counter.issue(way="sms").status_code == 200
        counter.caisse.clock.advance(minutes=11)
    refused = counter.issue(way="sms")
    assert refused.status_code == 409
    assert "Trop de codes ou d’essais pour cette personne. Recommencez après le" in refused.text
    assert len(gateway.sent) == 3


def test_without_a_gateway_only_by_hand_is_offered(counter: Counter) -> None:
    page = counter.post("/agent/person", nir=MARIE)
    assert "Envoyer un code par SMS" not in page.text
    assert "Ici, le SMS se demande à la borne" in page.text
    assert counter.issue(way="sms").status_code == 409


def test_the_identity_must_have_been_checked(counter: Counter) -> None:
    page = counter.issue(identity="")
    assert page.status_code == 422
    assert page.text.count("Vérifiez la pièce d’identité, puis cochez la case.") == 2
    assert rows(counter.caisse, CODE_PROVISOIRE) == 0


def test_the_person_is_shown_with_a_masked_number(counter: Counter) -> None:
    page = counter.post("/agent/person", nir="2 84 05 88 321 025")
    for shown in ("DUPONT", "MARIE", "12/05/1984", "06\u00a0**\u00a0**\u00a0**\u00a001"):
        assert shown in page.text
    assert "39980001" not in page.text.replace("\u00a0", "")


@pytest.mark.parametrize(
    ("nir", "told"),
    [(NOBODY, "Aucune personne assurée"), ("12", "13 chiffres"), (JOSEPH, "Mutualité sociale agricole")],
)
def test_who_cannot_be_found_is_told(counter: Counter, nir: str, told: str) -> None:
    page = counter.post("/agent/person", nir=nir)
    assert page.status_code == 422
    assert page.text.replace("\u00a0", " ").count(told) == 2


def test_names_are_never_markup(counter: Counter) -> None:
    page = counter.post("/agent/person", nir=HORTENSE)
    assert "&lt;B&gt;" in page.text
    assert "<B>" not in page.text


def test_every_act_is_written_down_without_the_person(counter: Counter) -> None:
    counter.post("/agent/person", nir=MARIE)
    code = shown_code(counter.issue())
    journal = "\n".join(counter.caisse.log)
    assert '"event": "agent.searched", "agent": "claire", "found": true' in journal
    assert '"event": "agent.code_issued", "agent": "claire", "way": "hand"' in journal
    for hidden in (MARIE[:13], "DUPONT", "MARIE", code, SECRET, counter.cookie.partition("=")[2]):
        assert hidden not in journal


def test_the_cookie_is_for_this_caisse_and_no_script(caisse: Caisse) -> None:
    caisse.store.write(lambda connection: agents.add(connection, "claire", HASH, caisse.clock()))
    given = Counter(caisse).sign_in().headers["Set-Cookie"]
    assert given.startswith("__Host-agent=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(given.split("; "))


@pytest.mark.parametrize(("minutes", "expected"), [(14.9, 200), (15, 403)])
def test_a_session_ends_after_a_quarter_of_an_hour_of_nothing(counter: Counter, minutes: float, expected: int) -> None:
    for _ in range(3):
        counter.caisse.clock.advance(minutes=10)
        assert counter.post("/agent/person", nir=MARIE).status_code == 200
    counter.caisse.clock.advance(minutes=minutes)
    assert counter.issue().status_code == expected


def test_who_leaves_is_out(counter: Counter) -> None:
    assert counter.post("/agent/leave").status_code == 303
    assert counter.issue().status_code == 403
    assert rows(counter.caisse, AGENT_SESSION) == 0


def test_who_is_revoked_is_out_at_once(counter: Counter) -> None:
    caisse = counter.caisse
    assert caisse.store.write(lambda connection: agents.revoke(connection, "claire", caisse.clock()))
    assert counter.issue().status_code == 403
    assert counter.sign_in().status_code == 403


@pytest.mark.parametrize("mark", ["", "0" * 32, "é"])
def test_a_form_made_elsewhere_does_nothing(counter: Counter, mark: str) -> None:
    assert replace(counter, mark=mark).issue().status_code == 403
    assert rows(counter.caisse, CODE_PROVISOIRE) == 0


def test_no_session_no_page(caisse: Caisse) -> None:
    stranger = Counter(caisse, cookie="__Host-agent=" + "A" * 43)
    for page in (stranger.issue(), stranger.post("/agent/person", nir=MARIE), stranger.get()):
        assert "Ouvrir ma session" in page.text
        assert "DUPONT" not in page.text


def test_wrong_passwords_are_neutral_counted_and_locked(counter: Counter) -> None:
    stranger = Counter(counter.caisse)
    for name in ("claire", "personne", "per\0sonne"):
        answers = [stranger.sign_in(name, "wrong") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [403] * 5 + [429]
        assert "Le nom ou le mot de passe ne correspond pas." in answers[0].text
        assert "Trop d’essais. Recommencez après le" in answers[5].text
    assert stranger.sign_in().status_code == 429
    assert "personne" not in str(counter.caisse.log)
