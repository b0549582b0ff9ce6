import QtQuick
import QtQuick.Templates as T
import Borne.Bridge
import Borne.Theme

// A place that may be meant, under the field: touching it takes it.
T.AbstractButton {
    id: line

    required property int index
    required property string key
    required property string label
    required property string detail
    // Measured apart: a wrapped text's own implicit width moves with its width.
    readonly property int nameWidth: Math.ceil(nameMetrics.advanceWidth) + 2
    readonly property int moreWidth: Math.ceil(moreMetrics.advanceWidth) + 2
    // Side by side when both fit.
    readonly property bool abreast: nameWidth + moreWidth + Theme.mm(6) <= availableWidth - mark.width - Theme.mm(4)

    objectName: key
    text: label
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    topPadding: Theme.mm(3)
    bottomPadding: topPadding
    leftPadding: Theme.mm(5)
    rightPadding: leftPadding
    implicitHeight: Math.max(Theme.smallTarget, Math.ceil(abreast ? name.height : name.height + (detail === "" ? 0 : more.height)) + topPadding + bottomPadding)
    Accessible.name: detail === "" ? label : label + ", " + detail
    onClicked: Suggestions.pick(index)
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    TextMetrics {
        id: nameMetrics

        font: name.font
        text: line.label
    }

    TextMetrics {
        id: moreMetrics

        font: more.font
        text: line.detail
    }

    background: Rectangle {
        radius: Theme.radius
        color: line.down ? Colours.cardPressed : Colours.card
        border.width: Theme.stroke
        border.color: Colours.accent
    }
    contentItem: Item {
        Glyph {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            name: "place"
            size: Math.round(Theme.label * 1.2)
            tint: Colours.accent
        }

        Words {
            id: name

            x: mark.width + Theme.mm(4)
            y: line.abreast || line.detail === "" ? Math.round((parent.height - height) / 2) : 0
            width: line.abreast ? line.nameWidth : parent.width - x
            text: line.label
            font.weight: Font.Bold
            font.pixelSize: Theme.label
            Accessible.ignored: true
        }

        Words {
            id: more

            visible: text !== ""
            x: line.abreast ? parent.width - width : name.x
            y: line.abreast ? Math.round((parent.height - height) / 2) : name.y + name.height
            width: line.abreast ? line.moreWidth : parent.width - x
            text: line.detail
            color: Colours.quiet
            font.pixelSize: Theme.label
            Accessible.ignored: true
        }
    }

    FocusRing {
        visible: line.visualFocus
    }
}
