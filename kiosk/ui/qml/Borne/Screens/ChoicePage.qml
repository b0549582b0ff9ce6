pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// One question and its answers.
WorkFrame {
    id: page

    Stack {
        id: answers

        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: Terminal.options

            delegate: OptionLine {
                width: answers.width
                multiple: Terminal.multiple
            }
        }
    }
}
