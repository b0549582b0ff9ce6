import QtQuick
import Borne.Theme

// Rows of equal columns; a Pager may put its rows on different pages.
Grid {
    readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

    spacing: Theme.gap
}
