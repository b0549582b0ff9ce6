import QtQuick
import Borne.Theme

// A row of a list: when, what, and how it stands. One that opens nothing is only read, and looks it.
Touchable {
    id: entry

    required property string title
    required property string detail
    required property string note
    required property string glyph
    required property bool opens
    required property string tone
    // Large texts on a small cabinet need its room.
    readonly property bool pictured: !(Theme.large && Theme.small)

    // What it is comes first: a list is heard line by line.
    label: note === "" ? title : title + ", " + note
    enabled: opens
    focusPolicy: opens ? Qt.TabFocus : Qt.NoFocus
    leftPadding: Theme.mm(6)
    rightPadding: leftPadding
    implicitHeight: Math.max(Theme.mm(28), texts.implicitHeight + 2 * Theme.mm(Theme.large ? 4 : 5))
    Accessible.description: detail

    background: Rectangle {
        radius: Theme.radius
        color: entry.down ? Colours.cardPressed : Colours.card
        border.width: entry.opens ? Theme.stroke : Math.max(1, Theme.mm(0.3))
        border.color: entry.opens ? Colours.accent : Colours.hairline
    }
    contentItem: Item {
        Medallion {
            id: medallion

            visible: entry.pictured
            anchors.verticalCenter: parent.verticalCenter
            name: entry.glyph
            size: Theme.mm(18)
            tint: Colours.tone(entry.tone)
            ground: Colours.wash(entry.tone)
        }

        Stack {
            id: texts

            anchors.left: entry.pictured ? medallion.right : parent.left
            anchors.leftMargin: entry.pictured ? entry.leftPadding : 0
            anchors.right: forward.visible ? forward.left : parent.right
            anchors.rightMargin: forward.visible ? Theme.mm(3) : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(1)

            Words {
                visible: text !== ""
                width: parent.width
                text: entry.note
                color: Colours.quiet
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                text: entry.title
                font.weight: Font.Bold
                font.pixelSize: Theme.large && Theme.small ? Theme.body : Theme.heading
                Accessible.ignored: true
            }

            Words {
                visible: text !== ""
                width: parent.width
                text: entry.detail
                color: Colours.quiet
                Accessible.ignored: true
            }
        }

        Glyph {
            id: forward

            visible: entry.opens
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: "forward"
            size: Theme.mm(9)
            tint: Colours.accent
        }
    }
}
