pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// Whose visit it is, and the way out; in a technician's, hatched like a building site. Not there while nobody is.
Rectangle {
    id: bar

    readonly property bool occupied: Terminal.who !== "" || exits.count > 0

    visible: occupied
    readonly property int hatched: Terminal.workshop ? Theme.mm(5) : 0

    height: occupied ? Math.max(Theme.smallTarget, row.height) + 2 * Theme.mm(4) + hatched : 0
    color: Colours.band

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(1, Theme.mm(0.3))
        color: Colours.hairline
    }

    Hatching {
        visible: Terminal.workshop
        anchors.bottom: parent.bottom
        width: parent.width
        height: bar.hatched
    }

    Row {
        id: row

        x: Theme.margin
        y: Math.round((bar.height - bar.hatched - height) / 2)
        spacing: Theme.mm(4)
        visible: Terminal.who !== ""

        Medallion {
            anchors.verticalCenter: parent.verticalCenter
            name: Terminal.workshop ? "tools" : "person"
            size: Theme.mm(14)
            tint: Colours.overAccent
            ground: Colours.accent
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(implicitWidth), bar.width - 2 * Theme.margin - exit.width - Theme.mm(22))
            text: Terminal.who
            font.pixelSize: Theme.bar
            font.weight: Font.Bold
            maximumLineCount: 2
            elide: Text.ElideRight
            wrapMode: Text.Wrap
        }
    }

    Row {
        id: exit

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Math.round((bar.height - bar.hatched - height) / 2)

        Repeater {
            id: exits

            model: Terminal.leave

            delegate: Tool {}
        }
    }
}
