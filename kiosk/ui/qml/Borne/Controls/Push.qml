import QtQuick
import Borne.Theme

// A button that leads somewhere. Its label wraps rather than shrinks.
Touchable {
    id: push

    required property string glyph
    required property bool primary
    property bool modest: false
    // Beside a keyboard, on a low page: the room goes to what is typed.
    property bool low: false
    readonly property color ink: primary ? Colours.overAccent : Colours.accent
    // Measured apart: a wrapped text's own implicit width moves with its width.
    readonly property int natural: Math.ceil(metrics.advanceWidth) + 2
    readonly property int em: low ? Math.round(Theme.label * (primary ? 1.19 : 1)) : primary ? Theme.heading : Theme.body
    readonly property int glyphSize: Math.round(em * 1.3)
    readonly property int glyphRoom: glyph === "" ? 0 : glyphSize + Theme.mm(3)

    padding: Theme.mm(4)
    leftPadding: Theme.mm(Theme.large ? 4 : 6)
    rightPadding: leftPadding
    implicitWidth: leftPadding + rightPadding + glyphRoom + natural
    implicitHeight: Math.max((modest ? Theme.smallTarget : Theme.target) + (primary ? Theme.unit : 0), words.implicitHeight + topPadding + bottomPadding)

    TextMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: push.em
        font.weight: Font.Bold
        text: push.label
    }

    background: Rectangle {
        radius: Theme.radius
        color: push.primary ? (push.down ? Colours.accentPressed : Colours.accent) : (push.down ? Colours.cardPressed : Colours.card)
        border.width: push.primary ? 0 : Theme.stroke
        border.color: Colours.accent
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Glyph {
                visible: push.glyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: push.glyph
                size: push.glyphSize
                tint: push.ink
            }

            Words {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(push.natural, push.width - 2 * push.leftPadding - push.glyphRoom)
                text: push.label
                color: push.ink
                font.weight: Font.Bold
                font.pixelSize: push.em
                horizontalAlignment: push.glyph === "" ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
