"""A bare window of the terminal's size with one text; with PC/SC, the text changes once a card has been read.

Run as ``bare_window.py WIDTH HEIGHT [READER APDUS]``: APDUS is a file of hexadecimal lines, sent in their order.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

_PAGE = """
import QtQuick
Window {{
    visible: true
    width: {width}
    height: {height}
    flags: Qt.FramelessWindowHint
    color: "white"
    function greet() {{ words.text = "MARIE D." }}
    function welcome() {{ words.text = "Bienvenue" }}
    Text {{ id: words; anchors.centerIn: parent; text: "Bienvenue"; font.pixelSize: 48 }}
}}
"""


def main() -> int:
    """Show the window until SIGTERM."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(_PAGE.format(width=sys.argv[1], height=sys.argv[2]).encode())
    if len(sys.argv) > 3:
        reader, apdus = sys.argv[3], Path(sys.argv[4])
        Thread(target=_read_cards, args=(reader, apdus, engine.rootObjects()[0]), daemon=True).start()
    return application.exec()


def _read_cards(reader: str, apdus: Path, window: QObject) -> None:
    # Not loaded by the window that is only a window.
    from bench.pcsc import CardWatch

    watch = CardWatch(reader)
    while True:
        watch.await_insertion()
        watch.exchange([bytes.fromhex(line) for line in apdus.read_text().split()])
        QMetaObject.invokeMethod(window, "greet", Qt.ConnectionType.QueuedConnection)
        watch.await_removal()
        QMetaObject.invokeMethod(window, "welcome", Qt.ConnectionType.QueuedConnection)


if __name__ == "__main__":
    sys.exit(main())
