pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// The fields of a form, each with what is expected, what is wrong and the rules it must keep.
Stack {
    id: fields

    // Where the keyboard types.
    readonly property Item box: find(Form.current)
    property list<FieldBox> boxes
    // With large texts the hint may stand on another page than its field.
    readonly property bool cramped: Theme.large || Theme.small && Theme.scale > 1
    // Without the hints, which have served once something is typed.
    property bool terse: false

    function find(key: string): Item {
        return boxes.find(box => box?.key === key) ?? null;
    }

    spacing: Theme.mm(Theme.large ? 5 : 7)

    Repeater {
        model: Form.fields

        delegate: Stack {
            id: field

            required property string key
            required property string label
            required property string hint
            required property string mistake
            required property string aloud
            required property string shown
            required property string spoken
            required property bool masked
            required property string toggle
            required property bool revealed
            required property bool current
            required property string notice

            width: fields.width
            spacing: Theme.mm(2.5)

            // On one page together.
            Item {
                width: parent.width
                implicitHeight: told.height + Theme.mm(2.5) + line.height

                Column {
                    id: told

                    width: parent.width
                    spacing: Theme.mm(0.5)

                    Words {
                        width: parent.width
                        text: field.label
                        font.weight: Font.Bold
                        font.pixelSize: Theme.label
                        // The field itself is called so.
                        Accessible.ignored: true
                    }

                    Words {
                        visible: text !== "" && !fields.cramped && !fields.terse
                        width: parent.width
                        text: field.hint
                        color: Colours.quiet
                    }
                }

                Item {
                    id: line

                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Math.max(box.implicitHeight, eye.visible ? eye.implicitHeight : 0)

                    FieldBox {
                        id: box

                        anchors.left: parent.left
                        anchors.right: eye.visible ? eye.left : parent.right
                        anchors.rightMargin: eye.visible ? Theme.mm(4) : 0
                        height: parent.height
                        key: field.key
                        label: field.label
                        shown: field.shown
                        spoken: field.spoken
                        about: field.aloud === "" ? field.hint : field.aloud
                        masked: field.masked
                        current: field.current
                        faulty: field.mistake !== ""
                        Component.onCompleted: fields.boxes.push(this)
                        Component.onDestruction: fields.boxes = fields.boxes.filter(other => other !== this)
                    }

                    EyeButton {
                        id: eye

                        visible: field.masked
                        anchors.right: parent.right
                        height: parent.height
                        objectName: "reveal-" + field.key
                        label: field.toggle
                        glyph: field.revealed ? "hide" : "show"
                        wordless: Theme.large && (Theme.small || Theme.wide)
                        about: field.label
                        onClicked: Form.reveal(field.key)
                    }
                }
            }

            Words {
                visible: fields.cramped && !fields.terse && text !== ""
                width: parent.width
                text: field.hint
                color: Colours.quiet
            }

            Mistake {
                width: parent.width
                text: field.mistake
                aloud: field.aloud
            }

            Mistake {
                width: parent.width
                text: field.notice
                aloud: field.notice
                tone: "info"
            }

            Tray {
                width: parent.width
                columns: Theme.large ? 1 : 2
                spacing: Theme.mm(2)

                Repeater {
                    model: Form.rules

                    delegate: RuleMark {
                        required property string ruled

                        visible: ruled === field.key
                        width: parent ? (parent as Tray).cell : 0
                    }
                }
            }
        }
    }
}
