pragma ComponentBehavior: Bound

import QtQuick
import Borne.Theme

// The buttons of a screen: the main one over the whole width, the others side by side when their words allow it; inline,
// all of them side by side.
Flow {
    id: actions

    required property QtObject model
    property bool inline: false
    property bool low: false
    property list<Push> pushes
    readonly property bool led: pushes.length > 0 && pushes[0].primary && !inline
    readonly property list<Push> row: pushes.slice(led ? 1 : 0)
    readonly property real taken: row.reduce((sum, push) => sum + push.implicitWidth, spacing * (row.length - 1))
    readonly property real tallest: row.reduce((most, push) => Math.max(most, push.implicitHeight), 0)
    readonly property bool abreast: taken <= width
    // Equal widths when the widest allows it, else each its own and a share of what is left.
    readonly property real cell: (width - spacing * (row.length - 1)) / Math.max(1, row.length)
    readonly property bool equal: row.every(push => push.implicitWidth <= cell)

    // What one row of them all takes.
    readonly property real whole: pushes.reduce((sum, push) => sum + push.implicitWidth, spacing * (pushes.length - 1))

    spacing: Theme.gap

    function share(push: Push): real {
        if (led && push === pushes[0] || !abreast)
            return width;
        return Math.floor(equal ? cell : push.implicitWidth + (width - taken) / row.length);
    }

    Repeater {
        model: actions.model
        onItemAdded: (index, item) => actions.pushes.splice(index, 0, item as Push)
        onItemRemoved: (index, item) => actions.pushes = actions.pushes.filter(push => push !== item)

        delegate: Push {
            low: actions.low
            width: actions.share(this)
            height: actions.abreast && !(actions.led && this === actions.pushes[0]) ? actions.tallest : implicitHeight
        }
    }
}
