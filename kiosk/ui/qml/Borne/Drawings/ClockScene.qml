import QtQuick
import QtQuick.Shapes
import Borne.Theme

// Time goes by.
Item {
    id: scene

    required property string name
    required property string tone

    width: 200
    height: 140

    Shape {
        Ink {
            d: Pen.disc(100, 70, 58)
        }

        Ink {
            d: "M100 70V22A48 48 0 0 1 148 70z"
            fillColor: Colours.shade
            strokeColor: "transparent"
        }

        Ink {
            d: "M100 18V26M152 70H144M100 122V114M48 70H56"
            fillColor: "transparent"
            strokeWidth: 4
        }

        Ink {
            d: "M100 70V34M100 70H130"
            fillColor: "transparent"
            strokeColor: Colours.tone(scene.tone)
            strokeWidth: 7
        }

        Ink {
            d: Pen.disc(100, 70, 6)
            fillColor: Colours.outline
        }
    }
}
