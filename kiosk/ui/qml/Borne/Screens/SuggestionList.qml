pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// The places that may be meant, as many as there is room for, or that there are none.
Stack {
    id: list

    required property real room
    property list<SuggestionLine> made
    // Three are a choice, fewer a guess.
    readonly property real wanted: Suggestions.none === "" ? 3 * (Theme.smallTarget + spacing) : none.implicitHeight
    property int fitting: 0
    property bool news: false

    function fit(lines: list<SuggestionLine>): int {
        let taken = 0;
        for (let place = 0; place < lines.length; place++) {
            taken += (lines[place]?.implicitHeight ?? 0) + (place > 0 ? spacing : 0);
            if (taken > room)
                return Math.max(1, place);
        }
        return lines.length;
    }

    visible: Suggestions.searching
    spacing: Theme.mm(3.4)
    onRoomChanged: soon.restart()

    // Once the rows are laid out, not while they are: only then is it known how many there is room for.
    Timer {
        id: soon

        interval: 0
        onTriggered: {
            list.fitting = list.fit(list.made);
            if (list.news)
                Suggestions.tell(list.fitting);
            list.news = false;
        }
    }

    Connections {
        target: Suggestions

        function onLooked(): void {
            list.news = true;
            soon.restart();
        }
    }

    Mistake {
        id: none

        width: parent.width
        text: Suggestions.none
        aloud: Suggestions.none
        tone: "info"
    }

    Repeater {
        model: Suggestions.rows
        onItemAdded: (index, item) => list.made.splice(index, 0, item as SuggestionLine)
        onItemRemoved: (index, item) => list.made = list.made.filter(line => line !== item)

        delegate: SuggestionLine {
            visible: index < list.fitting
            width: list.width
            onImplicitHeightChanged: soon.restart()
        }
    }
}
