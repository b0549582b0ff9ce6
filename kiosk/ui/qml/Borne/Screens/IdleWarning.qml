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

        readonly property int pad: Theme.mm(12)

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

            Row {
                width: parent.width
                spacing: Theme.mm(10)

                Column {
                    width: parent.width - number.width - parent.spacing
                    anchors.verticalCenter: parent.verticalCenter
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

                Words {
                    id: number

                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.mm(46)
                    horizontalAlignment: Text.AlignRight
                    text: Alert.remaining
                    color: Colours.accent
                    font.pixelSize: Theme.mm(36)
                    font.weight: Font.Bold
                    font.features: ({ "tnum": 1 })
                    lineHeight: 1
                }
            }

            ProgressLine {
                width: parent.width
                value: Alert.remaining / Alert.total
            }

            Actions {
                width: parent.width
                model: Alert.actions
                inline: Theme.wide
            }
        }
    }
}
