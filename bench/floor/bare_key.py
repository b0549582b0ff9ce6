"""A bare window of the terminal's size, with one item that draws a rectangle elsewhere each time it is touched.

Run as ``bare_key.py WIDTH HEIGHT``: the item covers the window, the rectangle moves within ``MARKS``. The
renderer is the terminal's: another would measure the renderers.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

MARKS = (100, 300, 700, 120)
"""left, top, width, height, in pixels."""
_PAGE = """
import QtQuick
Window {{
    visible: true
    width: {width}
    height: {height}
    flags: Qt.FramelessWindowHint
    color: "white"
    MultiPointTouchArea {{
        anchors.fill: parent
        onPressed: mark.x = mark.x === 0 ? 400 : 0
    }}
    Item {{
        x: {left}
        y: {top}
        Rectangle {{ id: mark; y: 40; width: 30; height: 30; color: "black" }}
    }}
}}
"""


def main() -> int:
    """Show the window until SIGTERM."""
    os.environ.update(QT_QUICK_BACKEND="software", QSG_RENDER_LOOP="basic")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    left, top, _, _ = MARKS
    engine.loadData(_PAGE.format(width=sys.argv[1], height=sys.argv[2], left=left, top=top).encode())
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
