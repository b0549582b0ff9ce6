import QtQuick
import QtQuick.Templates as T
import Borne.Bridge

// What every button shares: it acts on release inside, sends its key, is reached by Tab and pressed by Space or Enter.
T.AbstractButton {
    id: control

    required property string key
    required property string label

    objectName: key
    text: label
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    Accessible.name: label

    onClicked: Terminal.touch(key)
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    FocusRing {
        visible: control.visualFocus
    }
}
