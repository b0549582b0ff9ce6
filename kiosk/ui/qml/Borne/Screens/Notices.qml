pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What the terminal has to say about itself.
Stack {
    id: notices

    property int em: Theme.body
    readonly property alias count: repeater.count

    visible: count > 0
    spacing: Theme.mm(4)

    Repeater {
        id: repeater

        model: Terminal.notices

        delegate: NoticeBar {
            width: notices.width
            em: notices.em
        }
    }
}
