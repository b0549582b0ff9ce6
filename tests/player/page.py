"""A page of a few controls, for the player's own tests: run as a program."""

from __future__ import annotations

import signal
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

PAGE = b"""
import QtQuick
import QtQuick.Controls.Basic

ApplicationWindow {
    id: window
    visible: true
    width: 1080
    height: 1920
    flags: Qt.FramelessWindowHint
    color: "white"

    Label {
        id: heading
        Accessible.role: Accessible.Heading
        x: 100; y: 100
        text: "Bonjour\\u00a0!"
        font.pixelSize: 60
    }
    Button {
        x: 300; y: 800; width: 400; height: 120
        text: "Dire au revoir"
        onReleased: heading.text = "Au revoir"
    }
    Button {
        x: 300; y: 1100; width: 400; height: 120
        text: "Jamais"
        enabled: false
    }
    Label { visible: false; text: "Secret" }
}
"""

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE)
    sys.exit(application.exec())
