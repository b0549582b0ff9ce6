pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What this person may do. One service, or two, take the place of many.
WorkFrame {
    id: page

    readonly property bool alone: Terminal.offers === 1

    Repeater {
        model: page.alone ? Terminal.tiles : null

        delegate: PosterTile {
            width: page.workWidth
            spare: page.spare
            onLeastChanged: page.least = least
            Component.onCompleted: page.least = least
        }
    }

    Tray {
        id: tray

        width: parent.width
        readonly property real tallest: highest()

        function highest(): real {
            let most = 0;
            for (let place = 0; place < tiles.count; place++)
                most = Math.max(most, tiles.itemAt(place)?.implicitHeight ?? 0);
            return most;
        }

        visible: !page.alone
        columns: tiles.count < 5 || (Theme.large && !Theme.wide) ? 1 : 2
        spacing: Theme.mm(columns === 1 ? 5 : 4)

        Repeater {
            id: tiles

            model: page.alone ? null : Terminal.tiles

            delegate: Tile {
                width: tray.cell
                height: tray.tallest
                grand: tiles.count < 3
                pointed: tray.columns === 1
            }
        }
    }
}
