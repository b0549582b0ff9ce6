import QtQuick
import Borne.Theme

// A téléservice alone on its menu: the same as a Tile, with its picture above the words.
Touchable {
    id: poster

    required property string title
    required property string detail
    required property string glyph
    required property bool available
    readonly property int pad: Theme.mm(10)
    property real spare: 0
    readonly property real least: texts.implicitHeight + 2 * pad + Theme.mm(50)
    readonly property int picture: Theme.mm(50) + Math.min(spare * 0.75, Theme.mm(80))

    label: title
    enabled: available
    padding: Theme.stroke
    implicitHeight: picture + texts.implicitHeight + 2 * pad
    Accessible.description: detail

    background: Rectangle {
        radius: Theme.mm(6)
        color: !poster.available ? Colours.band : poster.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: poster.available ? Colours.accent : Colours.edge
    }
    contentItem: Item {
        Rectangle {
            width: parent.width
            height: poster.picture
            topLeftRadius: Theme.mm(5.5)
            topRightRadius: Theme.mm(5.5)
            color: poster.available ? Colours.accentWash : Colours.paper

            Glyph {
                anchors.centerIn: parent
                name: poster.glyph
                size: Math.round(poster.picture * 0.66)
                tint: poster.available ? Colours.accent : Colours.edge
            }
        }

        Stack {
            id: texts

            x: poster.pad
            y: poster.picture + poster.pad
            width: parent.width - x - poster.pad - (go.visible ? go.width + Theme.mm(6) : 0)
            spacing: Theme.mm(3)

            Words {
                width: parent.width
                text: poster.title
                color: poster.available ? Colours.ink : Colours.quiet
                font.weight: Font.Bold
                font.pixelSize: Math.round(Theme.heading * 1.35)
                Accessible.ignored: true
            }

            Reason {
                width: parent.width
                text: poster.detail
                available: poster.available
            }
        }

        Medallion {
            id: go

            visible: poster.available
            anchors.right: parent.right
            anchors.rightMargin: poster.pad
            y: texts.y + Math.round((texts.height - height) / 2)
            name: "forward"
            size: Theme.mm(24)
            tint: Colours.overAccent
            ground: Colours.accent
        }
    }
}
