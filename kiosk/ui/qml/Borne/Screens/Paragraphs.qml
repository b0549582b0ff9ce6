pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// A text in paragraphs.
Stack {
    id: told

    property color ink: Colours.ink
    readonly property alias count: repeater.count

    visible: count > 0
    spacing: Theme.mm(5)

    Repeater {
        id: repeater

        model: Terminal.paragraphs

        delegate: Words {
            required property string body

            width: told.width
            text: body
            color: told.ink
            lineHeight: 1.2
        }
    }
}
