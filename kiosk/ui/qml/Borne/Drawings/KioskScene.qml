import QtQuick
import QtQuick.Shapes
import Borne.Theme

// The terminal itself, at rest.
Item {
    id: scene

    required property string name
    required property string tone

    width: 200
    height: 140

    Shape {
        Ink {
            d: "M84 100L76 134H124L116 100z"
            fillColor: Colours.shade
        }

        Ink {
            d: Pen.box(62, 6, 76, 98, 10)
        }

        Ink {
            d: Pen.box(72, 17, 56, 64, 5)
            fillColor: Colours.shade
        }

        Ink {
            d: "M88 49H112"
            fillColor: "transparent"
            strokeColor: Colours.outline
            strokeWidth: 6
        }

        Ink {
            d: "M90 93H110"
            fillColor: "transparent"
            strokeWidth: 4
        }
    }

    Badge {
        x: 116
        y: 72
        tone: scene.tone
        sign: "alert"
    }
}
