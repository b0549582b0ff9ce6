"""Who proves who they are gets level `code`, and nobody else; nothing tells a stranger from somebody known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from identifying import (
    LEGACY,
    NADIA,
    NOBODY,
    ODILE,
    PASSWORDS,
    PAUL,
    THEO,
    choose,
    identified,
    offer,
    rows,
    sign_in,
    sign_in_by_nir,
)
from running_caisse import AGNES, JOSEPH, KARIM, MARIE, RENE, Caisse, Terminal, problem, product_settings
from sqlalchemy import Engine, event

from caisse.settings import Settings
from caisse.store.account_schema import SIGN_IN_FAILURE
from caisse.store.schema import VISIT

GOOD = PASSWORDS["marie"]


def test_the_password_raises_the_same_token_until_it_would_have_expired(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    caisse.clock.advance(minutes=5)
    raised = identified(sign_in(terminal, visit, GOOD))
    assert raised["token"] == visit["token"]
    assert (visit["expires_in_s"], raised["expires_in_s"]) == (1200, 900)
    assert raised["account"].pop("grant")
    assert raised["account"] == {
        "must_choose": None,
        "by_code": False,
        "email": "confirmed",
        "address": "m•••@e•••.test",
        "pending": "",
    }
    assert visit["account"] is None
    assert len(raised["beneficiaries"]) == 3


def test_at_the_product_s_default_signing_in_opens_the_attestation(serve: Callable[[Settings], Caisse]) -> None:
    caisse = serve(product_settings())
    terminal = caisse.terminal()
    visit = terminal.visit()
    assert problem(terminal.attest(visit)) == "/problems/level"
    raised = identified(sign_in(terminal, visit, GOOD))
    assert offer(raised, "rights_attestation") is None
    assert terminal.attest(raised, 1, "ald").status_code == 201


@pytest.mark.parametrize("typed", ["tilleul-84", "Tilleul-84 ", " Tilleul-84", "Tilleul-8", "Tilleul-844", "", "\0"])
def test_a_password_is_compared_exactly_as_typed(terminal: Terminal, typed: str) -> None:
    answer = sign_in(terminal, terminal.visit(), typed)
    assert problem(answer) == "/problems/credentials"
    assert answer.json()["tries_left"] == 4


def test_the_nir_and_the_password_open_a_visit_without_a_card(caisse: Caisse, terminal: Terminal) -> None:
    opened = identified(sign_in_by_nir(terminal, MARIE[:13], GOOD))
    assert opened["expires_in_s"] == 1200
    assert opened["code_by_sms"] is None
    assert terminal.attest(opened).status_code == 201
    assert terminal.close(opened).status_code == 204
    assert rows(caisse, VISIT) == 0


def test_a_lost_card_does_not_close_the_way_by_nir(terminal: Terminal) -> None:
    """Somebody whose card is lost must be able to say so."""
    opened = identified(sign_in_by_nir(terminal, AGNES, "Glycine<77"))
    assert terminal.attest(opened).status_code == 201


@pytest.mark.parametrize("nir", ["284058832102533", "2840588321", "", "28405883210AB"])
def test_what_is_no_nir_is_not_tried(caisse: Caisse, terminal: Terminal, nir: str) -> None:
    assert problem(sign_in_by_nir(terminal, nir, GOOD)) == "/problems/malformed"
    assert rows(caisse, SIGN_IN_FAILURE) == 0


def test_another_regime_is_told_to_the_right_password_only(terminal: Terminal) -> None:
    assert problem(sign_in_by_nir(terminal, JOSEPH, "Platane$6")) == "/problems/credentials"
    answer = sign_in_by_nir(terminal, JOSEPH, "Platane$62")
    assert problem(answer) == "/problems/other-regime"
    assert answer.json()["regime"] == "Mutualité sociale agricole (MSA)"


def test_a_legacy_code_opens_and_must_be_replaced(terminal: Terminal) -> None:
    raised = identified(sign_in(terminal, terminal.visit(NADIA), LEGACY))
    assert raised["account"]["must_choose"] == "legacy"
    assert raised["account"]["by_code"] is False
    assert [one["initial"] for one in raised["beneficiaries"]] == ["K"] * 7  # the demo shows the family at `card`
    assert offer(identified(sign_in_by_nir(terminal, NADIA, LEGACY)), "email_validation") == "password"
    chosen = identified(choose(terminal, raised, "Sureau=81x"))
    assert chosen["account"]["must_choose"] is None
    assert problem(sign_in(terminal, terminal.visit(NADIA), LEGACY)) == "/problems/credentials"
    assert identified(sign_in(terminal, terminal.visit(NADIA), "Sureau=81x"))["account"]["must_choose"] is None


@pytest.mark.parametrize("typed", ["4719058", "471905830", "47190584"])
def test_eight_to_thirteen_digits_are_no_key_in_themselves(terminal: Terminal, typed: str) -> None:
    assert problem(sign_in(terminal, terminal.visit(NADIA), typed)) == "/problems/credentials"


@pytest.mark.parametrize(("nir", "typed"), [(THEO, "Azerty=12"), (NOBODY, GOOD), (KARIM, GOOD), (THEO, "")])
def test_without_an_account_nothing_opens(caisse: Caisse, terminal: Terminal, nir: str, typed: str) -> None:
    answer = sign_in_by_nir(terminal, nir, typed)
    assert problem(answer) == "/problems/credentials"
    assert answer.json()["tries_left"] == 4
    assert rows(caisse, VISIT) == 0


def test_the_same_answer_whoever_it_is(terminal: Terminal) -> None:
    """Known, known without a password, unknown: told alike, header for header, try for try."""
    told = [[sign_in_by_nir(terminal, nir, "Wrong+77") for _ in range(6)] for nir in (MARIE, THEO, NOBODY)]
    seen = [[(one.status_code, one.json(), one.headers.get("Retry-After")) for one in answers] for answers in told]
    assert seen[0] == seen[1] == seen[2]
    assert [one[0] for one in seen[0]] == [403] * 5 + [429]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that any engine is asked for."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # Savepoints are numbered.
        seen.append(re.sub(r"[0-9]+", "#", statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def parameters(password_hash: str) -> str:
    """What a PHC string says before its salt."""
    return password_hash.rsplit("$", 2)[0]


def test_the_same_work_whoever_it_is(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements and hashes are counted, not time (SEC-11)."""
    hashes: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, password_hash: str, secret: str) -> bool:
        hashes.append(parameters(password_hash))
        return verify(self, password_hash, secret)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    work: list[list[str]] = []
    for nir in (MARIE, THEO, NOBODY):
        with statements() as seen:
            assert problem(sign_in_by_nir(terminal, nir, "Wrong+77")) == "/problems/credentials"
        work.append(seen)
    assert work[0] == work[1] == work[2]
    assert hashes == ["$argon2id$v=19$m=19456,t=2,p=1"] * 3


def test_a_shared_address_closes_all_but_the_address(serve: Callable[[Settings], Caisse]) -> None:
    caisse = serve(product_settings())
    terminal = caisse.terminal()
    raised = identified(sign_in(terminal, terminal.visit(ODILE), PASSWORDS["odile"]))
    assert raised["account"]["email"] == "shared"
    assert offer(raised, "rights_attestation") == "email"
    assert offer(raised, "email_validation") is None
    assert offer(raised, "password_change") is None
    assert problem(terminal.attest(raised)) == "/problems/email-first"


def test_an_address_that_was_never_confirmed_closes_nothing(serve: Callable[[Settings], Caisse]) -> None:
    caisse = serve(product_settings())
    terminal = caisse.terminal()
    raised = identified(sign_in(terminal, terminal.visit(PAUL), PASSWORDS["paul"]))
    assert raised["account"]["email"] == "unconfirmed"
    assert terminal.attest(raised).status_code == 201


def test_a_mobile_is_shown_masked_and_only_with_the_card(terminal: Terminal) -> None:
    assert terminal.visit()["code_by_sms"] == {"number": "06\u00a0**\u00a0**\u00a0**\u00a001", "by_terminal": True}
    assert terminal.visit(RENE)["code_by_sms"] is None


def test_production_reaches_no_invented_number(serve: Callable[[Settings], Caisse]) -> None:
    assert serve(product_settings()).terminal().visit()["code_by_sms"] is None


def test_only_the_card_s_visit_is_raised(terminal: Terminal) -> None:
    opened = identified(sign_in_by_nir(terminal, MARIE, GOOD))
    assert problem(sign_in(terminal, opened, GOOD)) == "/problems/level"


def test_a_token_of_another_terminal_is_not_raised(caisse: Caisse, terminal: Terminal) -> None:
    visit = terminal.visit()
    assert problem(sign_in(caisse.terminal("borne-2"), visit, GOOD)) == "/problems/visit-over"
