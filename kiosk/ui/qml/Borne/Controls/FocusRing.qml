import QtQuick
import Borne.Theme

// Where the keyboard is; outside the control, so that it shows against the paper whatever the control's colour.
Rectangle {
    anchors.fill: parent
    anchors.margins: -Theme.mm(1.3)
    color: "transparent"
    radius: Theme.radius + Theme.mm(1.3)
    border.width: Theme.mm(0.9)
    border.color: Colours.focus
    Accessible.ignored: true
}
