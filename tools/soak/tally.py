"""What a share of the fleet measures, from many threads at once."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from kiosk.sync import courier_log
from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.signed import SignedExchange
from kiosk.sync.transport import Reply
from teleservices.logbook import LogEvent

_EXPECTED = frozenset({courier_log.DELIVERED, courier_log.KEYS, courier_log.BACK})


@dataclass
class Tally:
    """Of one phase.

    Attributes:
        waits: seconds from the moment a declaration was due to be filed until its verdict was settled.
        exchanges: seconds that each exchange took.
        odd: answers that were no yes, and journal lines that nobody should read, by their name.
        last: when the last verdict was settled, monotonic seconds.
    """

    waits: list[float] = field(default_factory=list)
    exchanges: list[float] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)
    last: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def settled(self, due: list[float]) -> None:
        """The caisse took declarations that were due then."""
        now = monotonic()
        with self._lock:
            self.waits += [now - moment for moment in due]
            self.last = now

    def exchanged(self, began: float, answer: Reply | NoAnswer) -> None:
        """An exchange ended."""
        with self._lock:
            self.exchanges.append(monotonic() - began)
            if isinstance(answer, NoAnswer):
                self.odd[answer.cause.value] += 1
            elif answer.status != 200:
                self.odd[f"HTTP {answer.status}"] += 1

    def fault(self, name: str) -> None:
        """Something happened that should not have."""
        with self._lock:
            self.odd[name] += 1


class Waiting:
    """When each declaration of one outbox that has no verdict yet was due, in the order of filing.

    Args:
        tally: gives the phase's.
    """

    def __init__(self, tally: Callable[[], Tally]) -> None:
        self._tally = tally
        self._due: deque[float] = deque()

    def __len__(self) -> int:
        return len(self._due)

    def add(self, due: float) -> None:
        """It is filed now."""
        self._due.append(due)

    def restart(self, due: float) -> None:
        """From here on, count the wait of all that is left from then."""
        self._due = deque(due for _ in self._due)

    def record(self, event: LogEvent, **fields: object) -> None:
        """The courier's journal: how many were settled; without a fault those are always the first ones filed."""
        if event is courier_log.DELIVERED:
            count = fields["count"]
            taken = count if isinstance(count, int) else 0
            self._tally().settled([self._due.popleft() for _ in range(taken)])
        elif event not in _EXPECTED and event is not courier_log.AWAY:
            self._tally().fault(event.id)


class Watched:
    """The courier's exchanges, timed; their connection outlives the last of them, as it does over a slow line.

    Args:
        inner: the product's own.
        linger_s: seconds for which a connection stays when the courier lets go of it.
        tally: gives the phase's.
        first: called once, after the first exchange.
    """

    def __init__(
        self, inner: SignedExchange, linger_s: float, tally: Callable[[], Tally], first: Callable[[], None]
    ) -> None:
        self._inner = inner
        self._linger_s = linger_s
        self._tally = tally
        self._first: Callable[[], None] | None = first
        self._lock = threading.Lock()
        self._let_go_at: float | None = None
        self.open = False

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
    ) -> Reply | NoAnswer:
        """See ``kiosk.sync.delivery.Exchange``."""
        with self._lock:
            self._let_go_at = None
            self.open = True
            began = monotonic()
            answer = self._inner(method, path, abort, body=body, encoding=encoding)
            self._tally().exchanged(began, answer)
        if self._first is not None:
            self._first()
            self._first = None
        return answer

    def close(self) -> None:
        """See ``kiosk.sync.delivery.Exchange``; it is done by ``sweep``."""
        with self._lock:
            if self.open and self._let_go_at is None:
                self._let_go_at = monotonic() + self._linger_s

    def sweep(self, now: float) -> None:
        """Close the connection if its time has come."""
        if self._lock.acquire(blocking=False):
            try:
                if self._let_go_at is not None and now >= self._let_go_at:
                    self._inner.close()
                    self._let_go_at, self.open = None, False
            finally:
                self._lock.release()
