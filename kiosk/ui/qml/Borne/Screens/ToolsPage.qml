pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What a technician can do, in groups: a heading over the whole width, then its tiles.
WorkFrame {
    id: page

    Flow {
        id: tools

        readonly property int columns: Theme.small || Theme.large ? 1 : Theme.wide ? 3 : 2
        // All alike: what is longest gives the height.
        property real tallest: 0
        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: Terminal.tiles

            delegate: Loader {
                id: row

                required property int index
                required property string key
                required property string title
                required property string detail
                required property string glyph
                required property bool available
                readonly property bool heads: key === ""

                width: heads ? tools.width : tools.cell
                sourceComponent: heads ? heading : tool

                Component {
                    id: heading

                    Words {
                        text: row.title
                        topPadding: row.index > 0 ? Theme.mm(3) : 0
                        color: Colours.quiet
                        font.weight: Font.Bold
                    }
                }

                Component {
                    id: tool

                    Tile {
                        key: row.key
                        title: row.title
                        detail: row.detail
                        glyph: row.glyph
                        available: row.available
                        dense: true
                        pointed: false
                        height: Theme.large ? implicitHeight : Math.max(implicitHeight, tools.tallest)
                        onImplicitHeightChanged: tools.tallest = Math.max(tools.tallest, implicitHeight)
                        Component.onCompleted: tools.tallest = Math.max(tools.tallest, implicitHeight)
                    }
                }
            }
        }
    }
}
