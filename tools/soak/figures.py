"""The fleet's figures, as they are printed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tools.soak.share import Went

DAY = 1_800_000
"""Declarations of the whole fleet in 24 hours (facts/sync.md §5)."""


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which ``part`` of them lie; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def cpu_s(pid: int | None) -> float:
    """Processor time that a process has used; 0 of one that does not run."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def joined(shares: Sequence[Went]) -> Went:
    """All shares as one."""
    odd: Counter[str] = Counter()
    open_by_second: Counter[int] = Counter()
    for share in shares:
        odd += share.odd
        open_by_second.update(share.open)
    return Went(
        [wait for share in shares for wait in share.waits],
        [one for share in shares for one in share.exchanges],
        odd,
        max(share.last for share in shares),
        dict(open_by_second),
        sum(share.left for share in shares),
        sum(share.cpu_s for share in shares),
    )


def table(title: str, began: float, went: Went, more: dict[str, str]) -> str:
    """A phase as lines of text.

    Args:
        title: what it was.
        began: monotonic seconds.
        went: all shares.
        more: further lines.
    """
    seconds = went.last - began
    live = list(went.open.values()) or [0]
    lines = {
        "declarations with a verdict": f"{len(went.waits):,} in {seconds:.1f} s, {len(went.waits) / seconds:.0f}/s",
        "from due to verdict": f"p50 {_s(went.waits, 0.5)}, p99 {_s(went.waits, 0.99)}, worst {_s(went.waits, 1)}",
        "exchanges": f"{len(went.exchanges):,}, p50 {_s(went.exchanges, 0.5)}, p99 {_s(went.exchanges, 0.99)}",
        "TLS connections open": f"median {median(live):.0f}, most {max(live)}",
        "answers other than yes": ", ".join(f"{name} {count}" for name, count in went.odd.most_common()) or "none",
        "without a verdict": str(went.left),
        "the terminals' CPU": f"{1000 * went.cpu_s / max(1, len(went.waits)):.1f} ms a declaration",
        **more,
        "load average": "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()),
    }
    return "\n".join((title, *(f"  {name:28} {said}" for name, said in lines.items()), ""))


def _s(values: Sequence[float], part: float) -> str:
    return f"{percentile(values, part):.2f} s"
