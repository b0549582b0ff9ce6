"""No answer, password, grant, name or NIR of a declaration stands in a line of the journal, nor in a value shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declaring import BORDEAUX, BY_PASSWORD, granted, marie, opened, settle
from identifying import sign_in_by_nir
from running_caisse import MARIE, NOON, Caisse, Terminal

from caisse.declarations.dating import Filed
from caisse.declarations.judging import Case, judge
from caisse.declarations.opened import LaterError
from caisse.declarations.services import SERVICES
from caisse.handlers.grants import read_grant
from teleservices.nir import Nir
from teleservices.reference import Reference
from teleservices.wire.declarations import ByPassword

STREET, PASSWORD = "8 rue du Canari-Siffleur", "Kanari-Passe9"
ANSWERS = BORDEAUX | {"street": STREET, "people": ("card:ZOÉ:20120229",)}
NEEDLES = (STREET, PASSWORD, "Canari-Siffleur", "33063", "BORDEAUX", "ZOÉ", "DUPONT", MARIE, MARIE[:13], "Tilleul-84")


def leaks(texts: list[str], *more: str) -> list[str]:
    return [text for text in texts if any(needle in text for needle in (*NEEDLES, *more))]


def test_nothing_declared_is_logged(caisse: Caisse, terminal: Terminal) -> None:
    visit = marie(terminal)
    grant = visit["account"]["grant"]
    settle(caisse, opened(granted(visit, answers=ANSWERS)))
    settle(caisse, opened(replace(BY_PASSWORD, answers=ANSWERS, proof=ByPassword(PASSWORD))))
    settle(caisse, opened(replace(BY_PASSWORD, answers={STREET: PASSWORD})))
    for _ in range(5):
        sign_in_by_nir(terminal, MARIE, PASSWORD)
    with pytest.raises(LaterError) as caught:
        judge(caisse.parts, opened(replace(BY_PASSWORD, answers=ANSWERS)))
    assert len(caisse.log) > 5
    assert leaks([*caisse.log, str(caught.value)], grant) == []
    # The search finds what is there.
    assert leaks([*caisse.log, f'{{"grant": "{grant}"}}'], grant) != []


def test_no_value_shows_what_is_declared(caisse: Caisse, terminal: Terminal) -> None:
    grant = marie(terminal)["account"]["grant"]
    one = opened(replace(BY_PASSWORD, answers=ANSWERS, proof=ByPassword(PASSWORD)))
    service = SERVICES["address_change"]
    case = Case(
        one,
        Reference("7KQ2M9XW4T"),
        Nir(MARIE[:13]),
        Filed(NOON, unsure=False),
        service,
        service.flows[1],
        None,
        caisse.parts.places,
    )
    values = [one, one.declaration, one.declaration.proof, case, read_grant(caisse.parts.keys, grant, "borne-1")]
    assert leaks([repr(value) for value in values], grant) == []
    assert leaks([repr(judge(caisse.parts, one))]) == []
