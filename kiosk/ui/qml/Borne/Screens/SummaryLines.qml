pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What is asked for, line by line: a label and its value.
Stack {
    id: lines

    spacing: Theme.mm(6)

    Repeater {
        model: Terminal.lines

        delegate: Stack {
            id: line

            required property int index
            required property string label
            required property string value

            width: lines.width
            spacing: Theme.mm(1)

            Item {
                visible: line.index > 0
                width: parent.width
                height: Theme.mm(6)

                Rectangle {
                    width: parent.width
                    height: Math.max(1, Theme.mm(0.3))
                    color: Colours.hairline
                }
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
                // For whom is seen first.
                font.pixelSize: line.index === 0 && !Theme.large ? Theme.title : Math.round(Theme.heading * 1.15)
                font.weight: Font.Bold
            }
        }
    }
}
