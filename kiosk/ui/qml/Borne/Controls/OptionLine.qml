import QtQuick
import Borne.Theme

// A line of a choice: a radio button, or a tick box when several may be ticked.
Touchable {
    id: option

    required property string detail
    required property bool picked
    required property bool multiple
    // Height given besides, where there is room.
    property real ease: 0
    readonly property real least: Math.max(Theme.mm(28), texts.implicitHeight + Theme.mm(Theme.large ? 7 : 10))
    readonly property int mark: Theme.mm(11)

    leftPadding: Theme.mm(Theme.large ? 4 : 6)
    rightPadding: leftPadding
    implicitHeight: least + ease
    Accessible.role: multiple ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.description: detail
    Accessible.checkable: true
    Accessible.checked: picked

    background: Rectangle {
        radius: Theme.radius
        color: option.down ? Colours.cardPressed : option.picked ? Colours.accentWash : Colours.card
        border.width: option.picked ? 2 * Theme.stroke : Theme.stroke
        border.color: option.picked ? Colours.accent : Colours.edge
    }
    contentItem: Item {
        Rectangle {
            id: box

            anchors.verticalCenter: parent.verticalCenter
            width: option.mark
            height: option.mark
            radius: option.multiple ? Theme.mm(2) : option.mark / 2
            color: option.picked && option.multiple ? Colours.accent : Colours.card
            border.width: Theme.mm(0.9)
            border.color: option.picked ? Colours.accent : Colours.edge
            Accessible.ignored: true

            Glyph {
                visible: option.picked && option.multiple
                anchors.centerIn: parent
                name: "check"
                size: Math.round(option.mark * 0.9)
                tint: Colours.overAccent
            }

            Rectangle {
                visible: option.picked && !option.multiple
                anchors.centerIn: parent
                width: Math.round(option.mark * 0.5)
                height: width
                radius: width / 2
                color: Colours.accent
            }
        }

        Stack {
            id: texts

            anchors.left: box.right
            anchors.leftMargin: option.leftPadding
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(1)

            Words {
                width: parent.width
                text: option.label
                font.weight: Font.Bold
                font.pixelSize: Theme.large && Theme.small ? Theme.body : Theme.heading
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                visible: text !== ""
                text: option.detail
                color: Colours.quiet
                Accessible.ignored: true
            }
        }
    }
}
