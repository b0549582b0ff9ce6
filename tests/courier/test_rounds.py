"""The courier at work between the product's own outbox and the caisse's own intake and worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from courier_caisse import MEMORY, ROOT, CourierCaisse, Network, Weather
from courier_terminal import SIGNER, CourierTerminal

from caisse.handlers.refusal import Refusal
from kiosk.sync import courier_log as log
from kiosk.sync.backoff import CAP_S
from kiosk.sync.courier_rounds import TECHNICIAN
from kiosk.sync.policy_state import Halt
from teleservices.wire.problems import Problem


@pytest.fixture(scope="module")
def caisse_end() -> Iterator[CourierCaisse]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        end = CourierCaisse(Path(folder))
        yield end
        end.close()


@pytest.fixture
def memory_dir() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def caisse(caisse_end: CourierCaisse) -> CourierCaisse:
    caisse_end.anew(SIGNER.public_key().public_bytes_raw())
    return caisse_end


@pytest.fixture
def network(caisse: CourierCaisse) -> Network:
    return Network(caisse)


MakeTerminal = Callable[..., CourierTerminal]


@pytest.fixture
def make_terminal(memory_dir: Path, network: Network) -> Iterator[MakeTerminal]:
    made: list[CourierTerminal] = []

    def make(**how: float) -> CourierTerminal:
        made.append(CourierTerminal(memory_dir, network, **how))
        return made[-1]

    yield make
    for terminal in made:
        terminal.outbox.close()


@pytest.fixture
def terminal(make_terminal: MakeTerminal) -> CourierTerminal:
    """One that has the caisse's keys."""
    one = make_terminal()
    one.run()
    return one


def test_keys_come_at_the_start_and_the_session_hears_of_it(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    assert terminal.keys.serial == 1
    assert terminal.told == [log.KEYS]
    assert terminal.changes == 1


def test_what_was_filed_is_delivered_and_applied_in_its_order(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    key = caisse.keys.all()[0]
    filed = [terminal.file_one(lane, key)[1] for lane in ("a", "b", "a", "a", "b")]

    terminal.run()
    caisse.work()

    assert sorted(caisse.effects()) == sorted(filed)
    for lane in ("a", "b"):
        assert [one for one in caisse.effects() if one[0] == lane] == [one for one in filed if one[0] == lane]
    assert terminal.outbox.queue_state().pending == 0
    assert log.DELIVERED in terminal.told


def test_a_lost_answer_changes_nothing_but_the_time(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    _, reference = terminal.file_one("a", caisse.keys.all()[0])
    network.weather = Weather.LOSES_ANSWER
    terminal.run()
    assert terminal.outbox.queue_state().pending == 1

    network.weather = Weather.FAIR
    terminal.drain()
    caisse.work()

    assert caisse.effects() == [reference]
    assert {len(bytes_) for bytes_ in network.items.values()} == {1}


@pytest.mark.parametrize("weather", [one for one in Weather if one is not Weather.FAIR and one is not Weather.TWICE])
def test_nothing_leaves_in_bad_weather_and_everything_after(
    weather: Weather, terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    earlier = terminal.file_one("a", key)[1]
    terminal.run()
    filed = [terminal.file_one("a", key)[1] for _ in range(3)]
    network.weather = weather
    terminal.run()
    assert terminal.outbox.queue_state().pending == 3

    network.weather = Weather.FAIR
    terminal.drain()
    network.deliver_late()
    caisse.work()

    assert caisse.effects() == [earlier, *filed]


def test_a_new_declaration_does_not_end_a_wait(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    terminal.file_one("a", key)
    caisse.refuses = Refusal(Problem.CROWDED, retry_after_s=50)
    terminal.run()
    sent = network.batches
    caisse.refuses = None
    terminal.file_one("a", key)

    assert terminal.step() == pytest.approx(50)
    terminal.time += 49
    terminal.run()
    assert network.batches == sent
    terminal.time += 1
    terminal.run()
    assert terminal.outbox.queue_state().pending == 0


def test_a_restart_does_not_end_a_wait_either(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    terminal.file_one("a", caisse.keys.all()[0])
    caisse.refuses = Refusal(Problem.CROWDED, retry_after_s=50)
    terminal.run()
    sent = network.batches
    caisse.refuses = None

    terminal.crash()
    terminal.time += 49
    terminal.run()

    assert network.batches == sent
    terminal.time += 1
    terminal.run()
    assert terminal.outbox.queue_state().pending == 0
    assert terminal.outbox.next_try_at is None


def test_terminals_that_start_with_something_to_send_spread(
    make_terminal: MakeTerminal, caisse: CourierCaisse, network: Network
) -> None:
    idle = make_terminal(spread_s=300.0, seed=5)
    idle.run()
    idle.file_one("a", caisse.keys.all()[0])
    idle.run()
    assert network.batches == 1

    idle.file_one("a", caisse.keys.all()[0])
    idle.crash()
    idle.run()
    assert network.batches == 1
    assert 0 < idle.step() <= 300


def test_a_link_that_is_back_ends_a_wait_within_the_spread(
    make_terminal: MakeTerminal, caisse: CourierCaisse, network: Network
) -> None:
    terminal = make_terminal(spread_s=5.0)
    terminal.run()
    terminal.file_one("a", caisse.keys.all()[0])
    network.weather = Weather.LOSES_REQUEST
    for _ in range(12):
        terminal.time += terminal.step()
    terminal.run()
    network.weather = Weather.FAIR
    terminal.run()
    assert terminal.outbox.queue_state().pending == 1

    terminal.rounds.within_reach()
    terminal.time += 5
    terminal.run()

    assert terminal.outbox.queue_state().pending == 0


def test_other_lanes_pass_one_that_the_caisse_cannot_open_yet(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    old, new = caisse.keys.all()
    caisse.keys.hidden = frozenset({old.key_id})
    first, second = terminal.file_one("a", old)[1], terminal.file_one("a", new)[1]
    other = terminal.file_one("b", new)[1]

    terminal.run()
    caisse.work()
    assert caisse.effects() == [other]

    caisse.keys.hidden = frozenset()
    terminal.drain()
    caisse.work()
    assert caisse.effects() == [other, first, second]


def test_what_is_rejected_becomes_a_dead_letter_that_the_caisse_gets(
    terminal: CourierTerminal, caisse: CourierCaisse
) -> None:
    seq, _ = terminal.file_one("a", caisse.keys.all()[0], suite="rot13")

    terminal.run()

    state = terminal.outbox.queue_state()
    assert (state.pending, state.dead) == (0, 0)
    assert log.REJECTED in terminal.told
    assert caisse.recorded() == {(terminal.outbox.epoch, seq): "rejected"}
    assert [(kind, at) for kind, at, _ in caisse.quarantined()] == [("dead-letter", seq)]


def test_a_dead_letter_stays_until_the_caisse_has_it(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    terminal.file_one("a", caisse.keys.all()[0], suite="rot13")
    terminal.step()
    network.weather = Weather.LOSES_ANSWER
    terminal.run()
    assert terminal.outbox.queue_state().dead == 1

    network.weather = Weather.FAIR
    terminal.drain()
    assert terminal.outbox.queue_state().dead == 0
    assert len(caisse.quarantined()) == 1


def test_a_poisonous_item_is_found_parked_and_told_while_the_others_pass(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    filed = [terminal.file_one(lane, key) for lane in "abcdefgh"]
    poison = filed[5][0]
    network.poison = poison

    terminal.drain()
    caisse.work()

    assert [one for _, one in filed if one != filed[5][1]] == sorted(caisse.effects())
    assert terminal.outbox.parked() == ((poison, Problem.MALFORMED),)
    assert [(kind, at, why) for kind, at, why in caisse.quarantined()] == [("dead-letter", poison, Problem.MALFORMED)]
    assert log.PARKED in terminal.told


def test_what_was_parked_is_tried_again_after_the_next_start_but_for_what_a_technician_parked(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    network.poison, _ = terminal.file_one("a", key)
    aside, _ = terminal.file_one("b", key)
    terminal.outbox.park(aside, TECHNICIAN)
    terminal.run()
    assert [seq for seq, _ in terminal.outbox.parked()] == [network.poison, aside]

    network.poison = 0
    terminal.crash()
    terminal.drain()

    assert terminal.outbox.parked() == ((aside, TECHNICIAN),)


def test_an_item_at_which_the_caisse_fails_makes_way_and_comes_back_after_a_day(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    network.trouble, _ = terminal.file_one("a", key)
    while not terminal.outbox.parked():
        terminal.file_one("b", key)
        terminal.run()
        terminal.time += terminal.step()

    assert terminal.outbox.parked() == ((network.trouble, "HTTP 500"),)
    assert terminal.time >= 3600
    assert log.PARKED in terminal.told
    network.trouble = 0
    terminal.time += 86_400
    terminal.run()
    assert terminal.outbox.parked() == ()
    assert terminal.outbox.queue_state().pending == 0


def test_a_revoked_terminal_stops_asks_now_and_then_and_goes_on_when_it_is_known_again(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    terminal.file_one("a", caisse.keys.all()[0])
    caisse.refuses = Refusal(Problem.UNKNOWN_TERMINAL)
    terminal.run()
    assert terminal.rounds.standing.halt is Halt.UNKNOWN_TERMINAL
    assert log.HALTED in terminal.told
    sent = len(network.items)
    network.items.clear()

    terminal.time += CAP_S
    terminal.run()
    assert network.items == {}
    assert sent == 1

    caisse.refuses = None
    terminal.time += CAP_S
    terminal.run()
    assert terminal.rounds.standing.halt is None
    assert terminal.outbox.queue_state().pending == 0


def test_newer_keys_are_fetched_when_an_answer_names_them(terminal: CourierTerminal, caisse: CourierCaisse) -> None:
    caisse.keys.publish(caisse.keys.all(), ROOT)
    serial = terminal.keys.serial
    terminal.file_one("a", caisse.keys.all()[0])

    terminal.run()

    assert terminal.keys.serial == serial + 1


def test_many_declarations_go_in_batches_as_large_as_the_caisse_says(
    terminal: CourierTerminal, caisse: CourierCaisse, network: Network
) -> None:
    key = caisse.keys.all()[0]
    filed = [terminal.file_one("a", key)[1]]
    terminal.run()
    filed += [terminal.file_one("a", key)[1] for _ in range(201)]
    network.batches = 0

    terminal.run()
    caisse.work()

    assert network.batches == 2
    assert caisse.effects() == filed
