pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Borne.Bridge

// An icon of the set, drawn as a path: it takes any size and any colour. Decorative: words always say the same.
Item {
    id: glyph

    required property string name
    required property int size
    required property color tint

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        y: glyph.size
        transform: Scale {
            xScale: glyph.size / 960
            yScale: glyph.size / 960
        }

        ShapePath {
            fillColor: glyph.tint
            strokeWidth: -1

            PathSvg {
                path: Glyphs.path(glyph.name)
            }
        }
    }
}
