import QtQuick
import QtQuick.Templates as T
import Borne.Theme

// A text: a Label, because a screen reader does not see Text; plain, because names come from outside (ESC-09).
T.Label {
    color: Colours.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    lineHeight: 1.05
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
