import QtQuick

// A text is read.
WorkFrame {
    id: page

    Paragraphs {
        width: parent.width
    }
}
