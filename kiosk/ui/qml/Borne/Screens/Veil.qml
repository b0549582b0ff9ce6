import QtQuick
import Borne.Bridge
import Borne.Theme

// A sheet of paper that fades when the screen changes: what is new can be read from its first frame. A screen that
// follows another at once (the answer to a question that was hardly asked) comes without: one fade is a sign, two are
// a flicker.
Rectangle {
    id: veil

    objectName: "veil"

    readonly property string subject: Terminal.name
    readonly property alias fresh: recent.running

    visible: opacity > 0
    color: Colours.paper
    opacity: 0

    onSubjectChanged: {
        const again = fresh;
        recent.restart();
        fade.stop();
        opacity = 0;
        if (Stage.drawn && !again)
            fade.start();
    }

    Timer {
        id: recent

        interval: 400
    }

    NumberAnimation {
        id: fade

        target: veil
        property: "opacity"
        from: 0.6
        to: 0
        duration: 150
    }
}
