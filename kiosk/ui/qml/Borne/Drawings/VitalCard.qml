import QtQuick
import QtQuick.Shapes
import Borne.Theme

// A chip card seen from above, 96 × 60, its chip at the right: the end that goes in first.
Item {
    id: card

    property bool chipped: true
    property bool faded: false

    width: 96
    height: 60

    Shape {
        Ink {
            d: Pen.box(0, 0, 96, 60, 6)
        }

        Ink {
            d: card.chipped ? "M1.3 44H94.7V54a4.7 4.7 0 0 1 -4.7 4.7H6a4.7 4.7 0 0 1 -4.7 -4.7z" : "M1.3 10H94.7V24H1.3z"
            fillColor: card.chipped ? Colours.drawn : Colours.outline
            strokeColor: "transparent"
        }

        Ink {
            d: card.chipped ? "M10 14H40M10 24H54" : "M10 38H40"
            fillColor: "transparent"
            strokeColor: Colours.shade
            strokeWidth: 5
        }

        Ink {
            d: card.chipped ? Pen.box(68, 12, 20, 17, 3.5) : ""
            fillColor: Colours.chip
            strokeWidth: 2
        }

        Ink {
            d: card.chipped ? "M68 20.5H75M81 20.5H88M75 12V29M81 12V29" : ""
            fillColor: "transparent"
            strokeWidth: 1.4
        }
    }
}
