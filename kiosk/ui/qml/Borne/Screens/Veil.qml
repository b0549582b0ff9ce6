import QtQuick
import Borne.Bridge
import Borne.Theme

// A sheet of paper that fades when the screen changes: what is new can be read from its first frame.
Rectangle {
    id: veil

    objectName: "veil"

    readonly property string subject: Terminal.name

    visible: opacity > 0
    color: Colours.paper
    opacity: 0

    onSubjectChanged: if (Stage.drawn)
        fade.restart()

    NumberAnimation {
        id: fade

        target: veil
        property: "opacity"
        from: 0.6
        to: 0
        duration: 150
    }
}
