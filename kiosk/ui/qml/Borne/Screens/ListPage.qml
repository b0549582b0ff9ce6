pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// What the account has on record, newest first.
WorkFrame {
    id: page

    Stack {
        id: rows

        width: parent.width
        spacing: Theme.mm(4)

        Repeater {
            model: Terminal.entries

            delegate: EntryLine {
                width: rows.width
            }
        }
    }
}
