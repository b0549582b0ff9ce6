import QtQuick
import QtQuick.Templates as T
import Borne.Theme

// Turns a page: nothing is asked of the session.
T.AbstractButton {
    id: turn

    required property string label
    required property string glyph
    required property real share
    readonly property int full: Math.ceil(words.implicitWidth) + Math.round(Theme.bar * 1.4) + Theme.mm(3) + leftPadding + rightPadding
    required property bool worded
    readonly property color ink: enabled ? Colours.accent : Colours.quiet

    text: label
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    leftPadding: Theme.mm(5)
    rightPadding: Theme.mm(5)
    width: Math.min(share, Math.max(full, Theme.mm(40)))
    implicitHeight: Math.max(Theme.smallTarget, Math.ceil(words.implicitHeight) + Theme.mm(6))
    Accessible.name: label
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: !turn.enabled ? Colours.band : turn.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: turn.enabled ? Colours.accent : Colours.hairline
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Glyph {
                anchors.verticalCenter: parent.verticalCenter
                name: turn.glyph
                size: Math.round(Theme.bar * (turn.worded ? 1.4 : 2))
                tint: turn.ink
            }

            Words {
                id: words

                visible: turn.worded
                anchors.verticalCenter: parent.verticalCenter
                text: turn.label
                color: turn.ink
                font.pixelSize: Theme.bar
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }

    FocusRing {
        visible: turn.visualFocus
    }
}
