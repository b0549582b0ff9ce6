"""``./dev bench [NAME…] [--json FILE]``: run benches, print a table, write one flat object."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from bench.card import card
from bench.exposure import exposure
from bench.figures import Figures
from bench.intake import intake
from bench.keyboard import keyboard
from bench.memory import memory
from bench.outbox import outbox
from bench.printing import printing
from bench.recovery import recovery
from bench.sign_in import sign_in
from bench.stand import Stand, standing
from bench.start import start

BENCHES: dict[str, Callable[[Stand], Figures]] = {
    "start": start,
    "card": card,
    "print": printing,
    "keyboard": keyboard,
    "sign-in": sign_in,
    "memory": memory,
    "outbox": outbox,
    "intake": intake,
    "exposure": exposure,
    "recovery": recovery,
}


def main() -> int:
    """Run the benches named, or all of them."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among {', '.join(BENCHES)}; none: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench named {', '.join(unknown)}")
    figures: Figures = {}
    with standing() as stand:
        for name in chosen.names or BENCHES:
            measured = BENCHES[name](stand)
            for figure, value in measured.items():
                sys.stdout.write(f"{figure:32} {value:12g}\n")
            sys.stdout.flush()
            figures |= measured
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
