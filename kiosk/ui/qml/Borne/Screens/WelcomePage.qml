import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// Nobody is here yet: how the card goes in, seen from afar, then what follows.
Item {
    id: page

    readonly property bool beside: Theme.wide && steps.count + notices.count > 0
    readonly property int side: Theme.margin

    Hero {
        id: hero

        parent: page.beside ? page : slot
        width: page.beside ? Math.round(page.width * 0.56) : page.width
        height: page.beside ? page.height : slot.height
    }

    Pager {
        id: pager

        readonly property real rest: after.implicitHeight

        x: page.beside ? hero.width : 0
        width: page.width - x
        height: actions.visible ? actions.y - Theme.gap : page.height
        spacing: 0
        margin: page.side
        footing: actions.visible ? 0 : Theme.mm(5)

        Item {
            id: slot

            visible: !page.beside
            width: parent.width
            height: Math.max(hero.least, pager.height - pager.rest)
        }

        Item {
            visible: page.beside
            width: 1
            height: Math.max(1, (pager.height - pager.rest) / 2)
        }

        Stack {
            id: after

            width: parent.width
            leftPadding: page.beside ? Theme.mm(14) : page.side
            topPadding: Theme.mm(10)
            bottomPadding: Theme.mm(10)
            spacing: Theme.mm(9)

            Steps {
                id: steps

                width: after.width - after.leftPadding - page.side
                row: !page.beside && !Theme.large
                ample: page.beside && !Theme.large
            }

            Notices {
                id: notices

                width: after.width - after.leftPadding - page.side
            }
        }
    }

    Actions {
        id: actions

        visible: height > 0
        x: pager.x + page.side
        width: page.width - x - page.side
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(8)
        model: Terminal.actions
    }
}
