import QtQuick
import QtQuick.Shapes
import Borne.Theme

// Slanting stripes, as around a building site.
Item {
    id: hatching

    readonly property real step: Theme.mm(12)
    readonly property int stripes: Math.ceil(width / step) + 1

    clip: true

    function path(): string {
        let path = "";
        for (let place = 0; place < stripes; place++) {
            const left = place * step - height;
            path += `M${left} ${height}L${left + height} 0H${left + height + step / 2}L${left + step / 2} ${height}Z`;
        }
        return path;
    }

    Rectangle {
        anchors.fill: parent
        color: Colours.chip
    }

    Shape {
        ShapePath {
            fillColor: Colours.contrasted ? "#000000" : Colours.ink
            strokeWidth: -1

            PathSvg {
                path: hatching.width > 0 ? hatching.path() : ""
            }
        }
    }
}
