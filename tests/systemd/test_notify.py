"""What systemd hears, on a socket like its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from notified import Ear

from kiosk.supervision.notify import Notifier


@pytest.fixture(params=["path", "abstract"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ear]:
    abstract = "\0kiosk-" + secrets.token_hex(8)
    made = Ear(abstract if request.param == "abstract" else str(tmp_path / "socket"))
    yield made
    made.close()


def test_each_message_arrives_as_systemd_wants_it(either: Ear) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": either.name})
    notifier.ready()
    notifier.ping()
    notifier.status("Prête")
    notifier.stopping()
    assert [either.hear() for _ in range(4)] == ["READY=1", "WATCHDOG=1", "STATUS=Prête", "STOPPING=1"]


def test_no_child_inherits_the_socket(ear: Ear) -> None:
    environ = {"NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": "5000000", "WATCHDOG_PID": "1", "LANG": "C.UTF-8"}
    Notifier(environ)
    assert environ == {"LANG": "C.UTF-8"}


@pytest.mark.parametrize(
    ("said", "seconds"), [("5000000", 5.0), ("300000", 0.3), ("", None), ("soon", None), ("-1", None), ("٣", None)]
)
def test_the_watchdogs_patience_is_told_in_seconds(ear: Ear, said: str, seconds: float | None) -> None:
    assert Notifier({"NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": said}).watchdog_s == seconds


@pytest.mark.parametrize("named", [None, "", "relative", "/nowhere/at/all", "@nobody-listens-here"])
def test_nobody_who_listens_is_no_fault(named: str | None) -> None:
    notifier = Notifier({} if named is None else {"NOTIFY_SOCKET": named})
    notifier.ready()
    notifier.ping()


def test_without_a_systemd_there_is_no_watchdog() -> None:
    assert Notifier({"WATCHDOG_USEC": "5000000"}).watchdog_s is None


def test_a_systemd_that_does_not_read_keeps_nobody_waiting(ear: Ear) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": ear.name})
    for _ in range(10_000):
        notifier.ping()
    assert ear.hear() == "WATCHDOG=1"


def test_messages_leave_no_descriptor_open(ear: Ear) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": ear.name})
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        notifier.ping()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
