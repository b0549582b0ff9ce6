pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Theme

// What is asked for or known, line by line; what will be printed, on its paper.
WorkFrame {
    id: page

    readonly property bool printed: Terminal.drawing === "document"
    readonly property bool papered: printed && !Theme.large && slack >= 0

    least: printed ? sheet.least : 0

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
