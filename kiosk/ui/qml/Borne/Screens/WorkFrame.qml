import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// A page where something is chosen: heading, then the work, then the actions, always at the bottom. On a wide screen the
// heading stands at the left of the work, unless texts are very large.
Item {
    id: frame

    default property alias work: body.data
    readonly property alias workWidth: body.width
    // What one page of many holds.
    readonly property alias turned: pager.room
    readonly property bool split: Theme.wide && Theme.scale < 1.75
    // Beside the work there is room for what the terminal says of itself; with larger texts it goes above the work.
    readonly property bool noticesAside: split && Theme.scale === 1
    readonly property int aside: split ? Math.round(width * 0.36) : 0
    // What work that stretches needs at least (0: it does not stretch), and what it may take besides.
    property real least: 0
    readonly property real room: pager.height - Theme.mm(12) - 2 * pager.spacing - (above.implicitHeight > 0 ? above.implicitHeight + pager.spacing : 0)
    readonly property real slack: room - (least > 0 ? least : body.implicitHeight)
    readonly property real spare: Math.max(0, slack)
    readonly property int headroom: Theme.mm(split ? 14 : Theme.large ? 6 : 12) + Math.min(Math.round(spare * 0.2), Theme.mm(10))

    Item {
        id: left

        x: Theme.margin
        y: frame.headroom
        width: frame.aside - Theme.margin
        height: 1
    }

    Stack {
        id: heading

        parent: frame.split ? left : above
        width: parent.width
        spacing: Theme.mm(7)

        Header {
            width: parent.width
        }

        Notices {
            visible: count > 0 && (frame.noticesAside || !frame.split)
            width: parent.width
        }
    }

    Pager {
        id: pager

        x: frame.split ? frame.aside + Theme.mm(8) : Theme.margin
        y: Theme.mm(3)
        width: parent.width - x - Theme.margin
        height: actions.y - Theme.gap - y
        spacing: Theme.mm(8)

        Item {
            width: parent.width
            height: frame.headroom - pager.y - pager.spacing
        }

        Stack {
            id: above

            visible: implicitHeight > 0
            width: parent.width

            Notices {
                visible: count > 0 && frame.split && !frame.noticesAside
                width: parent.width
            }
        }

        Stack {
            id: body

            width: parent.width
        }
    }

    Actions {
        id: actions

        // Large words need the whole width to stay in one row.
        x: Theme.large ? Theme.margin : pager.x
        width: parent.width - x - Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(8)
        model: Terminal.actions
        inline: Theme.wide
    }
}
