"""What a run came to, for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from dock.monkey.run import Told


def write(told: Told, path: Path) -> None:
    """Write it all to a file."""
    tally = None if told.tally is None else vars(told.tally)
    document = vars(told) | {"events": told.events, "kinds": told.kinds, "tally": tally}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


def summary(told: Told) -> str:
    """What somebody wants to read at once: what held, or what did not and how to see it again."""
    done = ", ".join(f"{kind} {count}" for kind, count in sorted(told.done.items()))
    looks = max(1, told.kinds.total())
    kinds = ", ".join(f"{kind} {100 * count / looks:.0f} %" for kind, count in told.kinds.most_common())
    lines = [
        f"seed {told.seed}: {told.events} events in {told.seconds} s ({done})",
        f"{len(told.screens)} screens seen, of {len(told.kinds)} kinds: {kinds}",
    ]
    if told.tally is not None:
        lines.append(f"declarations: {told.tally.kept} kept, {told.tally.stored} stored, {dict(told.tally.outcomes)}")
    if told.growth_kb is not None:
        lines.append(f"memory: {told.rss_mb} MB, {told.growth_kb:.0f} KB more per 1,000 events")
    if told.broken:
        lines += [f"BROKEN after event {told.events}, seed {told.seed}: {told.broken}", "the last deeds:"]
        lines += [f"  {deed}" for deed in told.last]
    return "\n".join(lines) + "\n"
