import QtQuick
import Borne.Bridge
import Borne.Controls

// Something is being done.
PictureFrame {
    id: page

    ProgressLine {
        width: parent.width
        value: Terminal.progress
        label: Terminal.title
    }
}
