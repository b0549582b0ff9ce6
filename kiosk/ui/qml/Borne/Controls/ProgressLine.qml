import QtQuick
import Borne.Theme

// How far, from 0 to 1; below 0 nobody knows, and a piece of the line travels instead.
Item {
    id: line

    required property real value
    // What goes on: its name for a screen reader, with the share done when it is known.
    required property string label
    property color tint: Colours.accent
    readonly property bool known: value >= 0

    implicitHeight: Theme.mm(5)
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: known ? `${label} ${Math.round(value * 100)} %` : label

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Colours.shade
        border.width: Colours.contrasted ? Theme.stroke : 0
        border.color: Colours.ink
    }

    Rectangle {
        id: piece

        property real travel: 0

        x: line.known ? 0 : travel * (line.width - width)
        width: line.known ? Math.max(height, line.width * line.value) : line.width * 0.3
        height: line.height
        radius: height / 2
        color: line.tint

        Behavior on width {
            enabled: line.known

            NumberAnimation {
                duration: 160
            }
        }

        SequentialAnimation on travel {
            running: !line.known && line.visible
            loops: Animation.Infinite

            NumberAnimation {
                to: 1
                duration: 1600
                easing.type: Easing.InOutSine
            }

            NumberAnimation {
                to: 0
                duration: 1600
                easing.type: Easing.InOutSine
            }
        }
    }
}
