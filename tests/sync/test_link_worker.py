"""The link thread: it knows by itself whether the caisse is there, and never keeps the next person waiting."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from dock.network import NetworkSwitch
from kiosk.sync.account import WantCode
from kiosk.sync.agenda import ERRAND_TRIES
from kiosk.sync.answers import Cause, Closed, NoAnswer, Refused
from kiosk.sync.events import AccountAnswered, AttestationAnswered, LinkChanged, VisitAnswered, VisitClosed
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation, RightsRequest
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import OpenVisit, VisitOpened

MESSAGE = OpenVisit("284058832102532", "20240115", None)
REQUEST = RightsRequest("b1", ())
TOKEN = "T" * 43
JSON, PROBLEM = "application/json", "application/problem+json"
UP = LinkChanged(up=True, cause=None)
GONE = b"HTTP/1.1 204 x\r\n\r\n"


def healthy(caisse: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))


def through(network: NetworkSwitch, caisse: Any) -> str:
    url = f"https://127.0.0.1:{network.port}"
    caisse.tell(public_url=url)
    return url


def test_the_caisse_is_looked_for_at_once_and_every_15_seconds(caisse: Any, make_link: Any, start_worker: Any) -> None:
    healthy(caisse)
    bench = start_worker(make_link())

    assert bench.next_event() == UP
    assert bench.time.next_rest() == 15
    assert caisse.seen()["path"] == "/v1/health"
    bench.time.pass_by(14)
    assert bench.time.next_rest() == 1
    assert caisse.saw_nothing_more()
    bench.time.pass_by(1)
    assert bench.time.next_rest() == 15
    assert caisse.seen()["path"] == "/v1/health"


def test_down_at_start_it_comes_up_by_itself(
    caisse: Any, make_link: Any, start_worker: Any, network: NetworkSwitch
) -> None:
    healthy(caisse)
    network.cut()
    bench = start_worker(make_link(through(network, caisse)))

    assert bench.next_event() == LinkChanged(up=False, cause=Cause.UNREACHABLE)
    for rest in (2, 4, 8, 15, 15):
        assert bench.time.next_rest() == rest
        bench.time.pass_by(rest)
    assert bench.time.next_rest() == 15
    network.restore()
    bench.time.pass_by(15)

    assert bench.next_event() == UP


def test_a_cut_is_told_and_so_is_its_end(
    caisse: Any, make_link: Any, start_worker: Any, network: NetworkSwitch
) -> None:
    healthy(caisse)
    bench = start_worker(make_link(through(network, caisse)))
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)
    network.cut()
    bench.time.pass_by(15)
    assert bench.next_event() == LinkChanged(up=False, cause=Cause.UNREACHABLE)
    assert bench.time.next_rest() == 2
    network.restore()
    bench.time.pass_by(2)

    assert bench.next_event() == UP


def test_a_visit_from_end_to_end(
    caisse: Any, make_link: Any, start_worker: Any, visit_document: Any, attestation_document: Any
) -> None:
    healthy(caisse)
    for answer in (caisse.answer(201, JSON, visit_document), caisse.answer(201, JSON, attestation_document), GONE):
        caisse.will_answer(answer)
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)

    bench.worker.open_visit("c1", MESSAGE)
    opened = bench.next_event()
    assert isinstance(opened, VisitAnswered)
    assert isinstance(opened.answer, VisitOpened)
    bench.worker.attest("c2", opened.answer.token, REQUEST)
    attested = bench.next_event()
    assert isinstance(attested, AttestationAnswered)
    assert isinstance(attested.answer, RightsAttestation)
    bench.worker.close_visit(opened.answer.token)
    assert bench.next_event() == VisitClosed(Closed())
    assert (opened.call, attested.call) == ("c1", "c2")


def test_a_sign_in_and_a_code(
    caisse: Any, make_link: Any, start_worker: Any, identified_document: Any, code_document: Any
) -> None:
    healthy(caisse)
    caisse.will_answer(caisse.answer(201, JSON, code_document))
    caisse.will_answer(caisse.answer(200, JSON, identified_document))
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)

    bench.worker.ask("c1", TOKEN, WantCode())
    sent = bench.next_event()
    bench.worker.ask("c2", TOKEN, SignIn("4821"))
    identified = bench.next_event()

    assert isinstance(sent, AccountAnswered)
    assert isinstance(sent.answer, CodeSent)
    assert isinstance(identified, AccountAnswered)
    assert isinstance(identified.answer, VisitOpened)
    assert (sent.call, identified.call) == ("c1", "c2")


def test_a_refusal_is_an_answer_and_the_link_stands(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.UNKNOWN_INSURED.value}))
    bench = start_worker(make_link())
    assert bench.next_event() == LinkChanged(up=False, cause=Cause.FOREIGN)

    bench.worker.open_visit("c1", MESSAGE)

    assert bench.next_event() == UP
    assert bench.next_event() == VisitAnswered("c1", Refused(Problem.UNKNOWN_INSURED))


def test_cut_in_the_middle_of_a_call(caisse: Any, make_link: Any, start_worker: Any, network: NetworkSwitch) -> None:
    healthy(caisse)
    caisse.will_answer(b"", held=True)
    bench = start_worker(make_link(through(network, caisse)))
    assert bench.next_event() == UP

    bench.worker.open_visit("c1", MESSAGE)
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/visits"]
    network.cut()

    assert bench.next_event() == LinkChanged(up=False, cause=Cause.CUT)
    assert bench.next_event() == VisitAnswered("c1", NoAnswer(Cause.CUT))


def test_a_call_wiped_in_flight_gets_no_answer_and_the_visit_it_opened_is_closed(
    caisse: Any, make_link: Any, start_worker: Any, visit_document: Any
) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(caisse.answer(201, JSON, visit_document), held=True)
    caisse.will_answer(GONE)
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)

    bench.worker.open_visit("c1", MESSAGE)
    assert caisse.seen()["path"] == "/v1/health"
    assert caisse.seen()["path"] == "/v1/visits"
    bench.worker.forget()
    caisse.tell(release=True)

    assert bench.next_event() == VisitClosed(Closed())
    closing = caisse.seen()
    assert (closing["method"], closing["headers"]["authorization"]) == ("DELETE", f"Bearer {TOKEN}")


def test_a_waiting_call_that_is_wiped_is_never_sent(
    caisse: Any, make_link: Any, start_worker: Any, visit_document: Any
) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(caisse.answer(201, JSON, visit_document), held=True)
    caisse.will_answer(GONE)
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)

    bench.worker.open_visit("c1", MESSAGE)
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/visits"]
    bench.worker.attest("c2", TOKEN, REQUEST)
    bench.worker.forget()
    caisse.tell(release=True)

    assert bench.next_event() == VisitClosed(Closed())
    assert caisse.seen()["path"] == "/v1/visits/current"
    assert caisse.saw_nothing_more()


def wiped_while_signing_in(caisse: Any, start: Any, document: Any, token: str | None, question: Any) -> Any:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(caisse.answer(201, JSON, document), held=True)
    caisse.will_answer(GONE)
    bench = start()
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)
    bench.worker.ask("c1", token, question)
    assert [caisse.seen()["method"] for _ in range(2)] == ["GET", "POST"]
    bench.worker.forget()
    caisse.tell(release=True)
    return bench


def test_a_visit_opened_by_nir_for_somebody_who_left_is_closed(
    caisse: Any, make_link: Any, start_worker: Any, identified_document: Any
) -> None:
    question = SignInByNir("2840588321025", "s")
    bench = wiped_while_signing_in(caisse, lambda: start_worker(make_link()), identified_document, None, question)

    assert bench.next_event() == VisitClosed(Closed())
    closing = caisse.seen()
    assert (closing["method"], closing["headers"]["authorization"]) == ("DELETE", f"Bearer {TOKEN}")


def test_a_visit_that_was_only_raised_is_left_to_its_own_closing(
    caisse: Any, make_link: Any, start_worker: Any, identified_document: Any
) -> None:
    bench = wiped_while_signing_in(
        caisse, lambda: start_worker(make_link()), identified_document, TOKEN, SignIn("secret")
    )

    assert bench.time.next_rest() == 15
    assert caisse.saw_nothing_more()


REPORT = SmsReport("sms-1", SmsOutcome.DELIVERED)


def test_a_report_outlives_the_visit(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(b"", held=True)
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.UNKNOWN_INSURED.value}))
    caisse.will_answer(GONE)
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)
    bench.worker.report_sms(REPORT)
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/sms-outcomes"]

    bench.worker.forget()
    bench.worker.open_visit("c1", MESSAGE)

    assert bench.next_event() == VisitAnswered("c1", Refused(Problem.UNKNOWN_INSURED))
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/visits", "/v1/sms-outcomes"]


def test_a_report_is_tried_three_times_and_nobody_is_told(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(b"")
    bench = start_worker(make_link())
    assert bench.next_event() == LinkChanged(up=False, cause=Cause.CUT)
    bench.worker.report_sms(REPORT)
    asked = []
    while asked.count("/v1/sms-outcomes") < ERRAND_TRIES:
        bench.time.pass_by(bench.time.next_rest())
        while not caisse.saw_nothing_more():
            asked.append(caisse.seen()["path"])

    for _ in range(4):
        bench.time.pass_by(bench.time.next_rest())
        assert caisse.seen()["path"] == "/v1/health"
    assert bench.told.empty()


def test_a_refused_report_is_not_sent_again(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(caisse.answer(404, PROBLEM, {"type": Problem.NOT_FOUND.value}))
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)
    bench.worker.report_sms(REPORT)

    assert bench.time.next_rest() == 15
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/sms-outcomes"]
    assert caisse.saw_nothing_more()


def test_what_nobody_waits_for_makes_way_for_the_next_person(
    caisse: Any, make_link: Any, start_worker: Any, visit_document: Any
) -> None:
    caisse.will_answer(b"", held=True)
    caisse.will_answer(b"", held=True)
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.UNKNOWN_INSURED.value}))
    bench = start_worker(make_link())
    assert caisse.seen()["path"] == "/v1/health"

    bench.worker.open_visit("c1", MESSAGE)
    assert caisse.seen()["path"] == "/v1/visits"
    bench.worker.forget()
    bench.worker.open_visit("c2", MESSAGE)

    assert bench.next_event() == UP
    assert bench.next_event() == VisitAnswered("c2", Refused(Problem.UNKNOWN_INSURED))


def test_a_closing_makes_way_and_is_done_afterwards(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(b"", held=True)
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.UNKNOWN_INSURED.value}))
    caisse.will_answer(GONE)
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (UP, 15)
    bench.worker.close_visit(TOKEN)
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/visits/current"]

    bench.worker.open_visit("c1", MESSAGE)

    assert bench.next_event() == VisitAnswered("c1", Refused(Problem.UNKNOWN_INSURED))
    assert bench.next_event() == VisitClosed(Closed())


def test_a_closing_is_tried_three_times(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(b"")
    bench = start_worker(make_link())
    assert bench.next_event() == LinkChanged(up=False, cause=Cause.CUT)

    bench.worker.close_visit(TOKEN)
    while bench.told.empty():
        bench.time.pass_by(bench.time.next_rest())

    assert bench.next_event() == VisitClosed(NoAnswer(Cause.CUT))
    asked = []
    while not caisse.saw_nothing_more():
        asked.append(caisse.seen()["path"])
    assert asked.count("/v1/visits/current") == ERRAND_TRIES


def test_stop_does_not_wait_for_a_call(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(b"", held=True)
    bench = start_worker(make_link(read_s=3600, total_s=3600))
    assert bench.next_event() == UP
    bench.worker.open_visit("c1", MESSAGE)
    assert [caisse.seen()["path"] for _ in range(2)] == ["/v1/health", "/v1/visits"]

    bench.worker.stop(30)

    assert "link" not in {thread.name for thread in threading.enumerate()}
    assert bench.told.empty()


def test_stop_in_a_network_that_swallows_everything(
    caisse: Any, make_link: Any, start_worker: Any, network: NetworkSwitch
) -> None:
    network.blackhole()
    bench = start_worker(make_link(through(network, caisse), connect_s=3600, total_s=3600))

    bench.worker.stop(30)

    assert "link" not in {thread.name for thread in threading.enumerate()}


def test_the_thread_keeps_nothing_of_a_person(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.UNKNOWN_INSURED.value}))
    bench = start_worker(make_link())
    assert bench.time.next_rest() == 2
    message = OpenVisit("284058832102532", "20240115", None)
    trace = weakref.ref(message)

    bench.worker.open_visit("c1", message)
    del message
    assert bench.time.next_rest() == 15

    gc.collect()
    assert trace() is None


def test_the_thread_keeps_nothing_of_a_secret(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.CREDENTIALS.value, "tries_left": 3}))
    bench = start_worker(make_link())
    assert bench.time.next_rest() == 2
    question = SignIn("canary")
    trace = weakref.ref(question)

    bench.worker.ask("c1", TOKEN, question)
    del question
    assert bench.time.next_rest() == 15

    gc.collect()
    assert trace() is None
