import QtQuick
import QtQuick.Shapes
import Borne.Controls
import Borne.Theme

// What the drawing says in one sign: a disc of 46 units, in the tone's colour.
Item {
    id: badge

    required property string sign
    required property string tone

    width: 46
    height: 46
    visible: sign !== ""
    Accessible.ignored: true

    Shape {
        Ink {
            d: Pen.disc(23, 23, 21)
            fillColor: Colours.tone(badge.tone)
            strokeColor: Colours.wash(badge.tone)
            strokeWidth: 4
        }
    }

    Glyph {
        anchors.centerIn: parent
        name: badge.sign
        size: 28
        tint: Colours.overTone
    }
}
