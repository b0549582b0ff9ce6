import QtQuick
import Borne.Theme

// What is wrong with a field, beside it, in the words of the summary.
Row {
    id: mistake

    required property string text
    required property string aloud
    property string tone: "error"

    visible: text !== ""
    spacing: Theme.mm(2.5)

    Glyph {
        id: sign

        y: Math.round(Theme.label * 0.02)
        name: mistake.tone
        size: Math.round(Theme.label * 1.2)
        tint: Colours.tone(mistake.tone)
    }

    Words {
        width: mistake.width - sign.width - mistake.spacing
        text: mistake.text
        color: Colours.tone(mistake.tone)
        font.pixelSize: Theme.label
        font.weight: Font.Bold
        Accessible.name: mistake.aloud
    }
}
