pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What is asked for or known, line by line: a label and its value, in groups, some with a button that changes them.
Stack {
    id: lines

    readonly property alias count: repeater.count
    // Many lines are read one after the other; of a few, for whom is seen first.
    readonly property bool few: count < 4

    spacing: Theme.mm(2)

    Repeater {
        id: repeater

        model: Terminal.lines

        delegate: Stack {
            id: line

            required property int index
            required property string key
            required property string label
            required property string value
            required property string heading
            required property bool joined
            required property string change
            required property string glyph
            required property string about
            readonly property bool changes: change !== ""
            // Words and button on one row when that leaves the words half of it.
            readonly property bool abreast: changes && beside.implicitWidth <= width / 2

            // For whom is seen first.
            readonly property int em: index === 0 && lines.few && !Theme.large ? Theme.title : Math.round(Theme.heading * (lines.few ? 1.15 : 1))

            width: lines.width
            spacing: Theme.mm(2)

            Item {
                visible: line.index > 0 && !line.joined
                width: parent.width
                height: Theme.mm(lines.few ? 10 : 6)

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: Math.max(1, Theme.mm(0.3))
                    color: Colours.hairline
                }
            }

            SummaryLine {
                visible: !line.abreast
                width: parent.width
                heading: line.heading
                label: line.label
                value: line.value
                em: line.em
            }

            Item {
                visible: line.abreast
                width: parent.width
                height: Math.max(said.height, beside.height)

                SummaryLine {
                    id: said

                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - beside.width - Theme.gap
                    heading: line.heading
                    label: line.label
                    value: line.value
                    em: line.em
                }

                Push {
                    id: beside

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    key: line.key
                    label: line.change
                    glyph: line.glyph
                    primary: false
                    modest: true
                    Accessible.description: line.about
                }
            }

            Push {
                visible: line.changes && !line.abreast
                key: line.key
                label: line.change
                glyph: line.glyph
                primary: false
                modest: true
                Accessible.description: line.about
            }
        }
    }
}
