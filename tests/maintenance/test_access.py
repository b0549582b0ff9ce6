"""Who is let in: by the caisse's word, or by the answer to a challenge that is good once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kiosk.maintenance import attempts_file, log
from kiosk.maintenance.access import Access
from kiosk.maintenance.answers import Challenge, Denied, Granted, NoCaisse, NoChallenge, Wait
from kiosk.maintenance.attempts import Moment
from kiosk.maintenance.orders import AnswerChallenge, Enter
from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, EntryAnswer, NoAnswer, Refused
from kiosk.sync.identity import Identity, IdentityAbsent, StoredIdentity
from teleservices.logbook import LogEvent
from teleservices.wire.maintenance import EnterMaintenance, MaintenanceGranted, Way, answer_to
from teleservices.wire.problems import Problem

NUMBER = "004217"
SECRET = bytes(range(32))


class Bench:
    """Access of one terminal; ``again`` is the application after a restart."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.identity: StoredIdentity = Identity("borne-01", b"", SECRET)
        self.boot, self.uptime_s = "boot-1", 1000
        self.caisse: EntryAnswer = NoAnswer(Cause.UNREACHABLE)
        self.asked: list[EnterMaintenance] = []
        self.lines: list[LogEvent] = []
        self.draws = iter(range(10**7, 10**8, 1_234_567))
        self.access = self.again()

    def again(self) -> Access:
        self.access = Access(
            enter=self._enter,
            identity=lambda: self.identity,
            state=self.state,
            below=lambda _below: next(self.draws),
            now=lambda: Moment(self.boot, self.uptime_s),
            record=self._record,
        )
        return self.access

    def draw(self) -> Challenge:
        challenge = self.access.challenge()
        assert isinstance(challenge, Challenge)
        return challenge

    def answer(self, answer: str, number: str = NUMBER) -> Any:
        return self.access.answer(AnswerChallenge(number, answer))

    def right(self, challenge: Challenge, number: str = NUMBER) -> Any:
        return self.answer(answer_to(challenge.digits, NUMBER, SECRET), number)

    def fail(self, times: int) -> Any:
        """So many wrong answers; what the last one gave."""
        last: Any = None
        for _ in range(times):
            self.draw()
            last = self.answer("00000000")
        return last

    def _enter(self, message: EnterMaintenance, _abort: Abort) -> EntryAnswer:
        self.asked.append(message)
        return self.caisse

    def _record(self, event: LogEvent, **_fields: object) -> None:
        self.lines.append(event)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "state")


@pytest.mark.parametrize(
    ("caisse", "answer"),
    [
        (MaintenanceGranted("A. Morel"), Granted(NUMBER, "A. Morel", Way.ONLINE)),
        (Refused(Problem.CREDENTIALS, tries_left=2), Denied(2)),
        (Refused(Problem.CREDENTIALS), Denied(None)),
        (Refused(Problem.LOCKED, retry_after_s=120), Wait(120)),
        (Refused(Problem.LOCKED), Wait(60)),
        (Refused(Problem.UNKNOWN_TERMINAL), NoCaisse()),
        (NoAnswer(Cause.TIMEOUT), NoCaisse()),
    ],
)
def test_with_a_link_the_caisse_decides(bench: Bench, caisse: EntryAnswer, answer: object) -> None:
    bench.caisse = caisse
    assert bench.access.enter(Enter(NUMBER, "12345678"), Abort()) == answer
    assert bench.asked == [EnterMaintenance(NUMBER, "12345678")]


def test_the_right_answer_lets_in_once(bench: Bench) -> None:
    challenge = bench.draw()
    assert challenge.terminal == "borne-01"
    assert len(challenge.digits) == 8
    assert bench.right(challenge) == Granted(NUMBER, NUMBER, Way.OFFLINE)
    assert isinstance(bench.right(challenge), Challenge)


@pytest.mark.parametrize("number", ["004218", "", "4217", "00421७", "004217\n"])
def test_an_answer_is_one_technician_s(bench: Bench, number: str) -> None:
    assert bench.right(bench.draw(), number) == Denied(4)


@pytest.mark.parametrize("answer", ["", "1", "é" * 8, "\ud800", "1" * 10_000])
def test_whatever_is_typed_is_looked_at(bench: Bench, answer: str) -> None:
    bench.draw()
    assert bench.answer(answer) == Denied(4)


def test_a_challenge_is_good_for_ten_minutes(bench: Bench) -> None:
    challenge = bench.draw()
    bench.uptime_s += 599
    assert isinstance(bench.right(challenge), Granted)
    challenge = bench.draw()
    bench.uptime_s += 600
    void = bench.right(challenge)
    assert isinstance(void, Challenge)
    assert void.digits != challenge.digits


def test_three_wrong_answers_void_a_challenge(bench: Bench) -> None:
    challenge = bench.draw()
    assert [bench.answer("00000000") for _ in range(2)] == [Denied(4), Denied(3)]
    assert isinstance(bench.answer("00000000"), Challenge)
    assert bench.right(challenge) == Denied(1)


def test_the_former_challenge_is_void_when_another_is_drawn(bench: Bench) -> None:
    former = bench.draw()
    bench.draw()
    assert bench.right(former) == Denied(4)


def test_whoever_goes_takes_the_challenge_along(bench: Bench) -> None:
    challenge = bench.draw()
    bench.access.forget()
    assert isinstance(bench.right(challenge), Challenge)


@pytest.mark.parametrize("identity", [IdentityAbsent(), Identity("borne-01", b"", None)])
def test_without_a_secret_there_is_no_challenge(bench: Bench, identity: StoredIdentity) -> None:
    bench.identity = identity
    assert bench.access.challenge() == NoChallenge()
    assert bench.answer("00000000") == NoChallenge()


def test_the_fifth_wrong_answer_makes_everybody_wait(bench: Bench) -> None:
    assert bench.fail(4) == Denied(1)
    challenge = bench.draw()
    assert bench.answer("00000000") == Wait(60)
    bench.uptime_s += 59
    assert bench.access.challenge() == Wait(1)
    assert bench.right(challenge) == Wait(1)
    bench.uptime_s += 1
    assert isinstance(bench.right(bench.draw()), Granted)
    assert bench.fail(4) == Denied(1)


def waits(bench: Bench) -> Iterable[int]:
    bench.fail(4)
    for _ in range(7):
        answer = bench.fail(1)
        assert isinstance(answer, Wait)
        yield answer.seconds // 60
        bench.uptime_s += answer.seconds


def test_waits_double_up_to_half_an_hour(bench: Bench) -> None:
    assert list(waits(bench)) == [1, 2, 4, 8, 16, 30, 30]


def test_a_restart_forgets_no_failure(bench: Bench) -> None:
    for _ in range(4):
        bench.again()
        bench.fail(1)
    bench.again()
    assert bench.fail(1) == Wait(60)
    bench.boot, bench.uptime_s = "boot-2", 30
    bench.again()
    assert bench.access.challenge() == Wait(30)


def test_a_challenge_does_not_outlive_the_application(bench: Bench) -> None:
    challenge = bench.draw()
    bench.again()
    assert isinstance(bench.right(challenge), Challenge)


def test_where_nothing_can_be_written_failures_count_all_the_same(bench: Bench) -> None:
    bench.state.parent.joinpath("state").mkdir()
    (bench.state / attempts_file.FILE).mkdir()
    bench.uptime_s += 1800
    assert isinstance(bench.access.challenge(), Wait)
    bench.uptime_s += 1800
    assert bench.fail(1) == Wait(1800)
    assert log.TRIES_NOT_KEPT in bench.lines


def test_nothing_that_was_typed_is_in_a_representation(bench: Bench) -> None:
    assert "12345678" not in repr(Enter(NUMBER, "12345678")) + repr(AnswerChallenge(NUMBER, "12345678"))
