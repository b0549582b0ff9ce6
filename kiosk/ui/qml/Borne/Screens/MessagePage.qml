import QtQuick

// Something is said.
PictureFrame {
    id: page
}
