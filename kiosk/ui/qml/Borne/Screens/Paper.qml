pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Borne.Theme

// The lines of a summary on the slip of paper that will come out of the printer, cut by teeth. When there is room the
// paper goes on, with grey lines that stand for its text.
Item {
    id: paper

    readonly property int slot: Theme.mm(9)
    readonly property int inset: Theme.mm(12)
    readonly property int pad: Theme.mm(10)
    readonly property int tooth: Theme.mm(3.5)
    readonly property real breadth: width - 2 * inset
    readonly property int teeth: Math.max(1, Math.round(breadth / (2 * tooth)))
    readonly property real step: breadth / (2 * teeth)
    readonly property real least: slot + lines.implicitHeight + 2 * pad + tooth
    readonly property int blanks: Math.max(0, Math.floor((height - least - Theme.mm(6)) / Theme.mm(11)))

    implicitHeight: least

    // Down the right side, back along the teeth.
    function outline(): string {
        const low = height - tooth;
        let path = `M${inset} ${slot / 2}H${width - inset}V${low}`;
        for (let place = 1; place <= 2 * teeth; place++)
            path += `L${width - inset - place * step} ${place % 2 === 1 ? height : low}`;
        return path + "Z";
    }

    Rectangle {
        width: parent.width
        height: paper.slot
        radius: height / 2
        color: Colours.contrasted ? Colours.shade : Colours.outline
        border.width: Colours.contrasted ? Theme.stroke : 0
        border.color: Colours.ink
    }

    Shape {
        ShapePath {
            fillColor: Colours.card
            strokeColor: Colours.edge
            strokeWidth: Math.max(1, Theme.mm(0.4))
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: paper.outline()
            }
        }
    }

    // The slot's lip, before the paper.
    Rectangle {
        x: Theme.mm(2)
        width: parent.width - 2 * x
        height: Math.round(paper.slot / 2)
        radius: height / 2
        color: Colours.contrasted ? Colours.shade : Colours.outline
    }

    SummaryLines {
        id: lines

        x: paper.inset + paper.pad
        y: paper.slot + paper.pad
        width: parent.width - 2 * x
    }

    Column {
        x: lines.x
        y: lines.y + lines.height + Theme.mm(10)
        spacing: Theme.mm(7)
        visible: paper.blanks > 0

        Repeater {
            model: paper.blanks

            delegate: Rectangle {
                required property int index

                width: lines.width * [1, 0.92, 0.97, 0.6][index % 4]
                height: Theme.mm(4)
                radius: height / 2
                color: Colours.contrasted ? Colours.shade : Colours.band
            }
        }
    }
}
