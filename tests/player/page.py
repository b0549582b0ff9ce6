"""A page of a few controls, for the player's own tests: run as a program."""

from __future__ import annotations

import signal
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

PAGE = """
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
        text: "Bonjour\u00a0!"
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

    property string typed: ""
    property bool upper: false

    Rectangle {
        x: 100; y: 300; width: 800; height: 100
        color: "lightgrey"
        Accessible.role: Accessible.EditableText
        Accessible.name: "Mot de passe"
        Accessible.description: typed.length + " caract\u00e8res saisis. 8 au moins"

        MouseArea {
            anchors.fill: parent
            onClicked: keyboard.visible = true
        }
    }
    Label { x: 100; y: 420; text: "Vous avez tap\u00e9 " + window.typed }
    Row {
        id: keyboard

        visible: false
        x: 100; y: 1400; spacing: 20

        Repeater {
            model: ["a", "e", "1", "@", "\u20ac"]

            Button {
                required property string modelData
                readonly property string sign: window.upper ? modelData.toUpperCase() : modelData
                readonly property var names: ({
                    "@": "arobase", "\u20ac": "euro", "A": "a majuscule", "E": "e majuscule"
                })

                width: 130; height: 100
                text: sign
                Accessible.name: names[sign] ?? sign
                onPressed: {
                    window.typed += sign;
                    window.upper = false;
                }
            }
        }
        Button {
            width: 130; height: 100
            text: "maj"
            Accessible.name: window.upper ? "Majuscules : pour une lettre" : "Majuscules\u00a0: non"
            onPressed: window.upper = !window.upper
        }
    }
}
"""

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(PAGE.encode())
    sys.exit(application.exec())
