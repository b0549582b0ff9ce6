pragma ComponentBehavior: Bound

import QtQuick
import Borne.Theme

// What will be printed, on its paper.
WorkFrame {
    id: page

    least: sheet.least

    Paper {
        id: sheet

        width: parent.width
        height: least + Math.min(page.spare * 0.75, Theme.mm(130))
    }
}
