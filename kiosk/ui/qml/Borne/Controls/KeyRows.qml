pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Theme

// The keyboard of the field that is typed into, on a band of its own. Keys are 20 mm or more, 3 mm apart; 15 and 2 on a
// cabinet less than 230 mm wide (ACC-30). It keeps its height from one field of the form to the next.
Rectangle {
    id: rows

    // What there is, at most.
    property int room: 0
    // What stands over its foot.
    property int below: 0
    readonly property int least: Math.ceil((Theme.small ? 15 : 20) * Appearance.density)
    readonly property int between: Math.ceil((Theme.small ? 2 : 3) * Appearance.density)
    readonly property int pad: Theme.mm(Theme.small ? 3 : 4)
    readonly property int most: Math.max(1, KeyPanel.most_lines)
    readonly property int wanted: Theme.mm(Theme.small ? 15.4 : Theme.large || Theme.wide ? 20.2 : 23)
    readonly property int tall: Math.max(least, Math.min(wanted, Math.floor((room - 2 * pad + between) / most) - between))
    readonly property int inner: most * (tall + between) - between
    readonly property int columns: Math.max(1, KeyPanel.columns)
    readonly property int lines: Math.max(1, KeyPanel.lines)
    readonly property int cellWidth: Math.min(Math.floor((width - 2 * pad + between) / columns) - between, Theme.mm(48))
    readonly property int cellHeight: Math.min(Math.floor((inner + between) / lines) - between, Theme.mm(30))

    implicitHeight: inner + 2 * pad
    color: Colours.keyBand
    Accessible.role: Accessible.Grouping
    Accessible.name: KeyPanel.label

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.mm(0.3))
        color: Colours.hairline
    }

    Item {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Math.round(rows.below / 2)
        width: rows.columns * (rows.cellWidth + rows.between) - rows.between
        height: rows.lines * (rows.cellHeight + rows.between) - rows.between

        Repeater {
            model: KeyPanel.keys

            delegate: KeyCap {
                required property int column
                required property int line
                required property int span

                x: column * (rows.cellWidth + rows.between)
                y: line * (rows.cellHeight + rows.between)
                width: span * (rows.cellWidth + rows.between) - rows.between
                height: rows.cellHeight
            }
        }
    }
}
