"""Wrong secrets are counted, whoever they are for, and whatever is tried at the same time (SEC-11, ESC-18)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from identifying import NOBODY, PASSWORDS, identified, rows, sign_in, sign_in_by_nir
from running_caisse import MARIE, RENE, Caisse, Clock, Terminal, demo_settings, problem
from sqlalchemy import select, update

from caisse.handlers.alarms import AlarmKind
from caisse.handlers.figures import PasswordFigures
from caisse.handlers.guard import Tried, Try, Wait, begin_try, subject_of
from caisse.handlers.passwords import Proof, begin_proof, end_proof
from caisse.handlers.refusal import Refusal
from caisse.handlers.sweeping import sweep
from caisse.settings import Settings
from caisse.store.account_schema import ACCOUNT, ALARM, SIGN_IN_FAILURE
from caisse.store.store import Store
from teleservices.nir import Nir
from teleservices.wire.problems import Problem

GOOD, WRONG = PASSWORDS["marie"], "Wrong+77"


def wait_of(answer: requests.Response) -> int:
    assert problem(answer) == "/problems/locked"
    return int(answer.headers["Retry-After"])


def fails(terminal: Terminal, times: int, nir: str = MARIE) -> list[int]:
    """So many wrong passwords, waiting each time as long as told; the tries left that are told."""
    left = []
    for _ in range(times):
        answer = sign_in_by_nir(terminal, nir, WRONG)
        assert problem(answer) == "/problems/credentials"
        left.append(answer.json()["tries_left"])
        terminal.caisse.clock.advance(seconds=int(answer.headers.get("Retry-After", 0)))
    return left


def test_the_waits_are_the_design_s() -> None:
    waits = [PasswordFigures().wait_after(wrong) // timedelta(minutes=1) for wrong in range(13)]
    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8, 30, 30, 30]


@pytest.mark.parametrize("nir", [MARIE, NOBODY], ids=["known", "unknown"])
def test_tries_then_waits_then_a_lock(caisse: Caisse, terminal: Terminal, nir: str) -> None:
    assert fails(terminal, 4, nir) == [4, 3, 2, 1]
    for wait_s in (60, 120, 240, 480, 480, 1800, 1800):
        answer = sign_in_by_nir(terminal, nir, WRONG)
        assert (answer.json()["tries_left"], answer.headers["Retry-After"]) == (0, str(wait_s))
        assert wait_of(sign_in_by_nir(terminal, nir, GOOD)) == wait_s
        caisse.clock.advance(seconds=wait_s - 1)
        assert wait_of(sign_in_by_nir(terminal, nir, GOOD)) == 1
        caisse.clock.advance(seconds=1)


def test_no_more_than_so_many_in_a_day(caisse: Caisse, terminal: Terminal) -> None:
    begun = caisse.clock()
    fails(terminal, 24)
    answer = sign_in_by_nir(terminal, MARIE, WRONG)
    until = begun + timedelta(hours=24)
    assert int(answer.headers["Retry-After"]) == (until - caisse.clock()).total_seconds()
    caisse.clock.at = until - timedelta(seconds=1)
    assert wait_of(sign_in_by_nir(terminal, MARIE, GOOD)) == 1
    caisse.clock.advance(seconds=1)
    identified(sign_in_by_nir(terminal, MARIE, GOOD))


def test_a_good_sign_in_forgives_the_waits_but_not_the_day(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(6):
        assert fails(terminal, 4) == [4, 3, 2, 1]
        identified(sign_in_by_nir(terminal, MARIE, GOOD))
    assert fails(terminal, 1) == [0]
    caisse.clock.at = Clock().at
    assert wait_of(sign_in_by_nir(terminal, MARIE, GOOD)) == 24 * 3600


def test_card_and_nir_and_terminals_share_one_count(caisse: Caisse, terminal: Terminal) -> None:
    other = caisse.terminal("borne-2")
    assert sign_in(terminal, terminal.visit(), WRONG).json()["tries_left"] == 4
    assert sign_in(other, other.visit(), WRONG).json()["tries_left"] == 3
    assert sign_in_by_nir(other, MARIE[:13], WRONG).json()["tries_left"] == 2
    assert sign_in(terminal, terminal.visit(), WRONG).json()["tries_left"] == 1
    assert sign_in_by_nir(terminal, RENE, WRONG).json()["tries_left"] == 4


def test_the_count_outlives_the_caisse(serve: Callable[[Settings], Caisse]) -> None:
    first = serve(demo_settings())
    fails(first.terminal(), 3)
    first.stop()
    assert sign_in_by_nir(serve(demo_settings()).terminal(), MARIE, WRONG).json()["tries_left"] == 1


def test_fifty_guesses_at_once_are_five(serve: Callable[[Settings], Caisse]) -> None:
    """Each is counted before it is looked at; those sent away as too many at once are not looked at either."""
    settings = demo_settings()
    crowd = replace(settings.identification.hashing, waiting_per_terminal=32, waiting=32)
    caisse = serve(replace(settings, identification=replace(settings.identification, hashing=crowd)))
    terminal = caisse.terminal()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: sign_in_by_nir(terminal, MARIE, WRONG), range(50)))
    told = [problem(answer) for answer in answers]
    assert told.count("/problems/credentials") == 5
    assert set(told) <= {"/problems/credentials", "/problems/locked", "/problems/busy"}
    assert rows(caisse, SIGN_IN_FAILURE) == 5


def test_tries_begun_at_once_are_counted_one_after_the_other(caisse: Caisse, store: Store) -> None:
    at, subject = caisse.parts.circumstances(), subject_of(caisse.parts.keys, Nir(MARIE[:13]))

    def begin(_number: int) -> Try | Wait:
        return store.write(lambda connection: begin_try(connection, subject, Tried.ACCOUNT, "borne-1", at))

    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(begin, range(40)))
    assert sorted(one.left for one in begun if isinstance(one, Try)) == [0, 1, 2, 3, 4]
    assert {one for one in begun if isinstance(one, Wait)} == {Wait(60)}


def test_a_try_that_a_crash_left_open_counts(caisse: Caisse, terminal: Terminal, store: Store) -> None:
    at, subject = caisse.parts.circumstances(), subject_of(caisse.parts.keys, Nir(MARIE[:13]))
    store.write(lambda connection: begin_try(connection, subject, Tried.ACCOUNT, "borne-1", at))
    assert sign_in_by_nir(terminal, MARIE, WRONG).json()["tries_left"] == 3


def test_a_password_changed_while_it_was_looked_at_no_longer_opens(caisse: Caisse, store: Store) -> None:
    nir, at = Nir(MARIE[:13]), caisse.parts.circumstances()
    proof = store.write(lambda connection: begin_proof(connection, nir, "borne-1", at))
    assert isinstance(proof, Proof)
    store.write(lambda connection: connection.execute(update(ACCOUNT).values(password_hash="another")))
    ended = store.write(lambda connection: end_proof(connection, proof, at, fits=True))
    assert ended == Refusal(Problem.CREDENTIALS, tries_left=4)


def test_nothing_of_a_nir_is_kept_with_its_failures(caisse: Caisse, terminal: Terminal) -> None:
    sign_in_by_nir(terminal, NOBODY, WRONG)
    kept = caisse.store.read(lambda connection: connection.execute(select(SIGN_IN_FAILURE)).one())
    assert kept.subject == subject_of(caisse.parts.keys, Nir(NOBODY[:13]))
    assert not any(NOBODY[:13] in str(value) or NOBODY[:13].encode() in bytes(str(value), "utf-8") for value in kept)


def test_failures_are_forgotten_after_a_day(caisse: Caisse, terminal: Terminal) -> None:
    fails(terminal, 3)
    caisse.clock.at = Clock().at + timedelta(hours=24)
    caisse.store.write(lambda connection: sweep(connection, caisse.clock()))
    assert rows(caisse, SIGN_IN_FAILURE) == 0


@pytest.mark.parametrize("people", [7, 8])
def test_many_people_from_one_place_raise_one_alarm(caisse: Caisse, terminal: Terminal, people: int) -> None:
    """ESC-18: one wrong password for each of many NIRs, known or not."""
    for number in range(people):
        nir = Nir(f"28405883210{number:02d}")
        assert problem(sign_in_by_nir(terminal, nir.body, WRONG)) == "/problems/credentials"
    sign_in_by_nir(terminal, nir.body, WRONG)
    alarms = caisse.store.read(lambda connection: connection.execute(select(ALARM)).all())
    told = [line for line in caisse.log if "alarm.raised" in line]
    if people < 8:
        assert (alarms, told) == ([], [])
    else:
        assert [(one.kind, one.place, one.count) for one in alarms] == [(AlarmKind.SPRAYING, "borne-1", 8)]
        assert len(told) == 1
        assert '"place": "borne-1"' in told[0]


def test_an_alarm_that_is_over_is_raised_again(caisse: Caisse, terminal: Terminal) -> None:
    for _ in range(2):
        for number in range(8):
            sign_in_by_nir(terminal, Nir(f"28405883210{number:02d}").body, WRONG)
        caisse.clock.advance(minutes=61)
    assert rows(caisse, ALARM) == 2


def test_the_same_failures_at_several_places_raise_none(caisse: Caisse) -> None:
    for number in range(8):
        terminal = caisse.terminal(f"borne-{number}")
        sign_in_by_nir(terminal, Nir(f"28405883210{number:02d}").body, WRONG)
    assert rows(caisse, ALARM) == 0


def test_a_terminal_s_clock_moves_nothing(caisse: Caisse, terminal: Terminal) -> None:
    """ESC-24: the lock is the caisse's; a terminal ten minutes ahead waits as long as any other."""
    fails(terminal, 4)
    sign_in_by_nir(terminal, MARIE, WRONG)
    terminal.skew = timedelta(minutes=9, seconds=30)
    assert wait_of(sign_in_by_nir(terminal, MARIE, GOOD)) == 60
    terminal.skew = -timedelta(minutes=9)
    assert wait_of(sign_in_by_nir(terminal, MARIE, GOOD)) == 60
