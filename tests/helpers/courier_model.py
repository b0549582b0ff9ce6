"""Both ends of the outbox's protocol under a network that does what it likes: what must hold whatever happens."""

from __future__ import annotations

import atexit
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from courier_caisse import MEMORY, CourierCaisse, CrashError, Network, Weather
from courier_terminal import SIGNER, CourierTerminal
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

LANES = ("a", "b")


class _Shared:
    """One migrated database for all examples."""

    caisse: CourierCaisse | None = None

    @classmethod
    def end(cls) -> CourierCaisse:
        if cls.caisse is None:
            folder = TemporaryDirectory(dir=MEMORY)
            cls.caisse = CourierCaisse(Path(folder.name))
            atexit.register(folder.cleanup)
            atexit.register(cls.caisse.close)
        return cls.caisse


class OutboxProtocol(RuleBasedStateMachine):
    """The invariants of facts/sync.md §3.

    Attributes:
        applied: declarations that had their effect, in all examples that ended well.
    """

    applied = 0

    def __init__(self) -> None:
        super().__init__()
        self.caisse = _Shared.end()
        self.caisse.anew(SIGNER.public_key().public_bytes_raw())
        self.network = Network(self.caisse)
        self._folder = TemporaryDirectory(dir=MEMORY)
        self.terminal = CourierTerminal(Path(self._folder.name), self.network)
        self.terminal.run()
        self.good: dict[tuple[str, int], str] = {}
        self.bad: set[tuple[str, int]] = set()
        self.disowned: set[str] = set()
        self.generation = 0

    @initialize()
    def begin(self) -> None:
        self.network.weather = Weather.FAIR

    @rule(lane=st.sampled_from(LANES), key=st.integers(0, 1))
    def file(self, lane: str, key: int) -> None:
        seq, reference = self.terminal.file_one(f"{lane}{self.generation}", self.caisse.keys.all()[key])
        assert (self.terminal.outbox.epoch, seq) not in self.good
        self.good[self.terminal.outbox.epoch, seq] = reference

    @rule(lane=st.sampled_from(LANES))
    def file_of_an_unknown_suite(self, lane: str) -> None:
        seq, _ = self.terminal.file_one(f"{lane}{self.generation}", self.caisse.keys.all()[0], suite="rot13")
        self.bad.add((self.terminal.outbox.epoch, seq))

    @rule(weather=st.sampled_from(Weather), steps=st.integers(1, 4))
    def send(self, weather: Weather, steps: int) -> None:
        self.network.weather = weather
        for _ in range(steps):
            self.terminal.time += min(self.terminal.step(), 4000.0)

    @rule(hidden=st.sets(st.integers(0, 1)))
    def caisse_lacks_keys(self, hidden: set[int]) -> None:
        keys = self.caisse.keys.all()
        self.caisse.keys.hidden = frozenset(keys[place].key_id for place in hidden)

    @rule(lane=st.sampled_from(LANES))
    def a_lane_begins_with_what_the_caisse_cannot_open_yet(self, lane: str) -> None:
        self.caisse_lacks_keys({0})
        self.file(lane, 0)
        self.file(lane, 1)
        self.send(Weather.FAIR, 3)
        self.caisse_works(None, after_commit=False)

    @rule(lane=st.sampled_from(LANES), dies_at=st.integers(0, 1), after_commit=st.booleans())
    def the_caisse_dies_while_it_applies(self, lane: str, dies_at: int, *, after_commit: bool) -> None:
        self.file(lane, 1)
        self.send(Weather.FAIR, 3)
        self.caisse_works(dies_at, after_commit=after_commit)

    @rule(lane=st.sampled_from(LANES))
    def the_terminal_crashes_with_nothing_to_send(self, lane: str) -> None:
        self.caisse_lacks_keys(set())
        self.file(lane, 1)
        self.send(Weather.FAIR, 4)
        self.terminal_crashes()
        self.file(lane, 1)

    @rule()
    def late_requests_arrive(self) -> None:
        self.network.deliver_late()

    @rule(dies_at=st.none() | st.integers(0, 2), after_commit=st.booleans())
    def caisse_works(self, dies_at: int | None, after_commit: bool) -> None:
        self.caisse.store.dies_at, self.caisse.store.after_commit = dies_at, after_commit
        try:
            self.caisse.worker.round()
        except CrashError:
            self.caisse.start()
        finally:
            self.caisse.store.dies_at = None

    @rule()
    def terminal_crashes(self) -> None:
        self.terminal.crash()

    @rule()
    def caisse_restarts(self) -> None:
        self.caisse.start()

    @rule()
    def terminal_is_set_up_anew(self) -> None:
        """What it had not delivered is gone with its disk: nobody can promise that."""
        epoch = self.terminal.outbox.epoch
        recorded = self.caisse.recorded()
        for at in [at for at in self.good if at[0] == epoch and at not in recorded]:
            self.disowned.add(self.good.pop(at))
        self.terminal.reinstall()
        assert self.terminal.outbox.epoch != epoch
        self.generation += 1

    @invariant()
    def nothing_is_applied_twice_nor_out_of_turn(self) -> None:
        effects = self.caisse.effects()
        assert len(effects) == len(set(effects))
        numbers: dict[str, list[int]] = {}
        for effect in effects:
            lane, _, number = effect.partition("-")
            numbers.setdefault(lane, []).append(int(number))
        assert all(found == sorted(found) for found in numbers.values())

    @invariant()
    def nothing_vanishes(self) -> None:
        recorded, epoch = self.caisse.recorded(), self.terminal.outbox.epoch
        here = self.seqs_here()
        for at in (*self.good, *self.bad):
            assert at in recorded or (at[0] == epoch and at[1] in here) or (at[0] != epoch and at in self.bad)

    @invariant()
    def a_resend_is_byte_identical(self) -> None:
        assert all(len(seen) == 1 for seen in self.network.items.values())

    def seqs_here(self) -> set[int]:
        outbox = self.terminal.outbox
        waiting = {entry.item.seq for entry in outbox.batch(1000, 1 << 30)}
        return waiting | {seq for seq, _ in outbox.parked()} | {item.seq for item, _ in outbox.dead_letters()}

    def teardown(self) -> None:
        """Once the network behaves it drains, and everything has had its effect, once."""
        try:
            self.settle_everything()
        finally:
            self.terminal.outbox.close()
            self._folder.cleanup()

    def settle_everything(self) -> None:
        self.network.deliver_late()
        self.network.weather = Weather.FAIR
        self.caisse.keys.hidden = frozenset()
        self.terminal.drain()
        # What the worker had to put off is due by then.
        self.caisse.now += timedelta(days=1)
        self.caisse.work()
        self.nothing_is_applied_twice_nor_out_of_turn()
        self.nothing_vanishes()
        effects = set(self.caisse.effects())
        OutboxProtocol.applied += len(effects)
        assert set(self.good.values()) <= effects
        assert effects <= set(self.good.values()) | self.disowned
        recorded = self.caisse.recorded()
        assert all(recorded[at] == "rejected" for at in self.bad if at[0] == self.terminal.outbox.epoch)
        assert not [kind for kind, _, _ in self.caisse.quarantined() if kind != "dead-letter"]
