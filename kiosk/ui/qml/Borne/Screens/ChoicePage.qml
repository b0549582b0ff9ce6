pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// One question and its answers, taller when they are few.
WorkFrame {
    id: page

    property list<OptionLine> made
    readonly property real ease: Math.floor(Math.min(Theme.mm(10), spare / (2 * Math.max(1, made.length))))

    least: made.reduce((sum, option) => sum + (option?.least ?? 0) + answers.spacing, 0)

    Stack {
        id: answers

        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: Terminal.options
            onItemAdded: (index, item) => page.made.splice(index, 0, item as OptionLine)
            onItemRemoved: (index, item) => page.made = page.made.filter(option => option !== item)

            delegate: OptionLine {
                width: answers.width
                multiple: Terminal.multiple
                ease: page.ease
            }
        }
    }
}
