import QtQuick
import QtQuick.Templates as T
import Borne.Bridge
import Borne.Theme

// A key. It acts when pressed, so that two thumbs type in the order they come down; a masked sign leaves no trace on it.
T.AbstractButton {
    id: cap

    required property string key
    required property string caption
    required property string glyph
    required property string spoken
    required property bool service
    required property bool lit
    required property bool fast
    readonly property bool told: down && !(KeyPanel.discreet && !service)
    readonly property bool strong: told || fast
    readonly property color ink: strong ? Colours.overAccent : Colours.ink
    readonly property int em: Theme.mm(service ? 7.4 : (Theme.small ? 8.4 : 10) + (Theme.large ? 1.6 : 0))
    readonly property int glyphSize: Theme.mm(Theme.small ? 8 : 9)
    readonly property bool worded: glyph === "" || measured.advanceWidth + glyphSize + Theme.mm(2) <= width - Theme.mm(3)

    objectName: "key-" + key
    focusPolicy: Qt.NoFocus
    hoverEnabled: false
    Accessible.name: spoken
    Accessible.onPressAction: KeyPanel.press(key)
    onPressed: KeyPanel.strike(key)

    TextMetrics {
        id: measured

        font: words.font
        text: cap.caption
    }

    background: Rectangle {
        radius: Theme.mm(2.4)
        color: cap.strong ? Colours.accent : cap.lit ? Colours.accentWash : cap.service ? Colours.keyService : Colours.card
        border.width: cap.lit ? 2 * Theme.stroke : Math.max(1, Theme.mm(0.4))
        border.color: cap.lit ? Colours.accent : Colours.keyEdge
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.mm(2)

            Glyph {
                visible: cap.glyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: cap.glyph
                size: cap.glyphSize
                tint: cap.ink
            }

            Words {
                id: words

                visible: cap.worded
                anchors.verticalCenter: parent.verticalCenter
                text: cap.caption
                color: cap.ink
                font.pixelSize: cap.em
                font.weight: cap.service ? Font.Bold : Font.Normal
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
