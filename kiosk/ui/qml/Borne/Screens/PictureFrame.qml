import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Drawings
import Borne.Theme

// A page that says one thing: a drawing on the tone's ground, what happens, what to do. The drawing takes the room the
// words leave, and goes when they need it all.
Item {
    id: frame

    default property alias more: below.data
    readonly property bool split: Theme.wide && Terminal.drawing !== ""
    readonly property bool plain: Terminal.drawing === ""
    readonly property real words: told.implicitHeight + 2 * Theme.mm(10)
    readonly property real spare: actions.y - Theme.gap - words
    readonly property real sheet: Terminal.drawing === "" || spare < Theme.mm(50) ? 0 : Math.min(spare, height * 0.66)

    Rectangle {
        id: panel

        width: frame.split ? Math.round(frame.width * (Theme.large ? 0.3 : 0.44)) : frame.width
        height: frame.split ? frame.height : frame.sheet
        visible: height > 0
        color: Colours.wash(Terminal.tone)
        clip: true

        Rectangle {
            visible: Colours.contrasted
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.stroke
            color: Colours.ink
        }

        Drawing {
            id: picture

            anchors.fill: parent
            anchors.topMargin: Theme.mm(14)
            anchors.bottomMargin: picture.grounded ? 0 : Theme.mm(14)
            name: Terminal.drawing
            tone: Terminal.tone
        }
    }

    Pager {
        id: pager

        x: frame.split ? panel.width + Theme.mm(14) : Theme.margin
        y: frame.split ? 0 : frame.sheet
        width: frame.width - x - Theme.margin
        height: actions.y - Theme.gap - y

        Stack {
            id: told

            width: parent.width
            topPadding: frame.split ? Math.max(Theme.mm(10), Math.round((pager.height - height0) / 2)) : Theme.mm(frame.plain && !Theme.large ? 30 : frame.sheet > 0 && pager.height - height0 > Theme.mm(60) ? 20 : 10)
            spacing: Theme.mm(8)

            readonly property real height0: heading.implicitHeight + notices.implicitHeight + below.implicitHeight + 2 * spacing

            Medallion {
                visible: frame.plain
                name: Terminal.tone
                size: Theme.mm(40)
                tint: Colours.tone(Terminal.tone)
                ground: Colours.wash(Terminal.tone)
            }

            Header {
                id: heading

                width: parent.width
                grand: true
            }

            Stack {
                id: below

                width: parent.width
                visible: children.length > 0
            }

            Notices {
                id: notices

                width: parent.width
            }
        }
    }

    Actions {
        id: actions

        x: pager.x
        width: pager.width
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(8)
        model: Terminal.actions
        inline: frame.split
    }
}
