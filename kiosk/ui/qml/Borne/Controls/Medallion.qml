import QtQuick
import Borne.Theme

// An icon in a disc.
Rectangle {
    id: medallion

    required property string name
    property int size: Theme.mm(20)
    property color tint: Colours.accent
    property color ground: Colours.accentWash

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: ground
    border.width: Colours.contrasted ? Theme.stroke : 0
    border.color: tint
    Accessible.ignored: true

    Glyph {
        anchors.centerIn: parent
        name: medallion.name
        size: Math.round(medallion.size * 0.6)
        tint: medallion.tint
    }
}
