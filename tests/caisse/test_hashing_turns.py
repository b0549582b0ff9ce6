"""Argon2 in turns: fair between terminals, never more waiting than agreed, never inside a transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from identifying import PASSWORDS, identified, sign_in_by_nir
from running_caisse import MARIE, Caisse, demo_settings, problem

from caisse.handlers.figures import HashingFigures
from caisse.handlers.hashing import Hashing
from caisse.handlers.turns import CrowdedError, Turns
from caisse.settings import Settings

PATIENCE_S = 30


class Queue:
    """Turns of which all are held, and threads that wait for one."""

    def __init__(self) -> None:
        self.turns = Turns(at_once=1, waiting_per_place=9, waiting=99)
        self.done: list[str] = []
        self.release = threading.Event()
        held = threading.Event()
        self.holder = threading.Thread(target=self._hold, args=(held,))
        self.holder.start()
        assert held.wait(PATIENCE_S)
        self.waiting: list[threading.Thread] = []

    def _hold(self, held: threading.Event) -> None:
        with self.turns.turn("first"):
            held.set()
            assert self.release.wait(PATIENCE_S)

    def wait(self, place: str) -> None:
        """One more waits, and is known to."""
        before = self.length()

        def work() -> None:
            with self.turns.turn(place):
                self.done.append(place)

        self.waiting.append(threading.Thread(target=work))
        self.waiting[-1].start()
        while self.length() == before:
            threading.Event().wait(0.001)

    def length(self) -> int:
        return sum(map(len, self.turns._queues.values()))

    def end(self) -> list[str]:
        self.release.set()
        for thread in (self.holder, *self.waiting):
            thread.join(PATIENCE_S)
        return self.done


def test_places_go_round() -> None:
    """Three of a busy place wait before the one of a quiet place: it goes second, not fourth."""
    queue = Queue()
    for place in ("busy", "busy", "busy", "quiet", "calm", "calm"):
        queue.wait(place)
    assert queue.end() == ["busy", "quiet", "calm", "busy", "calm", "busy"]


def test_a_turn_is_given_back_after_a_failure() -> None:
    turns = Turns(1, 1, 1)
    with pytest.raises(RuntimeError), turns.turn("x"):
        raise RuntimeError
    with turns.turn("x"):
        pass


def test_no_more_than_agreed_are_admitted() -> None:
    turns = Turns(at_once=1, waiting_per_place=2, waiting=3)
    with turns.admitted("a"), turns.admitted("a"):
        with pytest.raises(CrowdedError), turns.admitted("a"):
            pytest.fail("a third of one place")
        with turns.admitted("b"), pytest.raises(CrowdedError), turns.admitted("c"):
            pytest.fail("a fourth in all")
    with turns.admitted("c"):
        pass


def test_a_hash_is_matched_exactly_and_no_hash_by_nothing() -> None:
    hashing = Hashing(HashingFigures(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with hashing.admitted("x") as hasher:
        kept = hasher.hashed("Tilleul-84€")
        assert hasher.matches(kept, "Tilleul-84€")
        assert not hasher.matches(kept, "Tilleul-84")
        assert not hasher.matches(None, "")
        assert hasher.hashed("Tilleul-84€") != kept


def test_whoever_is_one_too_many_is_told_to_come_back(serve: Callable[[Settings], Caisse]) -> None:
    """Nothing is counted of a try that was sent away, and the other terminals go on."""
    settings = demo_settings()
    narrow = replace(settings.identification, hashing=HashingFigures(1, 1, 2))
    caisse = serve(replace(settings, identification=narrow))
    busy, quiet = caisse.terminal("borne-1"), caisse.terminal("borne-2")
    with caisse.parts.hashing.admitted("borne-1"):
        answer = sign_in_by_nir(busy, MARIE, "Wrong+77")
        assert problem(answer) == "/problems/busy"
        assert answer.headers["Retry-After"] == "5"
        identified(sign_in_by_nir(quiet, MARIE, PASSWORDS["marie"]))
    assert sign_in_by_nir(busy, MARIE, "Wrong+77").json()["tries_left"] == 4


def test_a_crowd_at_one_terminal_leaves_threads_for_the_others(caisse: Caisse) -> None:
    """60 at once from one terminal, more than the server has threads, while another opens visits."""
    busy, quiet = caisse.terminal("borne-1"), caisse.terminal("borne-2")
    with ThreadPoolExecutor(60) as pool:
        crowd = [pool.submit(sign_in_by_nir, busy, f"28405883210{number:02d}", "Wrong+77") for number in range(60)]
        for _ in range(5):
            assert quiet.open().status_code == 201
        told = {problem(one.result()) for one in crowd}
    assert told == {"/problems/credentials", "/problems/busy"}


def test_nothing_is_written_while_a_hash_is_made(caisse: Caisse, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash that does not end keeps no transaction open: others write."""
    begun, go_on = threading.Event(), threading.Event()
    verify = PasswordHasher.verify

    def slow(self: PasswordHasher, password_hash: str, secret: str) -> bool:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return verify(self, password_hash, secret)

    terminal, other = caisse.terminal("borne-1"), caisse.terminal("borne-2")
    monkeypatch.setattr(PasswordHasher, "verify", slow)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(sign_in_by_nir, terminal, MARIE, PASSWORDS["marie"])
        assert begun.wait(PATIENCE_S)
        try:
            assert other.open().status_code == 201
        finally:
            go_on.set()
        identified(waiting.result())
