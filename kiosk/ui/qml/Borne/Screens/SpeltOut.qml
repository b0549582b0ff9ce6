import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What is to be copied by hand or read aloud on the telephone: large, in groups, on a ground of its own.
Rectangle {
    id: spelt

    readonly property int pad: Theme.mm(6)
    // One row when it fits; else it breaks between its groups.
    readonly property int em: Theme.mm(Theme.small ? 15 : 20)

    visible: Terminal.spelt !== ""
    implicitHeight: words.implicitHeight + 2 * pad
    radius: Theme.radius
    color: Colours.card
    border.width: Theme.stroke
    border.color: Colours.accent

    Column {
        id: words

        x: spelt.pad
        y: spelt.pad
        width: parent.width - 2 * x
        spacing: Theme.mm(1)

        Words {
            width: parent.width
            text: Terminal.spelt_label
            color: Colours.quiet
        }

        Words {
            width: parent.width
            text: Terminal.spelt
            color: Colours.accent
            font.pixelSize: spelt.em
            font.weight: Font.Bold
            font.letterSpacing: Theme.mm(1)
            Accessible.name: Terminal.spelt_spoken
        }
    }
}
