import QtQuick
import Borne.Theme

// A sentence about the terminal itself, with its tone's icon.
Rectangle {
    id: notice

    required property string body
    required property string tone
    property int em: Theme.body

    implicitHeight: words.height + 2 * Theme.mm(4)
    radius: Theme.radius
    color: Colours.wash(tone)
    border.width: Theme.stroke
    border.color: Colours.tone(tone)

    Glyph {
        id: icon

        x: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        name: notice.tone
        size: Math.round(notice.em * 1.4)
        tint: Colours.tone(notice.tone)
    }

    Words {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: Theme.mm(4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        text: notice.body
        font.pixelSize: notice.em
    }
}
