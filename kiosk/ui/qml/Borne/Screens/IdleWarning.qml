import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// « Êtes-vous toujours là ? »: the seconds left as a number and as a line that shortens; nothing behind can be touched.
FocusScope {
    id: warning

    Rectangle {
        anchors.fill: parent
        color: Colours.scrim
    }

    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.AllButtons
    }

    Rectangle {
        id: sheet

        readonly property int pad: Theme.mm(Theme.large ? 9 : 12)
        readonly property bool stacked: Theme.large && !Theme.wide

        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(Theme.large ? 380 : 250))
        height: told.height + 2 * pad
        radius: Theme.mm(6)
        color: Colours.paper
        border.width: Colours.contrasted ? 2 * Theme.stroke : 0
        border.color: Colours.ink

        Column {
            id: told

            x: sheet.pad
            y: sheet.pad
            width: parent.width - 2 * sheet.pad
            spacing: Theme.mm(8)

            // The number beside the words, or above them when they are large.
            Flow {
                width: parent.width
                layoutDirection: Qt.RightToLeft
                spacing: Theme.mm(8)

                Words {
                    id: number

                    width: sheet.stacked ? parent.width : Theme.mm(46)
                    horizontalAlignment: sheet.stacked ? Text.AlignLeft : Text.AlignRight
                    text: Alert.remaining
                    color: Colours.accent
                    font.pixelSize: Theme.mm(36)
                    font.weight: Font.Bold
                    font.features: ({
                            "tnum": 1
                        })
                    lineHeight: 0.9
                }

                Column {
                    width: parent.width - (sheet.stacked ? 0 : number.width + parent.spacing)
                    spacing: Theme.mm(4)

                    Title {
                        id: title

                        width: parent.width
                        text: Alert.title
                        Component.onCompleted: forceActiveFocus()
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: Alert.lead
                        font.pixelSize: Theme.lead
                        color: Colours.quiet
                    }
                }
            }

            ProgressLine {
                width: parent.width
                value: Alert.remaining / Alert.total
                label: Alert.title
            }

            Actions {
                width: parent.width
                model: Alert.actions
                inline: Theme.wide
            }
        }
    }
}
