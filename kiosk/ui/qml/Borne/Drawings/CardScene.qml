import QtQuick
import QtQuick.Shapes
import Borne.Bridge
import Borne.Theme

// The card and the reader, the reader on the side where the cabinet has it. The card moves for less than 5 s, then rests
// (EN 301 549, 11.2.2.2).
Item {
    id: scene

    required property string name
    required property string tone
    readonly property bool entering: name === "card-in"
    readonly property bool leaving: name === "card-out"
    readonly property bool inside: name === "card-reading"
    readonly property bool moving: entering || leaving
    readonly property bool below: Appearance.slot === "below"
    readonly property bool mirrored: Appearance.slot === "left"
    readonly property real out: 14
    readonly property real deep: 72

    width: below ? 140 : 200
    height: below ? 200 : 140

    onNameChanged: if (slide.running)
        slide.restart()

    Item {
        anchors.centerIn: parent
        width: 200
        height: 140
        rotation: scene.below ? 90 : scene.mirrored ? 180 : 0

        VitalCard {
            id: card

            visible: scene.name !== "reader-missing"
            x: scene.inside ? scene.deep : scene.leaving ? scene.deep : scene.out + (scene.entering ? 0 : 6)
            y: 34
            chipped: scene.name !== "card-wrong"

            SequentialAnimation on x {
                id: slide

                running: scene.moving && scene.visible
                loops: 2

                PropertyAction {
                    value: scene.entering ? scene.out : scene.deep
                }

                PauseAnimation {
                    duration: 500
                }

                NumberAnimation {
                    to: scene.entering ? scene.deep : scene.out
                    duration: 1300
                    easing.type: Easing.InOutCubic
                }

                PauseAnimation {
                    duration: 500
                }
            }
        }

        Shape {
            // The reader hides what is in it.
            Ink {
                d: "M202 6H150a10 10 0 0 0 -10 10V112a10 10 0 0 0 10 10H202"
                fillColor: Colours.shade
            }

            Ink {
                d: Pen.box(133, 26, 14, 76, 7)
                fillColor: Colours.outline
            }

            Ink {
                d: Pen.disc(172, 26, 5)
                fillColor: scene.inside ? Colours.success : Colours.body
                strokeWidth: 2
            }
        }

        Shape {
            visible: scene.moving

            Ink {
                d: scene.leaving ? Pen.arrow(104, 24, 122) : Pen.arrow(24, 104, 122)
                fillColor: "transparent"
                strokeColor: Colours.tone(scene.tone)
                strokeWidth: 6
            }
        }
    }

    Badge {
        x: scene.below ? 20 : scene.name !== "reader-missing" ? 74 : scene.mirrored ? 37 : 117
        y: scene.below ? 100 : scene.name !== "reader-missing" ? 76 : scene.mirrored ? 53 : 41
        tone: scene.tone
        sign: {
            switch (scene.name) {
            case "card-mute":
                return "retry";
            case "card-wrong":
                return "close";
            case "card-old":
                return "wait";
            case "reader-missing":
                return "block";
            default:
                return "";
            }
        }
    }
}
