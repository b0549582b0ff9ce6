import QtQuick
import QtQuick.Templates as T
import Borne.Theme

// Shows what a masked field holds, or hides it again.
T.AbstractButton {
    id: eye

    required property string label
    required property string glyph
    required property string about
    required property bool wordless

    text: label
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    leftPadding: Theme.mm(4)
    rightPadding: leftPadding
    implicitWidth: Math.max(Theme.smallTarget, Math.ceil(row.implicitWidth) + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.smallTarget, Math.ceil(words.implicitHeight) + Theme.mm(6))
    Accessible.name: label
    Accessible.description: about
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: eye.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: Colours.accent
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(2.5)

            Glyph {
                anchors.verticalCenter: parent.verticalCenter
                name: eye.glyph
                size: Math.round(Theme.bar * 1.3)
                tint: Colours.accent
            }

            Words {
                id: words

                visible: !eye.wordless
                anchors.verticalCenter: parent.verticalCenter
                text: eye.label
                color: Colours.accent
                font.pixelSize: Theme.bar
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }

    FocusRing {
        visible: eye.visualFocus
    }
}
