import QtQuick
import QtQuick.Shapes
import Borne.Theme

// The terminal and the caisse, and nothing between them.
Item {
    id: scene

    required property string name
    required property string tone

    width: 200
    height: 140

    Shape {
        Ink {
            d: "M34 104L28 128H60L54 104z"
            fillColor: Colours.shade
        }

        Ink {
            d: Pen.box(16, 20, 56, 86, 8)
        }

        Ink {
            d: Pen.box(25, 30, 38, 48, 4)
            fillColor: Colours.drawn
        }

        Ink {
            d: "M128 56L160 30L192 56"
            fillColor: Colours.shade
        }

        Ink {
            d: "M128 56H192V128H128z"
        }

        Ink {
            d: "M152 128V104H168V128zM140 68H150V80H140zM170 68H180V80H170z"
            fillColor: Colours.shade
            strokeWidth: 2
        }

        Ink {
            d: "M80 62H120"
            fillColor: "transparent"
            strokeWidth: 5
            strokeStyle: ShapePath.DashLine
            dashPattern: [0.6, 2.2]
        }
    }

    Badge {
        x: 77
        y: 39
        tone: scene.tone
        sign: "close"
    }
}
