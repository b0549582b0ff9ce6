import QtQuick
import Borne.Theme

// The heading of a screen. Takes the focus when the screen comes, so that a screen reader starts here (ACC-34).
Words {
    font.pixelSize: Theme.title
    font.weight: Font.Bold
    lineHeight: 0.95
    Accessible.role: Accessible.Heading
    Accessible.focusable: true
}
