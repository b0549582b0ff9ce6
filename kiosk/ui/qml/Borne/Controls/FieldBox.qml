pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Borne.Bridge
import Borne.Theme

// Where a text is typed. Nothing of Qt's own text fields: no clipboard, no undo, no selection, no menu (ESC-05, ESC-06).
T.Control {
    id: box

    required property string key
    required property string label
    required property string shown
    required property string spoken
    required property string about
    required property bool masked
    required property bool current
    required property bool faulty
    readonly property int em: Math.round(Math.min(Theme.heading, Theme.mm(Theme.small ? 13.2 : 17.6)) * (masked && shown.startsWith("●") ? 0.8 : 1))

    objectName: key
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    padding: Theme.mm(4)
    leftPadding: Theme.mm(5)
    rightPadding: leftPadding
    implicitHeight: Math.max(Theme.mm(Theme.small ? 20 : 22), Math.min(words.implicitHeight, 4 * Math.ceil(box.em * 1.3)) + 2 * padding)
    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.description: spoken + (about === "" ? "" : ". " + about)
    Accessible.focusable: true

    onActiveFocusChanged: if (activeFocus)
        Form.go_to(key)

    background: Rectangle {
        radius: Theme.radius
        color: Colours.card
        border.width: box.current ? 2 * Theme.stroke : Theme.stroke
        border.color: box.faulty ? Colours.error : box.current ? Colours.accent : Colours.edge
    }
    contentItem: Item {
        clip: true

        Words {
            id: words

            property real end: 0

            visible: text !== ""
            y: Math.round(Math.min((parent.height - height) / 2, parent.height - height))
            width: parent.width
            text: box.shown
            font.pixelSize: box.em
            font.letterSpacing: Theme.mm(0.4)
            lineHeight: 1.1
            wrapMode: Text.WrapAnywhere
            Accessible.ignored: true
            Accessible.name: ""
            onLineLaidOut: line => {
                if (line.isLast)
                    end = line.implicitWidth;
            }
        }

        Rectangle {
            visible: box.current
            x: box.shown === "" ? 0 : Math.min(Math.ceil(words.end) + Theme.mm(0.6), parent.width - width)
            y: Math.round(words.y + words.height - height - (words.height / Math.max(1, words.lineCount) - height) / 2)
            width: Theme.mm(0.8)
            height: Math.round(Theme.heading * 1.15)
            color: Colours.accent
        }
    }

    FocusRing {
        visible: box.visualFocus
    }

    MouseArea {
        anchors.fill: parent
        onClicked: box.forceActiveFocus(Qt.MouseFocusReason)
    }
}
