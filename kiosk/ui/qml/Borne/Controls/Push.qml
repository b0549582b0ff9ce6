import QtQuick
import Borne.Theme

// A button that leads somewhere. Its label wraps rather than shrinks.
Touchable {
    id: push

    required property string glyph
    required property bool primary
    readonly property color ink: primary ? (down && Colours.contrasted ? Colours.overAccent : Colours.overAccent) : Colours.accent
    readonly property int glyphRoom: glyph === "" ? 0 : icon.width + row.spacing

    padding: Theme.mm(4)
    leftPadding: Theme.mm(6)
    rightPadding: Theme.mm(6)
    implicitWidth: leftPadding + rightPadding + glyphRoom + Math.ceil(words.implicitWidth)
    implicitHeight: Math.max(Theme.target + (primary ? Theme.unit : 0), words.implicitHeight + topPadding + bottomPadding)

    background: Rectangle {
        radius: Theme.radius
        color: push.primary ? (push.down ? Colours.accentPressed : Colours.accent) : (push.down ? Colours.cardPressed : Colours.card)
        border.width: push.primary ? 0 : Theme.stroke
        border.color: Colours.accent
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Glyph {
                id: icon

                visible: push.glyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: push.glyph
                size: Math.round(words.font.pixelSize * 1.3)
                tint: push.ink
            }

            Words {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(implicitWidth), push.availableWidth - push.glyphRoom)
                text: push.label
                color: push.ink
                font.weight: Font.Bold
                font.pixelSize: push.primary ? Theme.heading : Theme.body
                horizontalAlignment: push.glyph === "" ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
