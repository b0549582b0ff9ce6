import QtQuick
import Borne.Theme

// A téléservice of the menu. One that cannot be used now stays readable, and says why.
Touchable {
    id: tile

    required property string title
    required property string detail
    required property string glyph
    required property bool available
    property bool grand: false
    // One of many.
    property bool dense: false
    property bool pointed: true
    readonly property int pad: Theme.mm(grand ? 9 : dense ? 4 : 6)
    // Large texts on a small cabinet need its room.
    readonly property bool pictured: !(Theme.large && Theme.small)
    readonly property int disc: Theme.mm(grand ? 34 : 21)

    label: title
    enabled: available
    leftPadding: pad
    rightPadding: pad
    topPadding: pad
    bottomPadding: pad
    implicitHeight: Math.max(Theme.mm(grand ? 58 : dense ? 30 : 36), texts.implicitHeight + 2 * pad)
    Accessible.description: detail

    background: Rectangle {
        radius: Theme.mm(4.5)
        color: !tile.available ? Colours.band : tile.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: tile.available ? Colours.accent : Colours.edge
    }
    contentItem: Item {
        Medallion {
            id: medallion

            visible: tile.pictured
            anchors.verticalCenter: parent.verticalCenter
            name: tile.glyph
            size: tile.disc
            tint: tile.available ? Colours.accent : Colours.quiet
            ground: tile.available ? Colours.accentWash : Colours.paper
        }

        Stack {
            id: texts

            anchors.left: tile.pictured ? medallion.right : parent.left
            anchors.leftMargin: tile.pictured ? tile.pad : 0
            anchors.right: forward.visible ? forward.left : parent.right
            anchors.rightMargin: forward.visible ? Theme.mm(2) : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(tile.grand ? 3 : 1.5)

            Words {
                width: parent.width
                text: tile.title
                color: tile.available ? Colours.ink : Colours.quiet
                font.weight: Font.Bold
                font.pixelSize: tile.grand ? Math.round(Theme.heading * 1.25) : Theme.heading
                Accessible.ignored: true
            }

            Reason {
                width: parent.width
                text: tile.detail
                available: tile.available
            }
        }

        Glyph {
            id: forward

            visible: tile.available && tile.pointed
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: "forward"
            size: Theme.mm(tile.grand ? 13 : 9)
            tint: Colours.accent
        }
    }
}
