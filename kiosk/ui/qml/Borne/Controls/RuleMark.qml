import QtQuick
import Borne.Theme

// A rule of a new password, ticked once it is kept.
Row {
    id: rule

    required property string label
    required property bool met
    required property string spoken

    spacing: Theme.mm(2.5)

    Glyph {
        id: mark

        y: Math.round(Theme.body * 0.02)
        name: rule.met ? "success" : "unmet"
        size: Math.round(Theme.body * 1.2)
        tint: rule.met ? Colours.success : Colours.quiet
    }

    Words {
        width: rule.width - mark.width - rule.spacing
        text: rule.label
        color: rule.met ? Colours.success : Colours.quiet
        Accessible.name: rule.spoken
    }
}
