pragma ComponentBehavior: Bound

import QtQuick
import Borne.Theme

// What will be printed, on its paper.
WorkFrame {
    id: page

    readonly property bool papered: !Theme.large && slack >= 0

    least: sheet.least

    Paper {
        id: sheet

        visible: page.papered
        width: parent.width
        height: least + Math.min(page.spare * 0.75, Theme.mm(130))
    }

    // Large or long texts need the room that paper would take.
    SummaryLines {
        visible: !page.papered
        width: parent.width
    }
}
