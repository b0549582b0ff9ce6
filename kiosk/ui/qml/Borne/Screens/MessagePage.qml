import QtQuick
import Borne.Theme

// Something is said, with what is to be kept of it and what follows.
PictureFrame {
    id: page

    SpeltOut {
        width: parent.width
    }

    Paragraphs {
        width: parent.width
        ink: Colours.quiet
    }
}
