import QtQuick
import Borne.Theme

// Below a téléservice's name: what it is for, or, with a sign, why it cannot be used now.
Row {
    id: reason

    required property string text
    required property bool available

    visible: text !== ""
    spacing: Theme.mm(2)

    Glyph {
        id: sign

        visible: !reason.available
        y: Math.round(Theme.body * 0.05)
        name: "info"
        size: Math.round(Theme.body * 1.15)
        tint: Colours.warning
    }

    Words {
        width: reason.width - (sign.visible ? sign.width + reason.spacing : 0)
        text: reason.text
        color: Colours.quiet
        Accessible.ignored: true
    }
}
