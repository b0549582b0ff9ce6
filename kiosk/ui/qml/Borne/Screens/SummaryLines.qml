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
            readonly property bool abreast: changes && button.implicitWidth <= width / 2

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

            Item {
                width: parent.width
                height: line.abreast ? Math.max(said.height, button.height) : said.height + (line.changes ? Theme.mm(3) + button.height : 0)

                Column {
                    id: said

                    y: line.abreast ? Math.round((parent.height - height) / 2) : 0
                    width: parent.width - (line.abreast ? button.width + Theme.gap : 0)
                    spacing: Theme.mm(1)

                    // On one page with its first line.
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
                        font.pixelSize: line.index === 0 && lines.few && !Theme.large ? Theme.title : Math.round(Theme.heading * (lines.few ? 1.15 : 1))
                        font.weight: Font.Bold
                    }
                }

                Push {
                    id: button

                    visible: line.changes
                    x: line.abreast ? parent.width - width : 0
                    y: line.abreast ? Math.round((parent.height - height) / 2) : said.height + Theme.mm(3)
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
}
