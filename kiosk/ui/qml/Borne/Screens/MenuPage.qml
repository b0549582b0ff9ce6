pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What this person may do. One service, or two, take the place of many.
WorkFrame {
    id: page

    readonly property bool alone: Terminal.offers === 1 && room >= posterRoom
    // Its picture and margins, two lines of title, three of detail.
    readonly property real posterRoom: Theme.mm(70) + Theme.heading * 3.2 + Theme.body * 4.2
    property real posterLeast: 0

    least: alone ? posterLeast : 0

    Repeater {
        model: page.alone ? Terminal.tiles : null

        delegate: PosterTile {
            width: page.workWidth
            spare: page.spare
            onLeastChanged: page.posterLeast = least
            Component.onCompleted: page.posterLeast = least
        }
    }

    Tray {
        id: tray

        width: parent.width
        property list<Tile> made
        readonly property real tallest: highest(made)

        // While the page goes, tiles of the list are already gone.
        function highest(tiles: list<Tile>): real {
            return tiles.reduce((most, tile) => Math.max(most, tile?.implicitHeight ?? 0), 0);
        }

        // All alike while that fits; else, or with large texts, each row as high as it must be.
        readonly property int ranks: Math.ceil(made.length / columns)
        readonly property bool alike: !Theme.large && ranks * (tallest + spacing) - spacing <= page.room

        function rowHeight(tile: Tile): real {
            if (alike)
                return tallest;
            const place = made.indexOf(tile);
            const first = place - place % columns;
            return highest(made.slice(first, first + columns));
        }

        visible: !page.alone
        columns: tiles.count < 5 || Theme.small || Theme.large ? 1 : 2
        spacing: Theme.mm(columns === 1 ? 5 : 4)

        Repeater {
            id: tiles

            model: page.alone ? null : Terminal.tiles
            onItemAdded: (index, item) => tray.made.splice(index, 0, item as Tile)
            onItemRemoved: (index, item) => tray.made = tray.made.filter(tile => tile !== item)

            delegate: Tile {
                width: tray.cell
                height: tray.rowHeight(this)
                grand: tiles.count < 3 && !Theme.large
                dense: tiles.count > 6
                pointed: tray.columns === 1 && !Theme.large
            }
        }
    }
}
