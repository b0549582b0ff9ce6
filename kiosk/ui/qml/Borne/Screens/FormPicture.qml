pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// A picture from the caisse and, beside it, what can be done with it.
Item {
    id: shown

    visible: Form.picture !== ""
    implicitHeight: Math.max(Theme.mm(Theme.small ? 28 : 36), buttons.count > 0 ? buttons.height : 0)

    // On white whatever the theme: it was drawn for that.
    Rectangle {
        width: parent.width - (buttons.count > 0 ? buttons.width + Theme.gap : 0)
        height: parent.height
        radius: Theme.radius
        color: "#ffffff"
        border.width: Theme.stroke
        border.color: Colours.edge
        Accessible.role: Accessible.Graphic
        Accessible.name: Form.described

        Image {
            anchors.fill: parent
            anchors.margins: Theme.mm(2)
            source: Form.picture
            cache: false
            fillMode: Image.PreserveAspectFit
            smooth: true
        }
    }

    Column {
        id: buttons

        readonly property alias count: repeater.count
        readonly property real widest: pushes.reduce((most, push) => Math.max(most, push?.implicitWidth ?? 0), 0)
        property list<Push> pushes

        anchors.right: parent.right
        width: Math.min(widest, shown.width * 0.55)
        spacing: Theme.mm(3.4)

        Repeater {
            id: repeater

            model: Terminal.beside
            onItemAdded: (index, item) => buttons.pushes.splice(index, 0, item as Push)
            onItemRemoved: (index, item) => buttons.pushes = buttons.pushes.filter(push => push !== item)

            delegate: Push {
                width: buttons.width
            }
        }
    }
}
