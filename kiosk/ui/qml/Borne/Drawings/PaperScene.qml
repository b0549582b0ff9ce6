import QtQuick
import QtQuick.Shapes
import Borne.Bridge
import Borne.Theme

// The document or the receipt, and the printer that makes it.
Item {
    id: scene

    required property string name
    required property string tone
    readonly property bool slip: name === "receipt"
    readonly property bool machine: name !== "document" && !slip
    readonly property bool open: name === "cover-open"
    readonly property bool missing: name === "no-paper" || name === "print-unknown"
    readonly property real paper: {
        switch (name) {
        case "printing":
            return 12 + 52 * Math.max(0, Terminal.progress);
        case "take-paper":
        case "no-paper":
        case "print-unknown":
            return 64;
        default:
            return 0;
        }
    }
    property real shownPaper: paper

    width: 200
    height: 140

    Behavior on shownPaper {
        enabled: scene.name === "printing"

        NumberAnimation {
            duration: 300
            easing.type: Easing.OutCubic
        }
    }

    // The ticket: its lower edge is cut by teeth.
    function ticket(length: real): string {
        return `M66 62V${62 + length}l5.67 -5l5.67 5l5.67 -5l5.66 5l5.67 -5l5.66 5l5.67 -5l5.66 5l5.67 -5l5.66 5l5.67 -5l5.67 5V62z`;
    }

    Shape {
        visible: scene.name === "document"

        Ink {
            d: "M62 18a6 6 0 0 1 6 -6H116L140 36V122a6 6 0 0 1 -6 6H68a6 6 0 0 1 -6 -6z"
        }

        Ink {
            d: "M116 12V30a6 6 0 0 0 6 6H140z"
            fillColor: Colours.shade
        }

        Ink {
            d: "M76 54H126M76 70H126M76 86H110"
            fillColor: "transparent"
            strokeColor: Colours.drawn
            strokeWidth: 5
        }
    }

    // A receipt: who, when, and the reference to keep, in large signs.
    Shape {
        visible: scene.slip

        Ink {
            d: "M58 8H142V126l-6 6l-6 -6l-6 6l-6 -6l-6 6l-6 -6l-6 6l-6 -6l-6 6l-6 -6l-6 6l-6 -6l-6 6l-6 -6z"
        }

        Ink {
            d: "M72 26H112M72 40H128"
            fillColor: "transparent"
            strokeColor: Colours.shade
            strokeWidth: 5
        }

        Ink {
            d: Pen.box(70, 54, 60, 24, 4)
            fillColor: "transparent"
            strokeColor: Colours.drawn
            strokeWidth: 3
        }

        Ink {
            d: "M79 66H87M95 66H105M113 66H121"
            fillColor: "transparent"
            strokeColor: Colours.drawn
            strokeWidth: 7
        }

        Ink {
            d: "M72 94H128M72 108H102"
            fillColor: "transparent"
            strokeColor: Colours.shade
            strokeWidth: 5
        }
    }

    Shape {
        visible: scene.machine

        Ink {
            d: scene.open ? "M52 20L58 -2a6 6 0 0 1 7 -4L140 6" : ""
            fillColor: "transparent"
            strokeWidth: 7
            strokeColor: Colours.outline
        }

        Ink {
            d: Pen.box(40, 14, 120, 62, 12)
            fillColor: Colours.shade
        }

        Ink {
            d: scene.open ? Pen.box(58, 10, 84, 22, 8) : ""
            fillColor: Colours.outline
        }

        Ink {
            d: scene.open ? Pen.disc(100, 21, 9) : Pen.disc(144, 30, 4.5)
            fillColor: scene.open ? Colours.body : scene.name === "printer-gone" ? Colours.outline : Colours.body
            strokeWidth: 2
        }

        Ink {
            d: Pen.box(54, 56, 92, 12, 6)
            fillColor: Colours.outline
        }
    }

    Shape {
        visible: scene.shownPaper > 0 && !scene.missing

        Ink {
            d: scene.ticket(scene.shownPaper)
        }

        Ink {
            d: scene.shownPaper > 50 ? "M78 80H108M78 92H122M78 104H116" : scene.shownPaper > 30 ? "M78 76H108" : ""
            fillColor: "transparent"
            strokeColor: Colours.drawn
            strokeWidth: 4.5
        }
    }

    Shape {
        visible: scene.missing

        Ink {
            d: "M66 78V128H134V78"
            fillColor: "transparent"
            strokeStyle: ShapePath.DashLine
            dashPattern: [2.4, 2.6]
        }
    }

    Shape {
        visible: scene.name === "take-paper"

        Ink {
            d: "M164 88V126M155 117L164 126L173 117"
            fillColor: "transparent"
            strokeColor: Colours.tone(scene.tone)
            strokeWidth: 6
        }
    }

    Shape {
        visible: scene.name === "printer-gone"

        Ink {
            d: "M100 76V92C100 112 74 104 74 124"
            fillColor: "transparent"
            strokeWidth: 5
            strokeStyle: ShapePath.DashLine
            dashPattern: [1.6, 2]
        }
    }

    Badge {
        x: 136
        y: 52
        tone: scene.tone
        sign: {
            switch (scene.name) {
            case "receipt":
                return "check";
            case "no-paper":
            case "cover-open":
                return "alert";
            case "printer-gone":
                return "close";
            case "print-unknown":
                return "question";
            default:
                return "";
            }
        }
    }
}
