"""The worker's life: it finds the modem, sends, hears of deliveries, and finds it again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from modem_bench import CALM, IMPATIENT, NUMBER, PATIENCE_S, TEXT, Bench, eventually

from dock.modem.condition import ReportMode, Silence, Sim
from dock.modem.dialect import TERSE, VERBOSE
from dock.modem.inbox import Message
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded, SmsReported
from kiosk.devices.modem.port import Port, Taken, open_port
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.status import (
    Disconnected,
    NoNetwork,
    NotSent,
    Ready,
    SendFault,
    SendUnknown,
    Sent,
    Silent,
    Starting,
)
from kiosk.devices.modem.wake import Wake
from kiosk.devices.modem.worker import ModemWorker
from teleservices.wire.codes import SmsToSend

Start = Callable[..., Bench]
LONG = "Votre rendez-vous : apportez {pièce d'identité} & relevé ~ 12 €. " * 8
FOREIGN = "L’été à Strasbourg œuvre… 😀 " * 9


def test_a_message_reaches_its_reader_and_its_delivery_is_told(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    assert stand.send(TEXT, NUMBER, "job-1") == Sent(1)
    assert stand.modem.messages() == (Message(NUMBER, TEXT, 1),)
    assert stand.until(SmsReported) == SmsReported("job-1", delivered=True)
    assert [e.status for e in stand.heard if isinstance(e, ModemChanged)] == [Starting(), Ready(20)]


@pytest.mark.parametrize(("text", "parts"), [(LONG, 4), (FOREIGN, 4)])
def test_a_long_text_arrives_whole_and_is_reported_once(bench: Start, text: str, parts: int) -> None:
    stand = bench()
    assert stand.send(text) == Sent(parts)
    assert stand.modem.messages() == (Message(NUMBER, text, parts),)
    stand.until(SmsReported)
    assert stand.send(job="job-2") == Sent(1)
    stand.until(SmsReported)
    reports = [event for event in stand.heard if isinstance(event, SmsReported)]
    assert reports == [SmsReported("job-1", delivered=True), SmsReported("job-2", delivered=True)]


@pytest.mark.parametrize(("mode", "delivered"), [(ReportMode.DELIVERED, True), (ReportMode.FAILED, False)])
def test_what_the_centre_says_is_told(bench: Start, mode: ReportMode, *, delivered: bool) -> None:
    stand = bench()
    with stand.modem.condition() as condition:
        condition.reports = mode
    assert stand.send() == Sent(1)
    assert stand.until(SmsReported) == SmsReported("job-1", delivered)


@pytest.mark.parametrize("mode", [ReportMode.NONE, ReportMode.TRYING])
def test_no_verdict_is_no_report(bench: Start, mode: ReportMode) -> None:
    stand = bench()
    with stand.modem.condition() as condition:
        condition.reports = mode
    assert stand.send() == Sent(1)
    with stand.modem.condition() as condition:
        condition.reports = ReportMode.DELIVERED
    assert stand.send(job="job-2") == Sent(1)
    assert stand.until(SmsReported) == SmsReported("job-2", delivered=True)


def test_a_late_report_finds_its_message(bench: Start) -> None:
    stand = bench()
    with stand.modem.condition() as condition:
        condition.reports = ReportMode.LATE
    assert stand.send() == Sent(1)
    assert stand.send(job="job-2") == Sent(1)
    stand.worker.forget()
    stand.modem.report_late()
    assert {stand.until(SmsReported).job, stand.until(SmsReported).job} == {"job-1", "job-2"}


def test_a_report_before_the_modems_own_answer_comes_after_the_end(bench: Start) -> None:
    stand = bench()
    with stand.modem.condition() as condition:
        condition.reports = ReportMode.EARLY
    assert stand.send() == Sent(1)
    assert stand.until(SmsReported) == SmsReported("job-1", delivered=True)


def test_the_same_message_sent_again_is_another_sms(bench: Start) -> None:
    stand = bench()
    assert [stand.send(), stand.send()] == [Sent(1), Sent(1)]
    assert stand.modem.messages() == (Message(NUMBER, TEXT, 1),) * 2


def test_messages_leave_in_the_order_given(bench: Start) -> None:
    stand = bench()
    for number in range(6):
        stand.worker.send(SmsToSend(f"job-{number}", NUMBER, f"essai {number}"))
    assert [stand.until(SmsEnded).job for _ in range(6)] == [f"job-{number}" for number in range(6)]
    assert [message.text for message in stand.modem.messages()] == [f"essai {number}" for number in range(6)]


def test_a_modem_that_is_unplugged_is_found_again_by_itself(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    stand.modem.gone(on=True)
    stand.until_status(Disconnected())
    stand.modem.speak(VERBOSE)
    stand.modem.gone(on=False)
    stand.until_status(Ready(20))
    assert stand.send() == Sent(1)
    stand.modem.gone(on=True)
    stand.until_status(Disconnected())
    stand.modem.speak(TERSE)
    stand.modem.gone(on=False)
    stand.until_status(Ready(20))
    assert stand.send() == Sent(1)


def test_a_modem_that_comes_late_is_found(bench: Start, modem: ModemSimulator) -> None:
    modem.gone(on=True)
    stand = bench()
    stand.until_status(Disconnected())
    modem.gone(on=False)
    stand.until_status(Ready(20))


def test_a_network_that_is_lost_and_found_is_told_by_the_modem(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.registration = 2
    stand.until_status(NoNetwork(denied=False, signal=20))
    with stand.modem.condition() as condition:
        condition.registration, condition.signal = 5, 31
    stand.until_status(Ready(31))


def test_an_idle_modem_is_looked_at_now_and_then(bench: Start) -> None:
    stand = bench(replace(CALM, poll_s=0.05))
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.signal = 4
    stand.until_status(Ready(4))


def test_a_message_left_at_the_prompt_by_a_dead_process_is_not_sent(modem: ModemSimulator, bench: Start) -> None:
    wake = Wake()
    port = open_port(modem.device, 115200, wake)
    assert isinstance(port, Port)
    port.write(b"AT+CMGS=20\r0011000B9133")
    port.close()
    wake.close()
    stand = bench()
    stand.until_status(Ready(20))
    assert stand.send() == Sent(1)
    assert len(modem.messages()) == 1


def test_two_programs_do_not_share_a_modem(bench: Start, settings: ModemSettings) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    wake = Wake()
    assert open_port(settings.device, settings.speed, wake) == Taken()
    wake.close()
    told: list[ModemEvent] = []
    seen = threading.Event()
    second = ModemWorker(settings, lambda event: (told.append(event), seen.set())[0])
    second.start()
    assert seen.wait(PATIENCE_S)
    assert second.stop(PATIENCE_S)
    assert told == [ModemChanged(Silent())]


def test_what_was_forgotten_before_it_began_has_no_end(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.silence = Silence.SENT
    stand.worker.send(SmsToSend("in-flight", NUMBER, TEXT))
    eventually(lambda: len(stand.modem.messages()) == 1)
    stand.worker.send(SmsToSend("dropped", NUMBER, "jamais envoyé"))
    stand.worker.forget()
    stand.modem.gone(on=True)
    assert stand.until(SmsEnded) == SmsEnded("in-flight", SendUnknown())
    with stand.modem.condition() as condition:
        condition.silence = Silence.NEVER
    stand.modem.gone(on=False)
    stand.until_status(Ready(20))
    assert stand.send(job="last") == Sent(1)
    assert [message.text for message in stand.modem.messages()] == [TEXT, TEXT]
    assert [event.job for event in stand.heard if isinstance(event, SmsEnded)] == ["in-flight", "last"]


def test_a_message_that_waits_for_its_sim_can_still_be_forgotten(bench: Start, modem: ModemSimulator) -> None:
    with modem.condition() as condition:
        condition.registration = 2
    stand = bench()
    stand.until_kind(NoNetwork)
    with modem.condition() as condition:
        condition.sim = Sim.BUSY
    stand.worker.send(SmsToSend("dropped", NUMBER, "jamais envoyé"))
    eventually(lambda: not stand.worker._waiting)
    stand.worker.forget()
    with modem.condition() as condition:
        condition.sim, condition.registration = Sim.READY, 1
    stand.until_status(Ready(20))
    assert stand.send(job="last") == Sent(1)
    assert [message.text for message in modem.messages()] == [TEXT]
    assert [event.job for event in stand.heard if isinstance(event, SmsEnded)] == ["last"]


def test_a_message_in_flight_is_finished_whoever_forgets_it(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.prompt_s = 0.3
    stand.worker.send(SmsToSend("in-flight", NUMBER, TEXT))
    eventually(lambda: not stand.worker._waiting)
    stand.worker.forget()
    assert stand.until(SmsEnded) == SmsEnded("in-flight", Sent(1))
    assert len(stand.modem.messages()) == 1


def test_stopping_in_the_middle_of_a_message_ends_the_thread(bench: Start) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.silence = Silence.SENT
    stand.worker.send(SmsToSend("job-1", NUMBER, TEXT))
    assert stand.worker.stop(PATIENCE_S)


def test_a_worker_never_started_stops(settings: ModemSettings) -> None:
    assert ModemWorker(settings, lambda event: None).stop(1)


def test_a_slow_prompt_is_waited_for(bench: Start) -> None:
    stand = bench()
    with stand.modem.condition() as condition:
        condition.prompt_s, condition.pace_s = 0.2, 0.005
    assert stand.send() == Sent(1)


def test_a_modem_that_fell_silent_in_a_message_is_begun_with_anew(bench: Start) -> None:
    stand = bench(IMPATIENT)
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.silence = Silence.PROMPT
    assert stand.send() == NotSent(SendFault.NO_MODEM)
    with stand.modem.condition() as condition:
        condition.silence = Silence.NEVER
    stand.until_status(Starting())
    stand.until_status(Ready(20))
    assert stand.send(job="job-2") == Sent(1)


def test_silence_after_the_message_leaves_it_open(bench: Start) -> None:
    stand = bench(IMPATIENT)
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.silence = Silence.SENT
    assert stand.send() == SendUnknown()
    assert len(stand.modem.messages()) == 1
