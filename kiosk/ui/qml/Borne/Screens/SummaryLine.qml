import QtQuick
import Borne.Controls
import Borne.Theme

// A label and its value, under the heading of the group that they begin.
Stack {
    id: line

    required property string heading
    required property string label
    required property string value
    required property int em

    spacing: Theme.mm(1)

    Words {
        visible: text !== ""
        width: parent.width
        bottomPadding: Theme.mm(2)
        text: line.heading
        color: Colours.accent
        font.weight: Font.Bold
        font.pixelSize: Math.round(Theme.heading * 1.15)
        Accessible.role: Accessible.Heading
    }

    Words {
        visible: text !== ""
        width: parent.width
        text: line.label
        color: Colours.quiet
    }

    Words {
        width: parent.width
        text: line.value
        font.pixelSize: line.em
        font.weight: Font.Bold
    }
}
