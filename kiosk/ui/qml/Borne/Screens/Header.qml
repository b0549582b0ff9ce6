import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// Step, title and lead.
Stack {
    id: header

    property bool grand: false
    readonly property string subject: Terminal.name

    spacing: Theme.mm(4)
    onSubjectChanged: title.forceActiveFocus()
    Component.onCompleted: title.forceActiveFocus()

    Words {
        visible: Terminal.step !== ""
        width: parent.width
        text: Terminal.step
        color: Colours.accent
        font.weight: Font.Bold
    }

    Title {
        id: title

        width: parent.width
        text: Terminal.title
        font.pixelSize: header.grand ? Theme.headline : Theme.title
    }

    Words {
        visible: Terminal.lead !== ""
        width: parent.width
        text: Terminal.lead
        color: Colours.quiet
        font.pixelSize: Theme.lead
    }
}
