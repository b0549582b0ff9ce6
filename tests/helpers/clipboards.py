"""The X clipboard and primary selection as another program sees them; run as a process of its own.

``clipboards.py read`` prints both, one a line. ``clipboards.py hold TEXT`` owns both until its input ends, and prints
``held`` once it does.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QClipboard, QGuiApplication

_BOTH = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def _main(mode: str, *text: str) -> None:
    application = QGuiApplication([])
    clipboard = QGuiApplication.clipboard()
    if mode == "read":
        for place in _BOTH:
            sys.stdout.write(f"{clipboard.text(place)}\n")
        return
    for place in _BOTH:
        clipboard.setText(" ".join(text), place)
    end = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    end.activated.connect(application.quit)
    sys.stdout.write("held\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    _main(*sys.argv[1:])
