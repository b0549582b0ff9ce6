"""The threads of sync load their libraries one at a time: nobody finds one half made."""

from __future__ import annotations

import subprocess
import sys

_TOGETHER = """
import sys, threading
from kiosk.sync import libraries
from kiosk.sync.courier import Courier
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.worker import LinkWorker

class Nothing:
    def __getattr__(self, name):
        return self
    def __call__(self, *_, **__):
        return self

def waits(name):
    (thread,) = [thread for thread in threading.enumerate() if thread.name == name]
    frame, names = sys._current_frames().get(thread.ident), []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return "load" in names

nothing, pause = Nothing(), threading.Event()
threads = [
    LinkWorker(nothing, nothing),
    OutboxWorker(nothing, nothing, nothing, record=nothing, kept=nothing, halted=nothing),
    Courier(nothing, nothing, changed=nothing),
]
with libraries._LOCK:
    for thread in threads:
        thread.start()
    for _ in range(1000):
        if all(waits(name) for name in ("link", "outbox", "courier")):
            break
        pause.wait(0.01)
    print(all(waits(name) for name in ("link", "outbox", "courier")), "pydantic" in sys.modules)
"""


def test_no_thread_of_sync_goes_on_while_another_loads_libraries() -> None:
    ended = subprocess.run([sys.executable, "-c", _TOGETHER], check=False, capture_output=True, text=True, timeout=60)
    assert ended.stdout == "True False\n", ended.stderr
