import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Drawings
import Borne.Theme

// The welcome, in the accent's colour from edge to edge.
Rectangle {
    id: hero

    readonly property int side: Theme.margin
    readonly property real told: words.y + words.height
    readonly property real least: told + Theme.mm(Terminal.drawing === "" ? 10 : Theme.small ? 46 : 60)

    color: Colours.hero
    clip: true

    Rectangle {
        visible: Colours.contrasted
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.stroke
        color: Colours.ink
    }

    Stack {
        id: words

        readonly property string subject: Terminal.name

        x: hero.side
        y: Theme.mm(Theme.wide ? 14 : 20)
        width: parent.width - 2 * hero.side
        spacing: Theme.mm(5)
        onSubjectChanged: title.forceActiveFocus()
        Component.onCompleted: title.forceActiveFocus()

        Title {
            id: title

            width: parent.width
            text: Terminal.title
            color: Colours.overHero
            font.pixelSize: Theme.display
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: Terminal.lead
            color: Colours.overHero
            font.pixelSize: Math.round(Theme.lead * 1.2)
        }
    }

    Drawing {
        y: hero.told + Theme.mm(8)
        width: parent.width
        height: parent.height - y - (grounded ? 0 : Theme.mm(10))
        visible: height >= Theme.mm(27)
        name: Terminal.drawing
        tone: "hero"
    }
}
