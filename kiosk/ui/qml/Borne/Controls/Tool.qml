import QtQuick
import Borne.Theme

// A small button of the bars: icon, words or both.
Touchable {
    id: tool

    required property string glyph
    property bool current: false
    property bool wordless: false
    readonly property bool worded: !wordless || glyph === ""
    readonly property int full: Math.ceil(words.implicitWidth) + Math.round(Theme.bar * 1.25) + row.spacing + 2 * Theme.mm(4)
    readonly property string shownGlyph: current ? "check" : glyph

    leftPadding: worded ? Theme.mm(4) : Theme.mm(3)
    rightPadding: leftPadding
    implicitWidth: Math.max(Theme.smallTarget, Math.ceil(row.implicitWidth) + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.smallTarget, Math.ceil(words.implicitHeight) + Theme.mm(6))

    background: Rectangle {
        radius: Theme.radius
        color: tool.current ? Colours.accent : tool.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: tool.current ? Colours.accent : Colours.edge
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(2.5)

            Glyph {
                visible: tool.shownGlyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: tool.shownGlyph
                size: Math.round(Theme.bar * (tool.worded ? 1.25 : 1.5))
                tint: words.color
            }

            Words {
                id: words

                visible: tool.worded
                anchors.verticalCenter: parent.verticalCenter
                text: tool.label
                color: tool.current ? Colours.overAccent : Colours.ink
                font.pixelSize: Theme.bar
                font.weight: tool.current ? Font.Bold : Font.Normal
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
