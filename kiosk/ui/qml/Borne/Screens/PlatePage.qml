pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Theme

// The test of the screen: one colour, or lines, up to the four edges. A touch anywhere brings the next.
Rectangle {
    id: page

    readonly property string plate: Terminal.plate

    color: plate === "grey" ? "#808080" : plate === "grid" ? "black" : plate
    Accessible.role: Accessible.Button
    Accessible.name: Terminal.title
    Accessible.onPressAction: Terminal.touch("plate")

    // A line each centimetre, and one on each edge.
    Item {
        id: grid

        readonly property int thick: Math.max(1, Theme.mm(0.3))
        readonly property int columns: Math.max(1, Math.round(width / Theme.mm(10)))
        readonly property int ranks: Math.max(1, Math.round(height / Theme.mm(10)))

        anchors.fill: parent
        visible: page.plate === "grid"

        Repeater {
            model: grid.visible ? grid.columns + 1 : 0

            delegate: Rectangle {
                required property int index

                x: Math.round(index * (grid.width - grid.thick) / grid.columns)
                width: grid.thick
                height: grid.height
                color: "white"
            }
        }

        Repeater {
            model: grid.visible ? grid.ranks + 1 : 0

            delegate: Rectangle {
                required property int index

                y: Math.round(index * (grid.height - grid.thick) / grid.ranks)
                width: grid.width
                height: grid.thick
                color: "white"
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        onClicked: Terminal.touch("plate")
    }
}
