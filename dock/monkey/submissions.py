"""What was declared counts once: the caisse's database against what the terminal said."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dock.monkey.watch import BrokenError

_POLL_S = 0.2
_ROWS = "select epoch, seq, outcome from intake order by epoch, seq"
_SEQUENCE = "select seq from intake order by epoch, seq"
_EPOCHS = "select count(distinct epoch) from intake"
_CONTENTS = "select hex(content_mac) from request where state = 'registered'"


@dataclass(frozen=True)
class Tally:
    """How many declarations.

    Attributes:
        kept, unsure: as people were told; of the unsure, nobody could say whether they were kept.
        stored: at the caisse; more than were told where somebody pulled the card out meanwhile.
        outcomes: what they came to, how often each.
    """

    kept: int
    unsure: int
    stored: int
    outcomes: Mapping[str, int]


def tally(journal: Sequence[Mapping[str, object]], database: Path, patience_s: float) -> Tally:
    """Count, once all that was kept has been delivered and judged.

    Args:
        journal: of the whole run.
        database: the caisse's.
        patience_s: how long the delivery may take.

    Raises:
        BrokenError: something was delivered twice, counted twice, left out, or never arrived.
    """
    ended = Counter(str(event["outcome"]) for event in journal if event["event"] == "declaration.ended")
    kept, unsure = ended["kept"], ended["unknown"]
    deadline = time.monotonic() + patience_s
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as caisse:
        while True:
            rows = caisse.execute(_ROWS).fetchall()
            if len(rows) >= kept and all(outcome for _, _, outcome in rows):
                break
            if time.monotonic() > deadline:
                raise BrokenError(f"of {kept} declarations kept, {len(rows)} arrived")
            time.sleep(_POLL_S)
        sequence = [seq for (seq,) in caisse.execute(_SEQUENCE)]
        ((epochs,),) = caisse.execute(_EPOCHS)
        contents = Counter(mac for (mac,) in caisse.execute(_CONTENTS))
    outcomes = Counter(outcome for _, _, outcome in rows)
    if outcomes["already-registered"] or any(count > 1 for count in contents.values()):
        raise BrokenError("a second submission: the very same was declared again")
    if epochs > 1 or sequence != list(range(1, len(sequence) + 1)):
        raise BrokenError(f"numbers of the outbox: {epochs} epochs, {sequence}")
    return Tally(kept, unsure, len(rows), dict(outcomes))
