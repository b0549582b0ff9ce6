pragma ComponentBehavior: Bound

import QtQuick
import Borne.Theme

// The buttons of a screen: the main one over the whole width, the others side by side when their words allow it.
Flow {
    id: actions

    required property QtObject model
    property bool inline: false
    readonly property real half: Math.floor((width - spacing) / 2)
    readonly property bool paired: buttons.count > 1 && widest() <= half

    spacing: Theme.gap

    function widest(): real {
        let most = 0;
        for (let place = 0; place < buttons.count; place++) {
            const button = buttons.itemAt(place) as Push;
            if (button !== null && (inline || !button.primary))
                most = Math.max(most, button.implicitWidth);
        }
        return most;
    }

    // An odd one out takes the whole row.
    function share(place: int, primary: bool, primaries: int): real {
        if (!paired || (primary && !inline))
            return width;
        const others = inline ? buttons.count : buttons.count - primaries;
        const rank = inline ? place : place - primaries;
        return others % 2 === 1 && rank === others - 1 ? width : half;
    }

    Repeater {
        id: buttons

        model: actions.model

        delegate: Push {
            required property int index
            readonly property bool first: (buttons.itemAt(0) as Push)?.primary ?? false

            width: actions.share(index, primary, first ? 1 : 0)
        }
    }
}
