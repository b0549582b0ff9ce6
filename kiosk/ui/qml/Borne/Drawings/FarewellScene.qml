import QtQuick
import QtQuick.Shapes
import Borne.Theme

// All is done.
Item {
    id: scene

    required property string name
    required property string tone

    width: 200
    height: 140

    Shape {
        Ink {
            d: "M40 70H22M160 70H178M58 28L45 15M142 28L155 15M58 112L45 125M142 112L155 125"
            fillColor: "transparent"
            strokeColor: Colours.chip
            strokeWidth: 6
        }

        Ink {
            d: Pen.disc(100, 70, 46)
        }

        Ink {
            d: "M78 71L94 87L124 55"
            fillColor: "transparent"
            strokeColor: Colours.tone(scene.tone)
            strokeWidth: 9
        }
    }
}
