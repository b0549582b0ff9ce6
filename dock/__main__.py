"""``python -m dock serve|window --socket PATH``: the dock's process, and its window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread

from dock.production import MARK, VARIABLE, is_production


def main() -> int:
    """Serve until SIGTERM, or show the window until it is closed; 78 where citizens are served."""
    parser = argparse.ArgumentParser(prog="dock")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="simulators and caisse behind a unix socket")
    serve.add_argument("--state", type=Path, required=True, help="directory of the caisse's data and the papers")
    serve.add_argument("--caisse", type=Path, help="settings that complete those of the demo's caisse")
    window = commands.add_parser("window", help="the window of a dock that serves")
    window.add_argument("--left", type=int, default=0, help="pixels left of it, for the terminal's window")
    for command in (serve, window):
        command.add_argument("--socket", type=Path, required=True)
    chosen = parser.parse_args()
    if is_production(os.environ):
        sys.stderr.write(f"dock: this is a terminal in production ({MARK} or {VARIABLE}): nothing is started\n")
        return os.EX_CONFIG
    if chosen.command == "window":
        from dock.window.window import open_window

        return open_window(chosen.socket, chosen.left)
    return _serve(chosen.socket, chosen.state, chosen.caisse)


def _serve(path: Path, state: Path, caisse: Path | None) -> int:
    from dock.server import Server
    from dock.stack import Stack

    ended = Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: ended.set())
    with Stack(state, caisse) as stack, Server(path, stack.control.obey) as server:
        Thread(target=server.serve_forever, name="dock-server", daemon=True).start()
        ended.wait()
        server.shutdown()
    path.unlink(missing_ok=True)
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main())
