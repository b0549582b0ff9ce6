pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What the account has on record, newest first; what a terminal's checks have found.
WorkFrame {
    id: page

    Stack {
        id: rows

        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: Terminal.entries

            delegate: Stack {
                id: entry

                required property string key
                required property string title
                required property string detail
                required property string note
                required property string glyph
                required property bool opens
                required property string tone
                // One that is only read may be too tall for a page: without its frame it breaks between its lines.
                readonly property bool loose: !opens && framed.implicitHeight > page.turned

                width: rows.width
                spacing: Theme.mm(1)

                EntryLine {
                    id: framed

                    visible: !entry.loose
                    width: parent.width
                    key: entry.key
                    title: entry.title
                    detail: entry.detail
                    note: entry.note
                    glyph: entry.glyph
                    opens: entry.opens
                    tone: entry.tone
                }

                Rectangle {
                    visible: entry.loose
                    width: parent.width
                    height: Math.max(1, Theme.mm(0.3))
                    color: Colours.hairline
                }

                Row {
                    visible: entry.loose
                    width: parent.width
                    spacing: Theme.mm(3)

                    Glyph {
                        id: sign

                        name: entry.glyph
                        size: Math.round(Theme.body * 1.3)
                        tint: Colours.tone(entry.tone)
                    }

                    Words {
                        width: parent.width - sign.width - parent.spacing
                        text: entry.note
                        color: Colours.quiet
                    }
                }

                Words {
                    visible: entry.loose
                    width: parent.width
                    text: entry.title
                    font.weight: Font.Bold
                }

                Words {
                    visible: entry.loose && text !== ""
                    width: parent.width
                    text: entry.detail
                    color: Colours.quiet
                }
            }
        }
    }
}
