pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// The visit in three pictures: side by side, or one below the other when the room is narrow or texts are large.
Tray {
    id: steps

    property bool row: true
    property bool ample: false
    readonly property alias count: repeater.count
    readonly property list<string> pictures: ["card", "touch", "print"]

    visible: count > 0
    columns: row ? Math.max(1, repeater.count) : 1
    spacing: Theme.mm(ample ? 9 : 6)

    Repeater {
        id: repeater

        model: Terminal.lines

        delegate: Item {
            id: step

            required property int index
            required property string value

            width: steps.cell
            height: steps.row ? words.y + words.height : Math.max(disc.y + disc.height, words.height)
            implicitHeight: height

            Medallion {
                id: disc

                y: Theme.mm(1.5)

                name: steps.pictures[Math.min(Math.max(step.index, 0), 2)]
                size: Theme.mm(steps.row ? 24 : steps.ample ? 30 : 22)
            }

            Rectangle {
                x: disc.width - Math.round(width * 0.6)
                width: number.height + Theme.mm(1)
                height: width
                radius: width / 2
                color: Colours.accent
                border.width: Theme.stroke
                border.color: Colours.paper

                Words {
                    id: number

                    anchors.centerIn: parent
                    text: step.index + 1
                    color: Colours.overAccent
                    font.pixelSize: Theme.mm(7.4)
                    font.weight: Font.Bold
                    lineHeight: 1
                    Accessible.ignored: true
                }
            }

            Words {
                id: words

                x: steps.row ? 0 : disc.width + Theme.mm(8)
                y: steps.row ? disc.y + disc.height + Theme.mm(4) : Math.max(0, disc.y + Math.round((disc.height - height) / 2))
                width: parent.width - x
                text: step.value
                font.weight: Font.Bold
                font.pixelSize: steps.ample ? Theme.heading : Theme.body
            }
        }
    }
}
