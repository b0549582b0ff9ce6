pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// Where a person finds a person; the languages; how to read the screen.
Rectangle {
    id: bar

    readonly property int inner: width - 2 * Theme.margin
    readonly property bool worded: languages.width + reading.wordedWidth + Theme.gap <= inner && !(Theme.wide && Theme.large) || !oneRow
    readonly property bool oneRow: languages.width + reading.wordlessWidth + Theme.gap <= inner
    readonly property bool helpBeside: Theme.wide && oneRow && inner - languages.width - reading.width - 4 * Theme.gap > Theme.mm(110)
    readonly property int toolsHeight: oneRow ? reading.height : languages.height + Theme.mm(4) + reading.height

    height: helpBeside ? Math.max(toolsHeight, help.height) + 2 * Theme.mm(5) : help.height + toolsHeight + Theme.mm(4) + 2 * Theme.mm(5)
    color: Colours.band

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.mm(0.3))
        color: Colours.hairline
    }

    Row {
        id: help

        x: bar.helpBeside ? Theme.margin + languages.width + 2 * Theme.gap : Theme.margin
        y: bar.helpBeside ? Math.round((bar.height - height) / 2) : Theme.mm(5)
        width: bar.helpBeside ? bar.inner - languages.width - reading.width - 4 * Theme.gap : bar.inner
        spacing: Theme.mm(3)

        Glyph {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            name: "help"
            size: Math.round(Theme.bar * 1.3)
            tint: Colours.accent
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - mark.width - parent.spacing
            text: Terminal.help
            font.pixelSize: Theme.bar
            color: Colours.ink
        }
    }

    Row {
        id: languages

        x: Theme.margin
        y: bar.helpBeside ? Math.round((bar.height - height) / 2) : help.y + help.height + Theme.mm(4)
        spacing: Theme.mm(3.4)

        Repeater {
            model: Terminal.languages

            delegate: Tool {
                required property bool picked

                current: picked
                Accessible.role: Accessible.RadioButton
                Accessible.checkable: true
                Accessible.checked: picked
            }
        }
    }

    Row {
        id: reading

        property int contrastWidth: 0
        readonly property int sizesWidth: sizes.count * (Theme.smallTarget + spacing)
        readonly property int wordlessWidth: sizesWidth + Theme.smallTarget
        readonly property int wordedWidth: sizesWidth + contrastWidth

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: bar.helpBeside ? Math.round((bar.height - height) / 2) : bar.oneRow ? languages.y : languages.y + languages.height + Theme.mm(4)
        spacing: Theme.mm(3.4)

        Repeater {
            id: sizes

            model: Terminal.sizes

            delegate: Tool {
                wordless: true
            }
        }

        Repeater {
            model: Terminal.contrast

            delegate: Tool {
                wordless: !bar.worded
                onFullChanged: reading.contrastWidth = full
                Component.onCompleted: reading.contrastWidth = full
            }
        }
    }
}
