pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// The test of the touch panel: cells up to the four edges, each filled and ticked once a finger was on it.
Rectangle {
    id: page

    readonly property int columns: Math.max(1, Terminal.columns)
    readonly property int ranks: Math.max(1, Terminal.ranks)

    color: Colours.paper

    // Edges in whole pixels: no row and no column is left out.
    function edge(place: int, count: int, length: real): int {
        return Math.round(place * length / count);
    }

    function feel(points: var): void {
        for (const point of points) {
            const column = Math.floor(point.x * columns / width);
            const rank = Math.floor(point.y * ranks / height);
            if (column >= 0 && column < columns && rank >= 0 && rank < ranks)
                Terminal.touch("cell-" + (rank * columns + column));
        }
    }

    Repeater {
        model: page.columns * page.ranks

        delegate: Rectangle {
            id: cell

            required property int index
            readonly property int column: index % page.columns
            readonly property int rank: Math.floor(index / page.columns)
            readonly property bool felt: Terminal.touched[index] === "1"

            x: page.edge(column, page.columns, page.width)
            y: page.edge(rank, page.ranks, page.height)
            width: page.edge(column + 1, page.columns, page.width) - x
            height: page.edge(rank + 1, page.ranks, page.height) - y
            color: felt ? Colours.accent : Colours.card
            border.width: Math.max(1, Theme.mm(0.3))
            border.color: felt ? Colours.overAccent : Colours.edge

            Glyph {
                anchors.centerIn: parent
                visible: cell.felt
                name: "check"
                size: Math.round(Math.min(cell.width, cell.height) * 0.5)
                tint: Colours.overAccent
            }
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(200))
        height: told.height + 2 * Theme.mm(8)
        radius: Theme.radius
        color: Colours.paper
        border.width: Theme.stroke
        border.color: Colours.ink

        Column {
            id: told

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.mm(8)
            spacing: Theme.mm(3)

            Title {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: Terminal.title
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: Terminal.lead
            }
        }
    }

    MultiPointTouchArea {
        anchors.fill: parent
        onPressed: points => page.feel(points)
        onUpdated: points => page.feel(points)
    }
}
